"""`nightdoor assess` on a stream of lines."""

import io
import json

import pytest

from nightdoor.assessing import assess_lines
from nightdoor.wording import load_phrasebook

BOOK = load_phrasebook()


def run(*lines: str) -> tuple[int, list[dict[str, object]], str]:
    out, err = io.StringIO(), io.StringIO()
    code = assess_lines([f"{line}\n" for line in lines], out, err, BOOK)
    return code, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def test_every_line_is_answered_in_order() -> None:
    code, answers, _ = run('{"text": "i want to die"}', '{"text": "bins", "recent": ["hello"]}')
    assert code == 0
    assert [answer["level"] for answer in answers] == ["emergency", "routine"]
    assert answers[0]["kinds"] == ["suicide"]


def test_an_answer_says_what_it_rests_on_and_how_long_it_took() -> None:
    _, [answer], _ = run('{"text": "well i want to die"}')
    assert set(answer) == {"level", "kinds", "reasons", "ms"}
    reasons = answer["reasons"]
    assert isinstance(reasons, list)
    assert reasons[0]["rule"] == "suicide.want-to-die"
    assert (reasons[0]["start"], reasons[0]["end"], reasons[0]["words"]) == (5, 18, "i want to die")


def test_recent_messages_are_read() -> None:
    _, [answer], _ = run('{"text": "to die", "recent": ["i want"]}')
    assert answer["level"] == "emergency"


@pytest.mark.parametrize(
    "bad", ["secret words", "[]", '"secret"', "{}", '{"text": 5}', '{"text": "a", "recent": "b"}', "[" * 100_000, ""]
)
def test_a_bad_line_is_named_by_number_and_its_words_are_not_repeated(bad: str) -> None:
    code, answers, complaint = run('{"text": "fine"}', bad, '{"text": "never read"}')
    assert code == 2
    assert len(answers) == 1
    assert complaint.startswith("line 2: ")
    assert complaint.count("\n") == 1
    assert "secret" not in complaint


def test_a_lone_surrogate_is_judged_like_any_other_text() -> None:
    code, [answer], _ = run('{"text": "i want to die \\ud800"}')
    assert (code, answer["level"]) == (0, "emergency")
