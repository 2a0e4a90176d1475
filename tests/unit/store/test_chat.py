"""What the web chat shows is read in one look for everybody who waits."""

from datetime import UTC, datetime

from nightdoor.core.conversation import Holder
from nightdoor.core.message import Author, Channel, Inbound
from nightdoor.core.staff import Role
from nightdoor.services import duty
from nightdoor.store import Database, Tx, alerts, contacts, messages, staff
from nightdoor.store.chat import lines, standings

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def _begin(tx: Tx, address: str) -> tuple[int, int]:
    """Return a conversation and its first message."""
    person = contacts.find_or_add_contact(tx, Channel.WEB, address, NOW)
    conversation = contacts.open_conversation(tx, person, NOW)
    inbound = Inbound(Channel.WEB, address, f"{address}:{conversation.id}", "hello", NOW)
    return conversation.id, messages.add_inbound(tx, conversation.id, inbound) or 0


def test_each_address_has_the_standing_of_its_newest_conversation(database: Database) -> None:
    with database.transaction() as tx:
        _begin(tx, "a")
        newest, _ = _begin(tx, "a")
        messages.add_words(tx, newest, Author.DOOR, "hello", NOW)
        other, _ = _begin(tx, "b")
    with database.look() as tx:
        found = standings(tx, ["a", "b", "nobody"])
    assert set(found) == {"a", "b"}
    assert (found["a"].conversation_id, found["a"].count, found["a"].holder) == (newest, 2, Holder.BOT)
    assert (found["b"].conversation_id, found["b"].count) == (other, 1)


def test_a_standing_changes_with_every_message_question_and_hand(database: Database) -> None:
    with database.transaction() as tx:
        conversation, message = _begin(tx, "a")
    seen = [_now(database)]
    with database.transaction() as tx:
        messages.add_words(tx, conversation, Author.DOOR, "Are you safe?", NOW)
        contacts.note_safety_question(tx, conversation, NOW)
    seen.append(_now(database))
    with database.transaction() as tx:
        sam = staff.add_staff(tx, "sam", "Sam Okafor", Role.DUTY, "none", NOW) or 0
        alert = alerts.add_alert(tx, conversation, message, level="emergency", kinds=[], reasons=[], raised_at=NOW)
        contacts.set_holder(tx, conversation, Holder.WAITING)
    seen.append(_now(database))
    with database.transaction() as tx:
        duty.acknowledge(tx, alert or 0, sam, NOW)
        duty.write(tx, alert or 0, sam, "I am here.", NOW)
    seen.append(_now(database))
    assert len({str(standing) for standing in seen}) == len(seen)
    with database.look() as tx:
        assert standings(tx, ["a"])["a"].held_by == "Sam Okafor"
        assert [(line.author, line.name) for line in lines(tx, conversation)] == [
            (Author.RESIDENT, None),
            (Author.DOOR, None),
            (Author.DUTY_WORKER, "Sam Okafor"),
        ]


def _now(database: Database) -> object:
    with database.look() as tx:
        return standings(tx, ["a"])["a"]
