"""A story, from the first words to a line in the morning queue, on each channel."""

import pytest

from nightdoor.core.case import FiledBecause
from nightdoor.core.message import DeliveryStatus
from nightdoor.core.staff import Role
from tests.support.journey import CHANNELS, PATIENCE, Night
from tests.support.servers import wait_until
from tests.support.staff_side import signed_in
from tests.support.telling import say_and_hear, tell

pytestmark = [pytest.mark.journey, pytest.mark.engine]

FIRST = "The landlord says we must be out on Friday because we are two months behind with the rent"


@pytest.mark.parametrize("way", CHANNELS)
def test_a_story_told_once_is_in_the_queue_in_the_residents_own_words(night: Night, way: str) -> None:
    resident = night.resident(way)
    tell(night, resident, FIRST)
    case = night.case(resident)
    assert case is not None
    assert case.because is FiledBecause.FINISHED
    with signed_in(night.house.url("staff"), Role.LEAD) as lead:
        assert f"/queue/{case.id}" in lead.get("/queue").text
        summary = lead.get(f"/queue/{case.id}").text
    for told in (FIRST, "Harehills", "somebody to talk to the landlord", "text me after nine in the morning", "Asha"):
        assert told in summary


@pytest.mark.parametrize("way", CHANNELS)
def test_what_the_first_message_said_is_not_asked_again(night: Night, way: str) -> None:
    resident = night.resident(way)
    heard = say_and_hear(night, resident, f"{FIRST}. My name is Asha and we live in Harehills")
    tell(night, resident, "the letter came on Monday")
    heard += " ".join(resident.heard())
    assert "Where do you live" not in heard
    assert "What name" not in heard


def test_what_became_of_a_text_is_noted(night: Night) -> None:
    resident = night.texter()
    say_and_hear(night, resident, FIRST)
    wait_until(
        lambda: {said.delivery for said in night.said_by_itself(resident)} == {DeliveryStatus.DELIVERED},
        "the receipts",
        PATIENCE,
    )


def test_a_text_that_never_arrives_is_a_line_in_the_queue(night: Night) -> None:
    resident = night.texter()
    night.sms.end_as(resident.address, "undelivered", 30003)
    resident.say(FIRST)
    wait_until(lambda: bool(night.kept(resident)) and night.case(resident), "the line in the queue", PATIENCE)
    case = night.case(resident)
    assert case is not None
    assert case.because is FiledBecause.NOT_DELIVERED


def test_two_channels_at_once_are_two_conversations(night: Night) -> None:
    residents = [night.resident(way) for way in CHANNELS]
    for resident in residents:
        resident.say(FIRST)
    for resident in residents:
        wait_until(lambda one=resident: one.heard(), "an answer", PATIENCE)
    assert len({night.conversation(resident).id for resident in residents}) == len(residents)
