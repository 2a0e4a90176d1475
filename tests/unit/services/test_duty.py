"""The human hand: one duty worker has an alert, writes with the resident, and stands down."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from nightdoor.core.alert import Alert, AlertState
from nightdoor.core.case import FiledBecause, Urgency
from nightdoor.core.conversation import Holder
from nightdoor.core.message import Author, Channel, DeliveryStatus, Message
from nightdoor.core.staff import Role
from nightdoor.services import duty
from nightdoor.services.duty import Ending, HeldBySomebodyElse, NotHeld, Unusable
from nightdoor.services.escalate import Pager, run_due_step
from nightdoor.services.receive import Door, Received, receive
from nightdoor.store import Database, alerts, audit, cases, contacts, messages, staff
from tests.support.night import TWO_AM, inbound

FIVE_PAST = TWO_AM + timedelta(minutes=5)
FAREWELL = "The person on duty has finished for now."
SAFE = Ending("safe_now", "Will go to her sister's")


@pytest.fixture
def sam(database: Database) -> int:
    return _duty_worker(database, "sam")


@pytest.fixture
def asha(database: Database) -> int:
    return _duty_worker(database, "asha")


@pytest.fixture
def alert(database: Database, door: Door) -> Alert:
    """An alert that nobody has acknowledged."""
    with database.transaction() as tx:
        receive(tx, door, inbound("im going to kill myself"), TWO_AM)
        return alerts.open_alerts(tx)[0]


def _duty_worker(database: Database, sign_in: str) -> int:
    with database.transaction() as tx:
        added = staff.add_staff(tx, sign_in, sign_in.title(), Role.DUTY, "no password opens this", TWO_AM)
        assert added is not None
        return added


def _thread(database: Database, alert: Alert) -> list[Message]:
    with database.look() as tx:
        return messages.thread(tx, alert.conversation_id)


def _acknowledged(database: Database, alert: Alert, staff_id: int) -> None:
    with database.transaction() as tx:
        duty.acknowledge(tx, alert.id, staff_id, FIVE_PAST)


def test_whoever_acknowledges_holds_the_conversation(database: Database, alert: Alert, sam: int) -> None:
    _acknowledged(database, alert, sam)
    with database.look() as tx:
        now = alerts.get_alert(tx, alert.id)
        assert (now.state, now.acknowledged_by, now.acknowledged_at) == (AlertState.ACKNOWLEDGED, sam, FIVE_PAST)
        assert contacts.get_conversation(tx, alert.conversation_id).holder is Holder.HUMAN


def test_once_acknowledged_nothing_of_the_escalation_is_left(database: Database, alert: Alert, sam: int) -> None:
    _acknowledged(database, alert, sam)
    with database.transaction() as tx:
        assert alerts.claim_step(tx, FIVE_PAST + timedelta(hours=1)) is None
        assert alerts.forgotten_alerts(tx) == []


def test_the_second_is_told_who_has_it(database: Database, alert: Alert, sam: int, asha: int) -> None:
    _acknowledged(database, alert, sam)
    with database.transaction() as tx, pytest.raises(HeldBySomebodyElse) as refused:
        duty.acknowledge(tx, alert.id, asha, FIVE_PAST)
    assert refused.value.holder.name == "Sam"
    assert refused.value.since == FIVE_PAST


def test_to_acknowledge_twice_is_no_harm(database: Database, alert: Alert, sam: int) -> None:
    _acknowledged(database, alert, sam)
    _acknowledged(database, alert, sam)
    with database.look() as tx:
        trail = [row.what for row in audit.trail(tx, alert.conversation_id)]
    assert trail.count("acknowledged") == 1


def test_of_many_at_the_same_moment_one_has_it(database: Database, door: Door, alert: Alert) -> None:
    _one_of_many_has_it(database, door, alert)


@pytest.mark.postgres
def test_of_many_at_the_same_moment_one_has_it_on_postgresql(postgres_database: Database, door: Door) -> None:
    with postgres_database.transaction() as tx:
        receive(tx, door, inbound("im going to kill myself"), TWO_AM)
        alert = alerts.open_alerts(tx)[0]
    _one_of_many_has_it(postgres_database, door, alert)


def _one_of_many_has_it(database: Database, door: Door, alert: Alert) -> None:
    """Let six press at once, while the resident goes on writing and the watch pages."""
    racers = [_duty_worker(database, f"racer{number}") for number in range(6)]
    with ThreadPoolExecutor(len(racers) + 2) as pool:
        start = Barrier(len(racers) + 2)
        beside = [pool.submit(_write_on, database, door, start), pool.submit(_page_on, database, door, start)]
        holders = [pool.submit(_press, database, alert, racer, start) for racer in racers]
    for job in beside:
        job.result()
    assert len({holder.result() for holder in holders}) == 1
    with database.look() as tx:
        trail = [row.what for row in audit.trail(tx, alert.conversation_id)]
    assert trail.count("acknowledged") == 1


def _press(database: Database, alert: Alert, staff_id: int, start: Barrier) -> int:
    """Acknowledge; return who has it."""
    start.wait()
    try:
        with database.transaction() as tx:
            duty.acknowledge(tx, alert.id, staff_id, FIVE_PAST)
    except HeldBySomebodyElse as refused:
        return refused.holder.id
    return staff_id


def _write_on(database: Database, door: Door, start: Barrier) -> None:
    start.wait()
    for _ in range(10):
        with database.transaction() as tx:
            receive(tx, door, inbound("i have taken an overdose"), FIVE_PAST)


def _page_on(database: Database, door: Door, start: Barrier) -> None:
    start.wait()
    for _ in range(10):
        run_due_step(database, door, Pager("", lambda _alert, _now: ""), FIVE_PAST)


def test_while_a_human_holds_it_nothing_automatic_answers(
    database: Database, door: Door, alert: Alert, sam: int
) -> None:
    _acknowledged(database, alert, sam)
    before = len(_thread(database, alert))
    with database.transaction() as tx:
        for words in ("hello?", "i have taken 40 paracetamol", "are you a bot"):
            assert receive(tx, door, inbound(words), FIVE_PAST) in (Received.HELD, Received.ALERT)
    said_since = _thread(database, alert)[before:]
    assert [message.author for message in said_since] == [Author.RESIDENT] * 3


def test_what_the_duty_worker_writes_goes_out_by_the_residents_own_channel(
    database: Database, alert: Alert, sam: int
) -> None:
    _acknowledged(database, alert, sam)
    with database.transaction() as tx:
        written = duty.write(tx, alert.id, sam, "  I am here. Are you safe?  ", FIVE_PAST)
    last = _thread(database, alert)[-1]
    assert (last.id, last.author, last.text) == (written, Author.DUTY_WORKER, "I am here. Are you safe?")
    assert last.delivery is DeliveryStatus.WAITING


def test_one_press_too_many_is_not_a_second_message(database: Database, alert: Alert, sam: int) -> None:
    _acknowledged(database, alert, sam)
    with database.transaction() as tx:
        first = duty.write(tx, alert.id, sam, "Are you there?", FIVE_PAST)
        again = duty.write(tx, alert.id, sam, "Are you there?", FIVE_PAST + timedelta(seconds=5))
        later = duty.write(tx, alert.id, sam, "Are you there?", FIVE_PAST + timedelta(minutes=5))
    assert first == again
    assert later != first


@pytest.mark.parametrize("words", ["", "  \n ", "\x00", "a" * 1001])
def test_what_cannot_be_sent_is_refused(database: Database, alert: Alert, sam: int, words: str) -> None:
    _acknowledged(database, alert, sam)
    before = len(_thread(database, alert))
    with database.transaction() as tx, pytest.raises(Unusable):
        duty.write(tx, alert.id, sam, words, FIVE_PAST)
    assert len(_thread(database, alert)) == before


def test_only_the_holder_writes_and_stands_down(database: Database, alert: Alert, sam: int, asha: int) -> None:
    with database.transaction() as tx, pytest.raises(NotHeld):
        duty.write(tx, alert.id, sam, "Hello", FIVE_PAST)
    _acknowledged(database, alert, sam)
    with database.transaction() as tx, pytest.raises(HeldBySomebodyElse):
        duty.write(tx, alert.id, asha, "Hello", FIVE_PAST)
    with database.transaction() as tx, pytest.raises(HeldBySomebodyElse):
        duty.stand_down(tx, alert.id, asha, SAFE, FAREWELL, FIVE_PAST)


def test_at_the_change_of_a_shift_another_takes_it_over(database: Database, alert: Alert, sam: int, asha: int) -> None:
    with database.transaction() as tx, pytest.raises(NotHeld):
        duty.take_over(tx, alert.id, asha, FIVE_PAST)
    _acknowledged(database, alert, sam)
    with database.transaction() as tx:
        duty.take_over(tx, alert.id, asha, FIVE_PAST)
        assert duty.write(tx, alert.id, asha, "I have read all you wrote", FIVE_PAST)
    with database.transaction() as tx, pytest.raises(HeldBySomebodyElse):
        duty.write(tx, alert.id, sam, "Hello", FIVE_PAST)


def test_stood_down_the_bot_may_answer_again_and_the_resident_is_told(
    database: Database, door: Door, alert: Alert, sam: int
) -> None:
    _acknowledged(database, alert, sam)
    with database.transaction() as tx:
        duty.stand_down(tx, alert.id, sam, SAFE, FAREWELL, FIVE_PAST)
    assert _thread(database, alert)[-1].text == FAREWELL
    with database.transaction() as tx:
        assert contacts.get_conversation(tx, alert.conversation_id).holder is Holder.BOT
        assert receive(tx, door, inbound("thank you"), FIVE_PAST) is Received.TURN


def test_stood_down_it_is_filed_with_its_outcome(database: Database, alert: Alert, sam: int) -> None:
    _acknowledged(database, alert, sam)
    with database.transaction() as tx:
        case_id = duty.stand_down(tx, alert.id, sam, SAFE, "", FIVE_PAST)
    with database.look() as tx:
        item, ended = cases.get_case(tx, case_id), alerts.get_alert(tx, alert.id)
    assert (item.because, item.urgency) == (FiledBecause.STOOD_DOWN, Urgency.VERY_URGENT)
    assert (ended.state, ended.outcome, ended.agreed) == (AlertState.STOOD_DOWN, "safe_now", SAFE.agreed)


@pytest.mark.parametrize(("outcome", "urgency"), [("no_contact", Urgency.EMERGENCY), ("not_a_crisis", Urgency.ROUTINE)])
def test_how_it_ended_says_how_soon_somebody_must_look(
    database: Database, alert: Alert, sam: int, outcome: str, urgency: Urgency
) -> None:
    _acknowledged(database, alert, sam)
    with database.transaction() as tx:
        case_id = duty.stand_down(tx, alert.id, sam, Ending(outcome, ""), "", FIVE_PAST)
        assert cases.get_case(tx, case_id).urgency is urgency


def test_a_promise_is_kept_and_moves_the_time_to_act_nearer(database: Database, alert: Alert, sam: int) -> None:
    nine = TWO_AM + timedelta(hours=7)
    _acknowledged(database, alert, sam)
    with database.transaction() as tx:
        ending = Ending("callback", "", "A case lead rings", nine)
        case_id = duty.stand_down(tx, alert.id, sam, ending, "", FIVE_PAST)
        assert cases.get_case(tx, case_id).requires_action_by == nine
        (promise,) = cases.promises(tx, alert.conversation_id)
    assert (promise.words, promise.due_at) == ("A case lead rings", nine)


@pytest.mark.parametrize(
    "ending",
    [Ending("", ""), Ending("invented", ""), Ending("callback", "", "We ring"), Ending("callback", "", "", FIVE_PAST)],
)
def test_an_ending_that_is_not_whole_is_refused_and_changes_nothing(
    database: Database, alert: Alert, sam: int, ending: Ending
) -> None:
    _acknowledged(database, alert, sam)
    with database.transaction() as tx, pytest.raises(Unusable):
        duty.stand_down(tx, alert.id, sam, ending, FAREWELL, FIVE_PAST)
    with database.look() as tx:
        assert alerts.get_alert(tx, alert.id).state is AlertState.ACKNOWLEDGED


def test_what_is_stood_down_cannot_be_acknowledged_again(database: Database, alert: Alert, sam: int) -> None:
    _acknowledged(database, alert, sam)
    with database.transaction() as tx:
        duty.stand_down(tx, alert.id, sam, SAFE, "", FIVE_PAST)
    with database.transaction() as tx, pytest.raises(NotHeld):
        duty.acknowledge(tx, alert.id, sam, FIVE_PAST)


def test_every_step_is_in_the_audit_trail_and_none_of_it_holds_a_word(
    database: Database, alert: Alert, sam: int
) -> None:
    _acknowledged(database, alert, sam)
    with database.transaction() as tx:
        duty.write(tx, alert.id, sam, "Secret words", FIVE_PAST)
        duty.stand_down(tx, alert.id, sam, SAFE, "", FIVE_PAST)
        trail = audit.trail(tx, alert.conversation_id)
    by_sam = [row.what for row in trail if row.staff_id == sam]
    assert by_sam == ["acknowledged", "wrote", "stood_down"]
    assert "Secret" not in repr(trail)


def test_a_phone_that_sent_stop_is_not_written_to(database: Database, alert: Alert, sam: int) -> None:
    _acknowledged(database, alert, sam)
    with database.transaction() as tx:
        person = contacts.get_conversation(tx, alert.conversation_id).contact_id
        contacts.set_opted_out(tx, person, True)
        duty.write(tx, alert.id, sam, "Hello", FIVE_PAST)
    assert _thread(database, alert)[-1].delivery is DeliveryStatus.OPTED_OUT


def test_in_the_web_chat_nothing_goes_through_a_provider(database: Database, door: Door, sam: int) -> None:
    with database.transaction() as tx:
        receive(tx, door, inbound("im going to kill myself", channel=Channel.WEB, address="visit"), TWO_AM)
        alert = alerts.open_alerts(tx)[0]
    _acknowledged(database, alert, sam)
    with database.transaction() as tx:
        duty.write(tx, alert.id, sam, "I am here", FIVE_PAST)
    assert _thread(database, alert)[-1].delivery is None
