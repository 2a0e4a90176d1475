"""One line of the morning queue, as it is read at half past eight."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from nightdoor.core.case import CaseItem, CaseStatus, FiledBecause, Urgency
from nightdoor.core.conversation import Contact, Conversation, Holder
from nightdoor.core.message import Channel
from nightdoor.core.queue import in_text, line_of
from nightdoor.core.story import Story
from nightdoor.core.summary import Facts, Promise

NIGHT = datetime(2026, 1, 6, 2, 0, tzinfo=UTC)
NOON = NIGHT + timedelta(hours=10)
STORY = Story(needs=("housing", "debt_benefits"), name="Asha", place="LS8", consent=True)


def _facts(story: Story = STORY, because: FiledBecause = FiledBecause.FINISHED) -> Facts:
    conversation = Conversation(5, 6, Channel.SMS, Holder.BOT, NIGHT, NIGHT, "key", story)
    case = CaseItem(7, 5, NIGHT, because, Urgency.URGENT, CaseStatus.NEW, NOON, lead_id=8)
    return Facts(case, Contact(6, Channel.SMS, "+447700900123"), conversation, (), staff={8: "Priya Shah"})


def test_a_line_says_who_where_what_how_soon_and_with_whom() -> None:
    assert in_text(line_of(_facts())) == (
        "#7 | Urgent, by Tuesday 6 January at midday | Asha, LS8 | Housing, debt and benefits | with Priya Shah"
    )


def test_a_promise_stands_in_the_line_with_its_time() -> None:
    promised = replace(_facts(), promises=[Promise("We ring", NIGHT, NIGHT + timedelta(hours=7))])
    assert line_of(promised).promised == "We ring, by Tuesday 6 January at 9am"


@pytest.mark.parametrize(
    ("because", "mark"),
    [(FiledBecause.UNFINISHED, "Unfinished"), (FiledBecause.ENGINE_FAILED, "Nobody has answered yet")],
)
def test_what_the_night_could_not_finish_is_marked(because: FiledBecause, mark: str) -> None:
    assert line_of(_facts(because=because)).marks == (mark,)


def test_somebody_who_told_nothing_still_has_a_line() -> None:
    line = line_of(_facts(Story()))
    assert (line.who, line.where, line.what) == ("No name given", "", "Not told yet")


def test_a_line_of_text_is_one_line() -> None:
    assert "\n" not in in_text(line_of(_facts(replace(STORY, name="A\nsha"))))
