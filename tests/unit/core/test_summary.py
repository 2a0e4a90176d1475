"""The summary: SBAR order, the resident's own words, evidence for each line, and no grade of anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from nightdoor.core.alert import Alert, AlertState
from nightdoor.core.case import CaseItem, CaseStatus, FiledBecause, Urgency
from nightdoor.core.conversation import Contact, Conversation, Holder
from nightdoor.core.message import Author, Channel, DeliveryStatus, Message
from nightdoor.core.queue import in_text, line_of
from nightdoor.core.story import Story
from nightdoor.core.summary import Facts, Line, Offered, Promise, said_in, summarise

JULY = datetime(2026, 7, 7, 1, 30, tzinfo=UTC)
"""Half past two at night in London."""
STORY = Story(
    needs=("housing", "debt_benefits"),
    what_happened="we must be out on friday\nmy hours were cut",
    place="Harehills",
    would_help="somebody to talk to the landlord",
    name="",
    safe_contact="text after 9",
    consent=True,
)
MESSAGES = (
    Message(1, 5, Author.RESIDENT, "we must be out on friday", JULY),
    Message(2, 5, Author.DOOR, "Where are you?", JULY, delivery=DeliveryStatus.DELIVERED, reply_to=1),
    Message(3, 5, Author.RESIDENT, "my hours were cut", JULY + timedelta(minutes=1)),
    Message(4, 5, Author.RESIDENT, "im in harehills", JULY + timedelta(minutes=2)),
    Message(5, 5, Author.RESIDENT, "Somebody to talk to the landlord", JULY + timedelta(minutes=3)),
    Message(6, 5, Author.RESIDENT, "text after 9", JULY + timedelta(minutes=4)),
    Message(
        7, 5, Author.DOOR, "Ring A private phone line", JULY, delivery=DeliveryStatus.PERMANENT_FAILURE, reply_to=6
    ),
)
ALERT = Alert(
    id=3,
    conversation_id=5,
    message_id=1,
    level="emergency",
    kinds=("domestic_abuse", "child_at_risk"),
    reasons=(),
    state=AlertState.STOOD_DOWN,
    raised_at=JULY,
    acknowledged_at=JULY + timedelta(minutes=2),
    acknowledged_by=8,
    stood_down_at=JULY + timedelta(minutes=30),
    outcome="callback",
    agreed="She is at her sister's",
)


def _facts(story: Story = STORY, **changes: Any) -> Facts:
    conversation = Conversation(5, 6, Channel.SMS, Holder.BOT, JULY, JULY, "key", story)
    case = CaseItem(7, 5, JULY, FiledBecause.FINISHED, Urgency.ROUTINE, CaseStatus.NEW, JULY + timedelta(hours=8))
    facts = Facts(case, Contact(6, Channel.SMS, "+447700900123"), conversation, MESSAGES, staff={8: "Sam Okoro"})
    return replace(facts, **changes)


def _sections(facts: Facts) -> dict[str, list[Line]]:
    return {section.title: list(section.lines) for section in summarise(facts)}


def _text(facts: Facts) -> str:
    return "\n".join(line.text for section in summarise(facts) for line in section.lines)


def test_the_sections_come_in_sbar_order() -> None:
    promised = [Promise("A case lead rings", JULY, JULY + timedelta(hours=7))]
    assert list(_sections(_facts(promises=promised))) == [
        "Situation",
        "Background",
        "What the resident asked for",
        "What was offered or promised",
        "What was not asked",
        "Safe contact",
        "Consent",
        "In the resident's own words",
    ]


def test_each_line_that_was_told_names_the_messages_it_rests_on() -> None:
    background = _sections(_facts())["Background"]
    assert background == [
        Line("we must be out on friday\nmy hours were cut", (1, 3)),
        Line("Where: Harehills", (4,)),
    ]
    assert _sections(_facts())["What the resident asked for"] == [Line("somebody to talk to the landlord", (5,))]


def test_a_line_that_nobody_said_in_those_words_claims_no_evidence() -> None:
    assert said_in("Something else", MESSAGES) == ()


def test_the_residents_own_words_stand_with_their_times() -> None:
    quotes = _sections(_facts())["In the resident's own words"]
    assert [(quote.text, quote.evidence) for quote in quotes] == [
        (message.text, (message.id,)) for message in MESSAGES if message.inbound
    ]
    assert quotes[0].at == JULY
    assert all(quote.quote for quote in quotes)


def test_times_are_londons() -> None:
    assert "Tuesday 7 July at 2:30am" in _sections(_facts())["Situation"][0].text


def test_what_was_not_asked_and_what_was_skipped_are_told_apart() -> None:
    assert _sections(_facts())["What was not asked"] == [Line("A name to use: asked, and they would rather not say.")]
    nothing = _facts(Story())
    waiting = replace(nothing, conversation=replace(nothing.conversation, asked="place"))
    texts = [line.text for line in _sections(waiting)["What was not asked"]]
    assert "Where they are: asked, no answer yet." in texts
    assert "What would help." in texts
    assert len(texts) == 6


def test_an_alert_is_told_with_who_took_it_and_how_it_ended() -> None:
    situation = [line.text for line in _sections(_facts(alerts=[ALERT]))["Situation"]]
    assert "Alert at Tuesday 7 July at 2:30am: Domestic abuse, child at risk." in situation
    assert "Sam Okoro took it at Tuesday 7 July at 2:32am." in situation
    assert "Stood down at Tuesday 7 July at 3am: Callback agreed." in situation
    assert "Agreed: She is at her sister's" in situation


def test_an_alert_that_nobody_took_says_so() -> None:
    alone = replace(ALERT, state=AlertState.UNANSWERED, acknowledged_at=None, acknowledged_by=None)
    assert "Nobody acknowledged the alert." in _text(_facts(alerts=[alone]))


def test_a_service_is_named_for_staff_and_as_the_resident_knows_it() -> None:
    offered = _sections(_facts(offered=[Offered("Leeds Refuge", "A private phone line")]))
    assert offered["What was offered or promised"][0] == Line(
        "Told about Leeds Refuge, to them as “A private phone line”.", (7,)
    )


def test_what_did_not_reach_them_is_said() -> None:
    assert (
        Line("1 message of ours did not reach the resident.", (7,))
        in _sections(_facts())["What was offered or promised"]
    )


def test_with_no_word_on_safe_contact_nobody_is_told_to_ring() -> None:
    safe = _sections(_facts(Story()))["Safe contact"]
    assert safe[0].text.startswith("Not known. Do not ring")


def test_what_a_duty_worker_agreed_with_them_goes_before_what_was_never_asked() -> None:
    safe = _sections(_facts(Story(), alerts=[ALERT]))["Safe contact"]
    assert safe[0].text.startswith("Not asked by the assistant. Keep to what was agreed")


def test_who_sent_stop_is_not_to_be_texted() -> None:
    stopped = Contact(6, Channel.SMS, "+447700900123", opted_out=True)
    assert "They sent STOP: do not text them." in _text(_facts(contact=stopped))


@pytest.mark.parametrize("channel", [Channel.TELEGRAM, Channel.WEB])
def test_an_address_that_is_no_number_is_not_shown(channel: Channel) -> None:
    assert "secret-address" not in _text(_facts(contact=Contact(6, channel, "secret-address")))


def test_of_a_resident_who_said_no_only_what_safety_needs_is_shown() -> None:
    facts = _facts(replace(STORY, name="Asha", consent=False), alerts=[ALERT], offered=[Offered("Refuge", "Refuge")])
    shown = _text(facts) + in_text(line_of(facts))
    for told in ("friday", "Harehills", "harehills", "landlord", "Asha", "900123", "Housing", "Refuge", "text after"):
        assert told not in shown
    assert "did not agree to pass their story on" in shown
    assert "Domestic abuse" in shown
    assert "Callback agreed" in shown
    assert "Did not agree to pass on" in shown


def test_what_was_promised_to_them_can_be_kept_all_the_same() -> None:
    promised = [Promise("A case lead rings", JULY, None)]
    facts = _facts(replace(STORY, consent=False), alerts=[ALERT], promises=promised)
    assert "900123" in _text(facts)
    assert "but for what was promised" in _text(facts)


def test_nobody_is_graded() -> None:
    shown = _text(_facts(alerts=[ALERT])).lower()
    for grade in ("low risk", "medium risk", "high risk", "risk level", "risk score"):
        assert grade not in shown
