"""While nobody has acknowledged: pages again and again, and honest words to the resident."""

from datetime import timedelta

import pytest

from nightdoor.core.alert import Alert, AlertState
from nightdoor.core.case import Urgency
from nightdoor.core.message import Channel
from nightdoor.core.paging import page_words
from nightdoor.services.escalate import Pager, mend_forgotten, run_due_step
from nightdoor.services.receive import Door, receive
from nightdoor.store import Database, alerts, cases, messages, sends
from tests.support.night import TWO_AM, inbound

DUTY_PHONE = "+447700900999"
PAGER = Pager(DUTY_PHONE, lambda alert, now: page_words(alert, now, "https://staff.example"))
CRISIS = "im going to kill myself"


@pytest.fixture
def alert(database: Database, door: Door) -> Alert:
    """An alert that nobody has acknowledged."""
    with database.transaction() as tx:
        receive(tx, door, inbound(CRISIS), TWO_AM)
        return alerts.open_alerts(tx)[0]


def _pages(database: Database) -> list[str]:
    with database.transaction() as tx:
        rows = []
        while (row := sends.claim_send(tx, TWO_AM + timedelta(hours=1), (Channel.SMS,))) is not None:
            rows.append(row)
            sends.accepted(tx, row, f"SM{row.id}", TWO_AM)
        return [row.body for row in rows if row.address == DUTY_PHONE]


def test_the_duty_worker_is_paged_at_once_and_again_until_somebody_acknowledges(
    database: Database, door: Door, alert: Alert
) -> None:
    assert run_due_step(database, door, PAGER, TWO_AM)
    assert not run_due_step(database, door, PAGER, TWO_AM + timedelta(seconds=30))
    assert run_due_step(database, door, PAGER, TWO_AM + timedelta(seconds=61))
    first, second = _pages(database)
    assert first == f"Nightdoor: somebody needs you now. Alert {alert.id}. Take it: https://staff.example/duty"
    assert "They have waited 1 min." in second
    assert CRISIS not in first + second


def test_when_the_set_time_is_over_the_resident_is_told_honestly(database: Database, door: Door, alert: Alert) -> None:
    moment = TWO_AM + timedelta(minutes=2)
    while run_due_step(database, door, PAGER, moment):
        pass
    with database.look() as tx:
        assert alerts.get_alert(tx, alert.id).state is AlertState.UNANSWERED
        words = messages.thread(tx, alert.conversation_id)[-1].text
        item = cases.case_of(tx, alert.conversation_id)
    for number in ("999", "111", "116 123", "85258"):
        assert number in words
    assert item is not None
    assert item.urgency is Urgency.EMERGENCY


def test_nothing_is_left_to_do_once_steps_are_cancelled(database: Database, door: Door, alert: Alert) -> None:
    with database.transaction() as tx:
        alerts.cancel_steps(tx, alert.id)
        alerts.move_alert(tx, alert, AlertState.ACKNOWLEDGED)
    assert not run_due_step(database, door, PAGER, TWO_AM + timedelta(minutes=5))
    assert mend_forgotten(database, TWO_AM) == 0


def test_an_alert_without_a_next_step_is_found_and_mended(database: Database, door: Door, alert: Alert) -> None:
    with database.transaction() as tx:
        alerts.cancel_steps(tx, alert.id)
    assert mend_forgotten(database, TWO_AM) == 1
    assert run_due_step(database, door, PAGER, TWO_AM)
