"""A night is whole when every message is answered, held or filed, and nothing went out twice."""

from datetime import timedelta

from nightdoor.core.clock import night_of
from nightdoor.core.message import Author, Channel
from nightdoor.services.deliver import deliver_one
from nightdoor.services.receive import Door, receive
from nightdoor.services.reconcile import reconcile
from nightdoor.services.speak import say
from nightdoor.store import Database, contacts, sends
from tests.support.night import PHONE, TWO_AM, Provider, inbound

LATER = TWO_AM + timedelta(minutes=1)


def _say(database: Database, door: Door, text: str) -> int:
    with database.transaction() as tx:
        receive(tx, door, inbound("hello"), TWO_AM)
        person = contacts.find_or_add_contact(tx, Channel.SMS, PHONE, TWO_AM)
        conversation = contacts.last_conversation(tx, person.id)
        assert conversation is not None
        return say(tx, conversation, Author.DOOR, text, TWO_AM)


def _deliver_all(database: Database) -> list[str]:
    """Send what stands in the outbox; return the parts that went out."""
    sent = Provider()
    while deliver_one(database, {Channel.SMS: sent}, LATER):
        pass
    return [body for _, body in sent.taken]


def test_a_long_text_whose_parts_are_the_same_was_not_said_twice(database: Database, door: Door) -> None:
    _say(database, door, "damp " * 400)
    bodies = _deliver_all(database)
    assert len(set(bodies)) < len(bodies)
    with database.look() as tx:
        assert reconcile(tx, night_of(TWO_AM)).twice == ()


def test_a_part_that_went_out_once_too_often_is_named(database: Database, door: Door) -> None:
    said = _say(database, door, "We hear you.")
    with database.transaction() as tx:
        sends.add_send(tx, channel=Channel.SMS, address=PHONE, body="We hear you.", now=TWO_AM, message_id=said)
    _deliver_all(database)
    with database.look() as tx:
        assert reconcile(tx, night_of(TWO_AM)).twice == (said,)


def test_a_message_that_waits_is_not_accounted_for_yet(database: Database, door: Door) -> None:
    with database.transaction() as tx:
        receive(tx, door, inbound("the heating is broken"), TWO_AM)
        assert len(reconcile(tx, night_of(TWO_AM)).lost) == 1
