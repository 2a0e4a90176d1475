"""The morning: what the night filed, in the order in which somebody must act, and what a case lead does with it."""

from datetime import timedelta

import pytest

from nightdoor.core.case import CaseStatus, FiledBecause
from nightdoor.core.message import Author
from nightdoor.core.staff import Role
from nightdoor.core.story import Story
from nightdoor.services import morning
from nightdoor.services.morning import Refused
from nightdoor.services.receive import Door, receive
from nightdoor.store import Database, alerts, audit, cases, messages
from tests.support.night import TWO_AM, inbound
from tests.support.staff_side import HOUSING, NAMES, add_person, raise_alert, tell_story

HALF_PAST_EIGHT = TWO_AM + timedelta(hours=6, minutes=30)
IDLE = timedelta(minutes=30)


@pytest.fixture
def priya(database: Database) -> int:
    return add_person(database, Role.LEAD, TWO_AM)


@pytest.fixture
def sam(database: Database) -> int:
    return add_person(database, Role.DUTY, TWO_AM)


def _who(database: Database, **asked: bool | int) -> list[str]:
    with database.look() as tx:
        lead_id, unallocated = asked.get("lead_id"), bool(asked.get("unallocated"))
        return [line.who for line in morning.queue_lines(tx, lead_id=lead_id, unallocated=unallocated)]


def _named(name: str, *needs: str) -> Story:
    return Story(needs=needs, name=name, consent=True)


def test_the_most_urgent_comes_first_then_what_is_due_first(database: Database, door: Door) -> None:
    tell_story(database, TWO_AM, _named("Routine", "housing"), address="+447700900001")
    tell_story(database, TWO_AM + timedelta(days=1), _named("Urgent later", "homelessness"), address="+447700900002")
    tell_story(database, TWO_AM, _named("Urgent sooner", "homelessness"), address="+447700900003")
    raise_alert(database, door, TWO_AM + timedelta(hours=1), address="+447700900004")
    assert _who(database) == ["No name given", "Urgent sooner", "Urgent later", "Routine"]


def test_a_case_lead_sees_their_own_lines_or_those_that_nobody_has(database: Database, priya: int) -> None:
    mine = tell_story(database, TWO_AM, _named("Mine"), address="+447700900001")
    tell_story(database, TWO_AM, _named("Nobody's"), address="+447700900002")
    with database.transaction() as tx:
        morning.allocate(tx, mine.case_id, priya, priya, HALF_PAST_EIGHT)
    assert _who(database, lead_id=priya) == ["Mine"]
    assert _who(database, unallocated=True) == ["Nobody's"]


def test_a_case_is_allocated_noted_and_closed_with_an_outcome(database: Database, priya: int) -> None:
    told = tell_story(database, TWO_AM)
    with database.transaction() as tx:
        morning.allocate(tx, told.case_id, priya, priya, HALF_PAST_EIGHT)
        morning.add_note(tx, told.case_id, priya, " Rang the landlord ", HALF_PAST_EIGHT)
        morning.close(tx, told.case_id, priya, "helped", HALF_PAST_EIGHT)
    with database.look() as tx:
        case = cases.get_case(tx, told.case_id)
        (note,) = morning.notes_of(tx, told.case_id)
        trail = [row.what for row in audit.trail(tx, told.conversation_id) if row.staff_id == priya]
    assert (case.status, case.lead_id, case.outcome_code) == (CaseStatus.CLOSED, priya, "helped")
    assert (note.by, note.text) == (NAMES[Role.LEAD], "Rang the landlord")
    assert trail == ["allocated", "noted", "closed"]
    assert _who(database) == []


def test_a_duty_worker_is_no_case_lead(database: Database, priya: int, sam: int) -> None:
    told = tell_story(database, TWO_AM)
    with database.transaction() as tx, pytest.raises(Refused, match="case lead"):
        morning.allocate(tx, told.case_id, sam, priya, HALF_PAST_EIGHT)


@pytest.mark.parametrize("outcome", ["", "invented"])
def test_a_case_is_not_closed_without_an_outcome(database: Database, priya: int, outcome: str) -> None:
    told = tell_story(database, TWO_AM)
    with database.transaction() as tx, pytest.raises(Refused, match="outcome"):
        morning.close(tx, told.case_id, priya, outcome, HALF_PAST_EIGHT)


def test_a_closed_case_stays_closed_but_takes_notes(database: Database, priya: int) -> None:
    told = tell_story(database, TWO_AM)
    with database.transaction() as tx:
        morning.close(tx, told.case_id, priya, "helped", HALF_PAST_EIGHT)
        morning.add_note(tx, told.case_id, priya, "They rang to say thank you", HALF_PAST_EIGHT)
    with database.transaction() as tx, pytest.raises(Refused, match="closed already"):
        morning.allocate(tx, told.case_id, priya, priya, HALF_PAST_EIGHT)


def test_a_case_with_an_open_alert_is_not_closed(database: Database, door: Door, priya: int) -> None:
    alert_id = raise_alert(database, door, TWO_AM)
    with database.transaction() as tx:
        case = cases.case_of(tx, alerts.get_alert(tx, alert_id).conversation_id)
        assert case is not None
        with pytest.raises(Refused, match="alert"):
            morning.close(tx, case.id, priya, "helped", HALF_PAST_EIGHT)


def test_an_empty_note_is_refused(database: Database, priya: int) -> None:
    told = tell_story(database, TWO_AM)
    with database.transaction() as tx, pytest.raises(Refused):
        morning.add_note(tx, told.case_id, priya, " \n", HALF_PAST_EIGHT)


def test_the_morning_files_who_fell_silent_and_prints_a_line_for_each(database: Database, door: Door) -> None:
    tell_story(database, TWO_AM)
    with database.transaction() as tx:
        receive(tx, door, inbound("hi is anyone there about my rent"), TWO_AM)
    lines = morning.morning(database, HALF_PAST_EIGHT, IDLE)
    assert len(lines) == 2
    assert [line for line in lines if "Unfinished" in line]
    assert [line for line in lines if "Asha, Harehills, LS8" in line]
    assert morning.morning(database, HALF_PAST_EIGHT, IDLE) == lines


def test_who_said_no_is_a_line_without_a_name(database: Database) -> None:
    refused = Story(HOUSING.needs, HOUSING.what_happened, HOUSING.place, name="Asha", consent=False)
    tell_story(database, TWO_AM, refused)
    (line,) = morning.morning(database, HALF_PAST_EIGHT, IDLE)
    assert "Did not agree to pass on" in line
    assert "Asha" not in line
    assert "Harehills" not in line


def test_the_summary_is_made_from_what_is_kept(database: Database) -> None:
    told = tell_story(database, TWO_AM, because=FiledBecause.FINISHED)
    with database.look() as tx:
        facts = morning.facts_of(tx, cases.get_case(tx, told.case_id))
        thread = messages.thread(tx, told.conversation_id)
    assert facts.story == HOUSING
    assert [one.name for one in facts.offered] == ["Leeds Housing Options"]
    assert facts.messages == thread
    assert {message.author for message in thread} == {Author.RESIDENT, Author.DOOR}
