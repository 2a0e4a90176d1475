"""Every approved sentence can be sent, read, and does no harm."""

import re

import pytest

from nightdoor.core.gsm import BASIC
from nightdoor.core.message import MessageKind
from nightdoor.core.triage import Kind
from nightdoor.wording import DATA, load

WORDING = load()
REPLIES = {
    **{f"first {kind.value}": text for kind, text in WORDING.first.items()},
    **{f"unanswered {kind.value}": text for kind, text in WORDING.unanswered.items()},
    **{f"question {kind.value}": text for kind, text in WORDING.questions.items()},
    **{f"line {name}": text for name, text in WORDING.lines.items()},
}
TWO_PARTS = 306
ABUSE = "abus|violen|husband|partner|boyfriend|girlfriend|refuge|hit|hurt|afraid|scared|women|safe|danger|leave"
COMING = "on (?:the|their|its|our) way|is coming|will come|will be with you|someone will be|help is|sent (?:a|an)"
NEUTRAL = [book[Kind.DOMESTIC_ABUSE] for book in (WORDING.first, WORDING.unanswered, WORDING.questions)]
every_reply = pytest.mark.parametrize("text", REPLIES.values(), ids=REPLIES.keys())


@every_reply
def test_a_reply_fits_two_parts_of_plain_text(text: str) -> None:
    assert set(text) <= BASIC
    assert 0 < len(text) <= TWO_PARTS


@every_reply
def test_a_reply_can_be_read_at_nine(text: str) -> None:
    assert _reading_grade(text) <= 4.5  # the US school grade of a nine-year-old is 4


@every_reply
def test_a_reply_never_says_that_somebody_is_coming(text: str) -> None:
    assert re.search(COMING, text, re.IGNORECASE) is None


@every_reply
def test_no_placeholder_is_left_in_a_reply(text: str) -> None:
    assert not set("{}[]") & set(text)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_first_reply_with_the_emergency_number(kind: Kind) -> None:
    assert WORDING.first_reply([kind]) == WORDING.first[kind]
    assert "999" in WORDING.first_reply([kind])
    assert "calling a person" in WORDING.first_reply([kind])


@pytest.mark.parametrize("kind", Kind)
def test_domestic_abuse_gives_the_words_whatever_else_is_said(kind: Kind) -> None:
    assert WORDING.first_reply([kind, Kind.DOMESTIC_ABUSE]) == WORDING.first[Kind.DOMESTIC_ABUSE]


@pytest.mark.parametrize("text", NEUTRAL)
def test_words_for_domestic_abuse_give_nothing_away(text: str) -> None:
    assert re.search(ABUSE, text, re.IGNORECASE) is None


def test_precedence_names_every_kind_once() -> None:
    assert sorted(WORDING.precedence) == sorted(Kind)


@pytest.mark.parametrize("number", ["999", "111 option 2", "116 123", "85258"])
def test_an_unanswered_call_for_help_names_every_line_that_is_open(number: str) -> None:
    assert number in WORDING.unanswered_reply([Kind.SUICIDE])


def test_a_child_is_given_childline() -> None:
    assert "0800 1111" in WORDING.first_reply([Kind.SUICIDE, Kind.YOUNG_PERSON_ALONE])


def test_gas_names_the_gas_emergency_line() -> None:
    assert "0800 111 999" in WORDING.first_reply([Kind.HAZARD])


def test_no_number_stands_in_the_replies_themselves() -> None:
    source = (DATA / "triage" / "replies.yml").read_text(encoding="utf-8")
    written = [line for line in source.splitlines() if not line.lstrip().startswith("#")]
    assert re.findall(r"\d{2,}", "\n".join(written)) == []


@pytest.mark.parametrize("kind", set(MessageKind) - {MessageKind.TEXT})
def test_whatever_comes_in_has_an_answer(kind: MessageKind) -> None:
    assert WORDING.line(kind.value)


def test_kinds_may_come_as_plain_words_beside_kinds_of_another_room() -> None:
    assert WORDING.first_reply(["asked_for_human", "suicide"]) == WORDING.first[Kind.SUICIDE]


@pytest.mark.parametrize("kind", Kind)
def test_a_safety_question_asks_for_yes_or_no(kind: Kind) -> None:
    question = WORDING.safety_question([kind])
    assert "Reply YES or NO." in question
    assert question.count("?") == 1


def test_an_unknown_line_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        WORDING.line("nonsense")


def _reading_grade(text: str) -> float:
    """Flesch-Kincaid grade; numbers are left out, since they are read digit by digit."""
    sentences = max(1, len(re.findall(r"[.!?:](?:\s|$)", text)))
    words = re.findall(r"[A-Za-z']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word.lower())))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
