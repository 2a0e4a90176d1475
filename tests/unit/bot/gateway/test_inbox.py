"""Every message is kept, in the database or on disk, before its future is done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest

from bot.gateway.dark import DarkAnswer
from bot.gateway.inbox import Inbox
from nightdoor.core.message import Channel, Inbound
from nightdoor.services.receive import Door
from nightdoor.store import Database, alerts, messages, sends
from nightdoor.store.spool import Spool
from tests.support.night import PHONE, Provider, inbound
from tests.support.servers import wait_until

CRISIS = "im going to kill myself"
DUTY_PHONE = "+447700900999"


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    """An empty spool."""
    return Spool(tmp_path / "spool")


@pytest.fixture
def provider() -> Provider:
    """What was handed to the provider while the database was dark."""
    return Provider()


@pytest.fixture
def quick(database: Database) -> Iterator[Database]:
    """The same database, opened by somebody who soon takes it for down."""
    impatient = Database(database.url, wait_seconds=0.1)
    yield impatient
    impatient.close()


@pytest.fixture
def inbox(quick: Database, door: Door, spool: Spool, provider: Provider) -> Iterator[Inbox]:
    """A running inbox."""
    running = Inbox(quick, door, spool, DarkAnswer(door.wording, {Channel.SMS: provider}, DUTY_PHONE))
    running.start()
    yield running
    running.stop()


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Hold the database's write lock, as a stuck process would."""
    connection = sqlite3.connect(database.url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.rollback()
        connection.close()


def _wait_for_empty(spool: Spool) -> None:
    end = monotonic() + 10
    while spool.waiting():
        assert monotonic() < end, "the spool was not drained"
        sleep(0.05)


def test_the_rehearsal_leaves_nothing_behind(database: Database, inbox: Inbox) -> None:
    inbox.accept(inbound("hello")).result(timeout=10)
    with database.look() as tx:
        assert messages.newest_id(tx) == 1
        assert alerts.open_alerts(tx) == []


def test_a_sender_that_gave_up_takes_nothing_back_and_harms_nobody(database: Database, inbox: Inbox) -> None:
    with locked(database):
        given_up = inbox.accept(inbound("one", address="+447700900001"))
        assert not given_up.cancel()
    inbox.accept(inbound("two", address="+447700900002")).result(timeout=10)
    given_up.result(timeout=10)


def test_many_messages_at_once_are_all_kept(database: Database, inbox: Inbox) -> None:
    futures = [inbox.accept(inbound(f"message {number}", address=f"+4477009{number:05}")) for number in range(200)]
    for future in futures:
        future.result(timeout=20)
    with database.look() as tx:
        assert messages.newest_id(tx) == 200


def test_with_the_database_down_words_are_kept_on_disk_and_go_in_when_it_is_back(
    database: Database, inbox: Inbox, spool: Spool
) -> None:
    with locked(database):
        inbox.accept(inbound("the heating is broken")).result(timeout=10)
        assert [spool.read(path)[0].text for path in spool.waiting()] == ["the heating is broken"]
    _wait_for_empty(spool)
    with database.look() as tx:
        assert messages.newest_id(tx) == 1


def test_a_crisis_in_the_dark_is_answered_and_paged_at_once_and_answered_only_once(
    database: Database, door: Door, inbox: Inbox, spool: Spool, provider: Provider
) -> None:
    with locked(database):
        inbox.accept(inbound(CRISIS)).result(timeout=10)
        wait_until(lambda: len(provider.taken) == 2, "the page and the safety words")
        assert [to for to, _ in provider.taken] == [DUTY_PHONE, PHONE]
        assert CRISIS not in provider.taken[0][1]
    _wait_for_empty(spool)
    with database.transaction() as tx:
        assert len(alerts.open_alerts(tx)) == 1
        assert sends.claim_send(tx, alerts.open_alerts(tx)[0].raised_at, (Channel.SMS,)) is None


def test_in_the_dark_a_provider_that_hangs_keeps_nobody_waiting(
    quick: Database, database: Database, door: Door, spool: Spool
) -> None:
    hangs = Event()
    inbox = Inbox(quick, door, spool, lambda _: hangs.wait(30))
    inbox.start()
    with locked(database):
        for words in (CRISIS, "the heating is broken"):
            inbox.accept(inbound(words)).result(timeout=10)
        assert len(spool.waiting()) == 2
    hangs.set()
    inbox.stop()


def test_what_a_gateway_that_died_left_in_the_dark_is_judged_by_the_next(
    quick: Database, database: Database, door: Door, spool: Spool
) -> None:
    spool.keep(inbound(CRISIS))
    spool.keep(inbound("help me im bleeding"), answered=True)
    judged: list[str] = []

    def judge(message: Inbound) -> bool:
        judged.append(message.text)
        return True

    with locked(database):
        inbox = Inbox(quick, door, spool, judge)
        inbox.start()
        wait_until(lambda: judged == [CRISIS], "the message to be judged")
        wait_until(lambda: [spool.read(path)[1] for path in spool.waiting()] == [True, True], "it to be noted")
        inbox.stop()
    assert judged == [CRISIS]


def test_one_message_that_cannot_be_kept_does_not_harm_the_others(database: Database, inbox: Inbox) -> None:
    bad = inbound("x", address="+44" + "7" * 10)
    object.__setattr__(bad, "channel", None)
    futures = [inbox.accept(inbound("good", address="+447700900001")), inbox.accept(bad)]
    futures[0].result(timeout=10)
    with pytest.raises(RuntimeError, match="not kept"):
        futures[1].result(timeout=10)


def test_a_spooled_message_that_cannot_be_read_is_set_aside(inbox: Inbox, spool: Spool, database: Database) -> None:
    (spool.folder / "00000000000.000000-bad.json").write_text("{", encoding="utf-8")
    inbox.accept(inbound("good")).result(timeout=10)
    _wait_for_empty(spool)
    assert len(list((spool.folder / "aside").iterdir())) == 1
