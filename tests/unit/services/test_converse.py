"""A turn with the engine, and what is kept of it."""

from datetime import datetime, timedelta

from nightdoor.core.case import FiledBecause
from nightdoor.core.conversation import Conversation, Holder
from nightdoor.core.engine import EngineFailed, Outcome
from nightdoor.core.message import Author, Channel
from nightdoor.core.story import Story
from nightdoor.services.converse import MOST_TRIES, take_turn
from nightdoor.services.receive import Door, receive
from nightdoor.store import Database, alerts, cases, contacts, messages
from tests.support.night import PHONE, TWO_AM, PatientEngine, inbound, said


def _receive(database: Database, door: Door, text: str) -> None:
    with database.transaction() as tx:
        receive(tx, door, inbound(text), TWO_AM)


def _conversation(database: Database) -> Conversation:
    with database.look() as tx:
        person = contacts.find_or_add_contact(tx, Channel.SMS, PHONE, TWO_AM)
        conversation = contacts.last_conversation(tx, person.id)
        assert conversation is not None
        return conversation


def _said_to_resident(database: Database) -> list[str]:
    conversation = _conversation(database)
    with database.look() as tx:
        return [m.text for m in messages.thread(tx, conversation.id) if m.author is Author.DOOR]


def test_the_engine_s_words_and_the_story_are_kept_together(database: Database, door: Door) -> None:
    _receive(database, door, "no heating and a baby")
    engine = PatientEngine([said("I am sorry.", "Where are you?", story=Story(needs=("housing",)))])
    assert take_turn(database, engine, door, TWO_AM)
    assert _said_to_resident(database) == ["I am sorry.", "Where are you?"]
    assert _conversation(database).story.needs == ("housing",)
    assert not take_turn(database, engine, door, TWO_AM)


def test_what_came_in_meanwhile_is_answered_in_one_turn(database: Database, door: Door) -> None:
    for text in ("no heating", "since friday", "and a baby"):
        _receive(database, door, text)
    engine = PatientEngine()
    assert take_turn(database, engine, door, TWO_AM)
    assert not take_turn(database, engine, door, TWO_AM)
    assert engine.asked == ["no heating\nsince friday\nand a baby"]


def test_a_finished_story_is_in_the_queue_with_its_promise(database: Database, door: Door) -> None:
    _receive(database, door, "thats all")
    told = said("Thank you.", outcome=Outcome.FINISHED, story=Story(consent=True))
    take_turn(database, PatientEngine([told]), door, TWO_AM)
    with database.look() as tx:
        item = cases.case_of(tx, _conversation(database).id)
        assert item is not None
        assert item.because is FiledBecause.FINISHED
        (promise,) = cases.promises(tx, item.conversation_id)
        assert promise.due_at == item.requires_action_by == datetime(2026, 11, 24, 12, tzinfo=TWO_AM.tzinfo)


def test_without_consent_nothing_is_promised(database: Database, door: Door) -> None:
    _receive(database, door, "no")
    told = said("OK.", outcome=Outcome.FINISHED, story=Story(consent=False))
    take_turn(database, PatientEngine([told]), door, TWO_AM)
    with database.look() as tx:
        assert cases.case_of(tx, _conversation(database).id) is not None
        assert cases.promises(tx, _conversation(database).id) == []


def test_an_engine_that_fails_is_tried_again_and_the_words_end_in_the_queue(database: Database, door: Door) -> None:
    _receive(database, door, "no heating")
    engine = PatientEngine([EngineFailed("down")] * MOST_TRIES)
    moment = TWO_AM
    for _ in range(MOST_TRIES):
        take_turn(database, engine, door, moment)
        moment += timedelta(minutes=10)
    assert not take_turn(database, engine, door, moment)
    assert _said_to_resident(database) == [door.wording.line("holding")]
    with database.look() as tx:
        item = cases.case_of(tx, _conversation(database).id)
        assert item is not None
        assert item.because is FiledBecause.ENGINE_FAILED


def test_the_engine_is_silent_when_a_human_took_the_conversation_meanwhile(database: Database, door: Door) -> None:
    _receive(database, door, "no heating")

    engine = PatientEngine(meanwhile=lambda: _receive(database, door, "im going to kill myself"))
    take_turn(database, engine, door, TWO_AM)
    assert "I hear you." not in _said_to_resident(database)
    assert _conversation(database).holder is Holder.WAITING


def test_danger_that_only_the_engine_read_raises_the_same_alert(database: Database, door: Door) -> None:
    _receive(database, door, "its all gone quiet now and ive written the letters")
    with database.look() as tx:
        before = alerts.open_alerts(tx)
    if not before:
        take_turn(database, PatientEngine([said("…", outcome=Outcome.CRISIS)]), door, TWO_AM)
    with database.look() as tx:
        (alert,) = alerts.open_alerts(tx)
        assert "suicide" in alert.kinds


def test_who_asks_for_a_human_gets_one_called(database: Database, door: Door) -> None:
    _receive(database, door, "can i talk to a person")
    take_turn(database, PatientEngine([said("…", outcome=Outcome.HUMAN)]), door, TWO_AM)
    with database.look() as tx:
        (alert,) = alerts.open_alerts(tx)
        assert alert.kinds == ("asked_for_human",)
    assert _said_to_resident(database) == [door.wording.line("asked_for_human")]
