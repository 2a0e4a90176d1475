"""A conversation is filed once, and what is said after the end is lost on nobody."""

from datetime import timedelta

import pytest

from nightdoor.core.case import CaseItem, CaseStatus, FiledBecause, Urgency
from nightdoor.core.message import Channel
from nightdoor.core.staff import Role
from nightdoor.services.escalate import file_unfinished
from nightdoor.services.filing import file
from nightdoor.services.receive import Door, receive
from nightdoor.store import Database, cases, contacts, staff
from tests.support.night import PHONE, TWO_AM, inbound

MORNING = TWO_AM + timedelta(hours=7)
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def conversation_id(database: Database, door: Door) -> int:
    """A conversation in which one thing was said."""
    with database.transaction() as tx:
        receive(tx, door, inbound("no heating since friday"), TWO_AM)
        person = contacts.find_or_add_contact(tx, Channel.SMS, PHONE, TWO_AM)
        conversation = contacts.last_conversation(tx, person.id)
        assert conversation is not None
        return conversation.id


def _case(database: Database, conversation_id: int) -> CaseItem:
    with database.look() as tx:
        item = cases.case_of(tx, conversation_id)
        assert item is not None
        return item


def _close(database: Database, conversation_id: int) -> int:
    with database.transaction() as tx:
        lead = staff.add_staff(tx, "priya", "Priya Shah", Role.LEAD, "no password", TWO_AM)
        assert lead is not None
        case_id = file(tx, conversation_id, FiledBecause.FINISHED, TWO_AM)
        facts = {"status": CaseStatus.CLOSED, "lead_id": lead, "outcome_code": "helped", "closed_at": MORNING}
        cases.change_case(tx, case_id, **facts)
        return lead


def test_who_fell_silent_is_filed_as_unfinished_once(database: Database, conversation_id: int) -> None:
    assert file_unfinished(database, TWO_AM + timedelta(minutes=29), HALF_AN_HOUR) == 0
    assert file_unfinished(database, TWO_AM + timedelta(minutes=31), HALF_AN_HOUR) == 1
    assert file_unfinished(database, TWO_AM + timedelta(minutes=32), HALF_AN_HOUR) == 0
    assert _case(database, conversation_id).because is FiledBecause.UNFINISHED


def test_filed_again_it_becomes_sooner_but_never_later(database: Database, conversation_id: int) -> None:
    with database.transaction() as tx:
        first = file(tx, conversation_id, FiledBecause.FINISHED, TWO_AM)
        again = file(tx, conversation_id, FiledBecause.NOT_DELIVERED, TWO_AM + timedelta(days=3))
    assert first == again
    assert _case(database, conversation_id).requires_action_by == TWO_AM + timedelta(hours=10)


def test_a_closed_one_that_is_filed_again_is_open_with_the_same_lead(database: Database, conversation_id: int) -> None:
    lead = _close(database, conversation_id)
    with database.transaction() as tx:
        file(tx, conversation_id, FiledBecause.FINISHED, MORNING + timedelta(hours=1))
    item = _case(database, conversation_id)
    assert (item.status, item.lead_id, item.outcome_code) == (CaseStatus.ALLOCATED, lead, None)
    assert item.urgency is Urgency.ROUTINE
    assert item.requires_action_by > MORNING


def test_words_after_the_end_open_it_again_even_if_the_engine_asks_on(
    database: Database, door: Door, conversation_id: int
) -> None:
    _close(database, conversation_id)
    later = MORNING + timedelta(hours=1)
    assert file_unfinished(database, later, HALF_AN_HOUR) == 0
    with database.transaction() as tx:
        receive(tx, door, inbound("its broken again", at=later), later)
    assert file_unfinished(database, later + timedelta(minutes=31), HALF_AN_HOUR) == 1
    assert _case(database, conversation_id).status is CaseStatus.ALLOCATED
