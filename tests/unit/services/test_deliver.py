"""What stands in the outbox goes out once, in order, and its end is noted."""

from datetime import timedelta

import pytest

from nightdoor.core.case import FiledBecause
from nightdoor.core.message import Author, Channel, DeliveryStatus, Message
from nightdoor.core.sending import FailureKind, SendFailed
from nightdoor.services.deliver import deliver_one, note_receipt
from nightdoor.services.receive import Door, receive
from nightdoor.services.speak import say
from nightdoor.store import Database, cases, contacts, messages, sends
from tests.support.night import PHONE, TWO_AM, Provider, inbound

LATER = TWO_AM + timedelta(minutes=15)


@pytest.fixture
def conversation_id(database: Database, door: Door) -> int:
    """A conversation by SMS in which something is said to the resident."""
    with database.transaction() as tx:
        receive(tx, door, inbound("hello"), TWO_AM)
        person = contacts.find_or_add_contact(tx, Channel.SMS, PHONE, TWO_AM)
        conversation = contacts.last_conversation(tx, person.id)
        assert conversation is not None
        say(tx, conversation, Author.DOOR, "We hear you.", TWO_AM)
        return conversation.id


def _last(database: Database, conversation_id: int) -> Message:
    with database.look() as tx:
        return messages.thread(tx, conversation_id)[-1]


def test_it_goes_out_once(database: Database, conversation_id: int) -> None:
    provider = Provider()
    assert deliver_one(database, {Channel.SMS: provider}, TWO_AM)
    assert not deliver_one(database, {Channel.SMS: provider}, LATER)
    assert provider.taken == [(PHONE, "We hear you.")]
    assert _last(database, conversation_id).delivery is DeliveryStatus.ACCEPTED


def test_a_passing_failure_is_tried_again_later(database: Database, conversation_id: int) -> None:
    provider = Provider(failures=[SendFailed(FailureKind.TEMPORARY, "503")])
    senders = {Channel.SMS: provider}
    assert deliver_one(database, senders, TWO_AM)
    assert not deliver_one(database, senders, TWO_AM)
    assert deliver_one(database, senders, LATER)
    assert len(provider.taken) == 1


def test_a_failure_for_good_is_a_line_in_the_queue(database: Database, conversation_id: int) -> None:
    deliver_one(database, {Channel.SMS: Provider(failures=[SendFailed(FailureKind.PERMANENT, "21211")])}, TWO_AM)
    assert _last(database, conversation_id).delivery is DeliveryStatus.PERMANENT_FAILURE
    with database.look() as tx:
        item = cases.case_of(tx, conversation_id)
        assert item is not None
        assert item.because is FiledBecause.NOT_DELIVERED


class TestWhenAWorkerDiedWithAMessageInHand:
    """Nobody can tell whether the provider took it."""

    def _die(self, database: Database, provider: Provider, *, after_handing_over: bool) -> None:
        with database.transaction() as tx:
            row = sends.claim_send(tx, TWO_AM, tuple(Channel))
            assert row is not None
        if after_handing_over:
            provider.send(row.address, row.body)

    @pytest.mark.parametrize("after_handing_over", [True, False])
    def test_a_provider_with_a_list_is_asked(
        self, database: Database, conversation_id: int, after_handing_over: bool
    ) -> None:
        provider = Provider()
        self._die(database, provider, after_handing_over=after_handing_over)
        assert deliver_one(database, {Channel.SMS: provider}, LATER)
        assert provider.taken == [(PHONE, "We hear you.")]
        assert _last(database, conversation_id).delivery is DeliveryStatus.ACCEPTED

    def test_without_a_list_ordinary_words_are_left_to_the_morning(
        self, database: Database, conversation_id: int
    ) -> None:
        provider = Provider(remembers=False)
        self._die(database, provider, after_handing_over=True)
        deliver_one(database, {Channel.SMS: provider}, LATER)
        assert len(provider.taken) == 1
        assert _last(database, conversation_id).delivery is DeliveryStatus.TECHNICAL_FAILURE

    def test_without_a_list_safety_words_are_said_again(self, database: Database, door: Door) -> None:
        with database.transaction() as tx:
            receive(tx, door, inbound("im going to kill myself"), TWO_AM)
        provider = Provider(remembers=False)
        self._die(database, provider, after_handing_over=True)
        deliver_one(database, {Channel.SMS: provider}, LATER)
        assert len(provider.taken) == 2


def test_a_receipt_of_failure_is_a_line_in_the_queue(database: Database, conversation_id: int) -> None:
    deliver_one(database, {Channel.SMS: Provider()}, TWO_AM)
    with database.transaction() as tx:
        assert note_receipt(tx, Channel.SMS, "SM1", DeliveryStatus.PERMANENT_FAILURE, "30005", LATER)
        assert not note_receipt(tx, Channel.SMS, "SM77", DeliveryStatus.DELIVERED, None, LATER)
        item = cases.case_of(tx, conversation_id)
        assert item is not None
        assert item.because is FiledBecause.NOT_DELIVERED
