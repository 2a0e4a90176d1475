"""An ordinary message with the engine or its actions away: kept, answered honestly, and gone on with afterwards."""

import pytest

from nightdoor.services.receive import Door
from tests.support.journey import PATIENCE, Night
from tests.support.servers import wait_until
from tests.support.telling import answer, say_and_hear

pytestmark = [pytest.mark.journey, pytest.mark.engine]

FIRST = "The council tax bill is wrong and nobody picks up the phone"


@pytest.mark.parametrize("away", ["engine", "actions"])
def test_the_words_are_held_and_then_answered_or_in_the_queue(night: Night, door: Door, away: str) -> None:
    resident = night.texter()
    night.house.kill(away)
    resident.say(FIRST)
    night.hears(resident, door.wording.line("holding"))
    night.house.start(away)
    night.wait_until_quiet()
    assert len(resident.heard()) > 1 or night.case(resident)
    assert night.kept(resident) == [FIRST]
    assert resident.heard().count(door.wording.line("holding")) == 1
    say_and_hear(night, resident, "it came by post on Monday")


@pytest.mark.parametrize("again", ["engine", "actions"])
def test_started_again_in_the_middle_of_a_story_it_goes_on_where_it_was(night: Night, again: str) -> None:
    resident = night.telegrammer()
    asked = say_and_hear(night, resident, FIRST)
    night.house.restart(again)
    following = answer(night, resident, asked)
    assert following
    assert following not in asked
    story = night.conversation(resident).story
    assert story.what_happened is not None
    assert FIRST in story.what_happened


def test_danger_is_read_while_the_actions_are_away(night: Night, door: Door) -> None:
    resident = night.texter()
    night.house.kill("actions")
    resident.say("im going to kill myself tonight")
    wait_until(lambda: night.is_held(resident), "a human to be called", PATIENCE)
    night.hears(resident, door.wording.first_reply(["suicide"]))
    night.house.start("actions")
