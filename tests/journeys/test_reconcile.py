"""`nightdoor reconcile` can say no: a lost message, one answered twice and one that waits in the spool are named."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from nightdoor.core.clock import now
from nightdoor.core.message import DeliveryStatus, Inbound, MessageKind
from nightdoor.services.receive import Door, receive
from nightdoor.store import messages
from nightdoor.store.tables import send, turn
from nightdoor.store.work import DONE
from tests.support.house import House
from tests.support.journey import Night
from tests.support.night import inbound
from tests.support.phones import SmsPhones, TelegramPhones

pytestmark = pytest.mark.journey


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    """A house in which nothing runs: only the command is asked."""
    with House(tmp_path) as house:
        yield Night(house, SmsPhones(house.url("demo")), TelegramPhones(house.url("demo")))


def _receive(night: Night, door: Door, words: str) -> int:
    with night.house.database.transaction() as tx:
        receive(tx, door, _now(words), now())
        return messages.newest_id(tx)


def _now(words: str) -> Inbound:
    return inbound(words, at=now())


def test_a_night_in_which_nothing_happened_is_whole(night: Night) -> None:
    assert night.nightdoor("reconcile").returncode == 0


def test_a_message_that_still_waits_for_the_engine_is_named(night: Night, door: Door) -> None:
    waiting = _receive(night, door, "the heating is broken")
    done = night.nightdoor("reconcile")
    assert done.returncode == 1
    assert f"Unaccounted for: 1 (messages {waiting})" in done.stdout


def test_a_message_that_nobody_answered_is_named(night: Night, door: Door) -> None:
    lost = _receive(night, door, "the heating is broken")
    with night.house.database.transaction() as tx:
        tx.execute(update(turn).values(status=DONE))
    done = night.nightdoor("reconcile")
    assert done.returncode == 1
    assert f"Unaccounted for: 1 (messages {lost})" in done.stdout


def test_a_lost_message_beside_one_in_a_humans_hand_is_named(night: Night, door: Door) -> None:
    _receive(night, door, "im going to kill myself")
    with night.house.database.transaction() as tx:
        receive(tx, door, inbound("the heating is broken", address="+447700900124", at=now()), now())
        lost = messages.newest_id(tx)
        tx.execute(delete(turn).where(turn.c.message_id == lost))
    assert f"Unaccounted for: 1 (messages {lost})" in night.nightdoor("reconcile").stdout


def test_a_reply_that_went_out_twice_is_named(night: Night, door: Door) -> None:
    with night.house.database.transaction() as tx:
        receive(tx, door, inbound("help", kind=MessageKind.HELP, at=now()), now())
        tx.execute(update(send).values(status=DeliveryStatus.ACCEPTED))
        row = tx.execute(select(send)).mappings().one()
        tx.execute(insert(send).values({name: value for name, value in row.items() if name != "id"}))
    done = night.nightdoor("reconcile")
    assert done.returncode == 1
    assert f"Answered twice: 1 (messages {row['message_id']})" in done.stdout


def test_a_message_in_the_spool_is_counted(night: Night) -> None:
    night.spool.keep(_now("the heating is broken"))
    done = night.nightdoor("reconcile")
    assert done.returncode == 1
    assert "1 messages wait in the spool" in done.stdout
