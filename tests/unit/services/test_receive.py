"""What must be true when a provider hears "accepted"."""

from datetime import timedelta

import pytest

from nightdoor.core.alert import AlertState
from nightdoor.core.conversation import Holder
from nightdoor.core.message import LONGEST_TEXT, Author, Channel, MessageKind
from nightdoor.services.receive import Door, Received, receive
from nightdoor.store import Database, alerts, cases, contacts, messages, sends, turns
from tests.support.night import PHONE, TWO_AM, inbound

CRISIS = "i cant do this any more im going to kill myself tonight"
ALL = tuple(Channel)


def test_an_ordinary_message_waits_for_the_engine(database: Database, door: Door) -> None:
    with database.transaction() as tx:
        assert receive(tx, door, inbound("the heating is broken and i have a baby"), TWO_AM) is Received.TURN
        assert turns.claim_turn(tx, TWO_AM) is not None
        assert alerts.open_alerts(tx) == []


def test_words_of_crisis_raise_an_alert_hold_the_conversation_and_answer_at_once(
    database: Database, door: Door
) -> None:
    with database.transaction() as tx:
        assert receive(tx, door, inbound(CRISIS), TWO_AM) is Received.ALERT
        (alert,) = alerts.open_alerts(tx)
        assert alert.state is AlertState.RAISED
        assert "suicide" in alert.kinds
        assert alert.reasons[0].words in CRISIS
        assert contacts.get_conversation(tx, alert.conversation_id).holder is Holder.WAITING
        send = sends.claim_send(tx, TWO_AM, ALL, urgent_only=True)
        assert send is not None
        assert send.address == PHONE
        assert "999" in send.body
        assert alerts.claim_step(tx, TWO_AM) is not None
        assert cases.case_of(tx, alert.conversation_id) is not None


def test_the_same_message_twice_is_one_message(database: Database, door: Door) -> None:
    message = inbound(CRISIS)
    with database.transaction() as tx:
        receive(tx, door, message, TWO_AM)
    with database.transaction() as tx:
        assert receive(tx, door, message, TWO_AM) is Received.DUPLICATE
        (alert,) = alerts.open_alerts(tx)
        assert [m.author for m in messages.thread(tx, alert.conversation_id)] == [Author.RESIDENT, Author.DOOR]


def test_while_a_human_is_awaited_no_turn_is_taken_and_worse_words_join_the_alert(
    database: Database, door: Door
) -> None:
    with database.transaction() as tx:
        receive(tx, door, inbound("my story so far"), TWO_AM)
        receive(tx, door, inbound(CRISIS), TWO_AM)
        assert receive(tx, door, inbound("please"), TWO_AM) is Received.HELD
        assert receive(tx, door, inbound("ive taken all my tablets"), TWO_AM) is Received.ALERT
        assert turns.claim_turn(tx, TWO_AM) is None
        (alert,) = alerts.open_alerts(tx)
        assert {"suicide", "overdose"} <= set(alert.kinds)


def test_stop_is_kept_and_answered_by_silence_but_danger_is_still_seen(database: Database, door: Door) -> None:
    with database.transaction() as tx:
        assert receive(tx, door, inbound("STOP", kind=MessageKind.OPT_OUT), TWO_AM) is Received.ANSWERED
        assert contacts.find_or_add_contact(tx, Channel.SMS, PHONE, TWO_AM).opted_out
        assert sends.claim_send(tx, TWO_AM, ALL) is None
        assert receive(tx, door, inbound(CRISIS), TWO_AM) is Received.ALERT
        assert sends.claim_send(tx, TWO_AM, ALL) is None


@pytest.mark.parametrize(
    "kind",
    [kind for kind in MessageKind if kind not in (MessageKind.TEXT, MessageKind.OPT_OUT)],
)
def test_what_we_cannot_read_gets_a_kind_answer(database: Database, door: Door, kind: MessageKind) -> None:
    with database.transaction() as tx:
        assert receive(tx, door, inbound("", kind=kind), TWO_AM) is Received.ANSWERED
        send = sends.claim_send(tx, TWO_AM, ALL)
        assert send is not None
        assert send.body == door.wording.line(kind)


def test_crisis_words_beside_a_picture_are_read(database: Database, door: Door) -> None:
    with database.transaction() as tx:
        assert receive(tx, door, inbound(CRISIS, kind=MessageKind.MEDIA), TWO_AM) is Received.ALERT


def test_a_message_the_next_night_opens_a_new_conversation(database: Database, door: Door) -> None:
    with database.transaction() as tx:
        receive(tx, door, inbound("hello"), TWO_AM)
        receive(tx, door, inbound("hello again"), TWO_AM + timedelta(hours=20))
        assert contacts.count_conversations(tx) == 2


def test_a_text_that_was_cut_is_kept_and_the_resident_is_told(database: Database, door: Door) -> None:
    with database.transaction() as tx:
        assert receive(tx, door, inbound("a " * (LONGEST_TEXT // 2)), TWO_AM) is Received.TURN
        send = sends.claim_send(tx, TWO_AM, ALL)
        assert send is not None
        assert send.body == door.wording.line("too_long")


class TestTheSafetyQuestion:
    """Veiled words are asked about once, kindly; the story waits for the answer."""

    VEILED = "i cant go on any more, everyone would be better off without me"

    def _ask(self, database: Database, door: Door) -> None:
        with database.transaction() as tx:
            assert receive(tx, door, inbound(self.VEILED), TWO_AM) is Received.TURN
            question = sends.claim_send(tx, TWO_AM, ALL)
            assert question is not None
            assert question.body in {door.wording.lines["safety_question"], *door.wording.questions.values()}
            assert turns.claim_turn(tx, TWO_AM) is None

    def test_yes_brings_a_human(self, database: Database, door: Door) -> None:
        self._ask(database, door)
        with database.transaction() as tx:
            assert receive(tx, door, inbound("yes"), TWO_AM) is Received.ALERT

    def test_no_lets_the_story_go_on(self, database: Database, door: Door) -> None:
        self._ask(database, door)
        with database.transaction() as tx:
            assert receive(tx, door, inbound("no im ok"), TWO_AM) is Received.ANSWERED
            turn = turns.claim_turn(tx, TWO_AM)
            assert turn is not None
            assert messages.get_message(tx, turn.message_id).text == self.VEILED

    def test_silence_lets_the_story_go_on_after_a_while(self, database: Database, door: Door) -> None:
        self._ask(database, door)
        with database.transaction() as tx:
            assert turns.claim_turn(tx, TWO_AM + timedelta(minutes=11)) is not None
