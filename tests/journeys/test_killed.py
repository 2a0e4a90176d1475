"""kill -9 at every step of a message: nothing accepted is lost, and nothing is said twice.

The steps are hit on purpose: an engine that thinks for ever holds a turn, a provider that hangs holds a send, a burst
of messages keeps the gateway between accept and answer. Then come random moments. All of it happens first, in one
fixture, so that the lease of a dead worker is waited for once.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from threading import Timer

import pytest
from sqlalchemy import func, select

from nightdoor.core.case import FiledBecause
from nightdoor.core.message import DeliveryStatus
from nightdoor.services.receive import Door
from nightdoor.store.tables import send
from tests.support.journey import PATIENCE, Night
from tests.support.pretend_engine import PretendEngine, answer_to
from tests.support.residents import Resident, Telegrammer, Texter
from tests.support.servers import wait_until

pytestmark = pytest.mark.journey

CRISIS = "im going to kill myself tonight"
ROUNDS = 6
STILL_RUNS = 0.4
"""Seconds within which a process is killed while people write: some of them before, some between, some after."""


@dataclass
class Killed:
    """Who waited for what when a process was killed."""

    turn: Texter
    not_taken: Texter
    taken: Texter
    by_telegram: Telegrammer
    crisis: Telegrammer
    burst: list[Resident] = field(default_factory=list)
    gateway_said: list[object] = field(default_factory=list)
    at_random: list[Resident] = field(default_factory=list)


@pytest.fixture(scope="module")
def killed(quick: Night, engine: PretendEngine) -> Killed:
    """Kill a worker at each step, the gateway in a burst, both at random moments; then wait until all is quiet."""
    people = Killed(quick.texter(), quick.texter(), quick.texter(), quick.telegrammer(), quick.telegrammer())
    _kill_a_worker_with_full_hands(quick, engine, people)
    _kill_the_gateway_in_a_burst(quick, people)
    _kill_at_random_moments(quick, people)
    quick.wait_until_quiet()
    return people


def _kill_a_worker_with_full_hands(night: Night, engine: PretendEngine, people: Killed) -> None:
    steps = (
        (people.not_taken, night.sms, "hang", "the bins were not emptied"),
        (people.taken, night.sms, "accept_then_hang", "the street light is out"),
        (people.by_telegram, night.telegram, "accept_then_hang", "the lift is stuck again"),
        (people.crisis, night.telegram, "accept_then_hang", CRISIS),
    )
    for resident, provider, fault, words in steps:
        provider.go_wrong(fault, seconds=30)
        resident.say(words)
        wait_until(lambda one=resident: _sends_in_hand(night, one), "the send in hand", PATIENCE)
    engine.may_answer.clear()
    people.turn.say("the heating has been off since Sunday")
    wait_until(lambda: "the heating has been off since Sunday" in engine.asked, "the turn in hand", PATIENCE)
    night.house.kill("work")
    engine.may_answer.set()
    night.house.start("work")


def _sends_in_hand(night: Night, resident: Resident) -> int:
    mine = (send.c.channel == resident.channel) & (send.c.address == resident.address)
    in_hand = select(func.count()).select_from(send).where(mine, send.c.status == DeliveryStatus.SENDING)
    with night.house.database.look() as tx:
        return int(tx.execute(in_hand).scalar_one())


def _kill_the_gateway_in_a_burst(night: Night, people: Killed) -> None:
    """Twilio drops what the gateway did not take, so it is told to repeat; Telegram repeats by itself."""
    texters, chats = [night.texter() for _ in range(40)], [night.telegrammer() for _ in range(10)]
    for chat in chats:
        chat.say(f"from chat {chat.chat}: the stairs are dark")
    with ThreadPoolExecutor(8) as threads:
        Timer(0.15, night.house.kill, ["public"]).start()
        sent = list(threads.map(lambda one: one.send(f"from {one.address}: the stairs are dark"), texters))
    night.house.start("public")
    for message in sent:
        night.sms.repeat(str(message["sid"]))
    people.burst = [*texters, *chats]
    people.gateway_said = [message["gateway"] for message in sent]


def _kill_at_random_moments(night: Night, people: Killed) -> None:
    chance = Random(20261122)
    for number in range(ROUNDS):
        process = ("public", "work")[number % 2]
        Timer(chance.uniform(0.0, STILL_RUNS), night.house.kill, [process]).start()
        people.at_random += _say_some(night, number)
        wait_until(lambda name=process: not night.house.is_running(name), "the kill", PATIENCE)
        night.house.start(process)


def _say_some(night: Night, number: int) -> Iterator[Resident]:
    """Have a few people write; yield those whose message was accepted. Telegram repeats until it is."""
    for turn in range(4):
        texter, chat = night.texter(), night.telegrammer()
        chat.say(f"round {number}, {turn}: the shop was broken into")
        if texter.send(f"round {number}, {turn}: my neighbour plays music all night")["gateway"] == 200:
            yield texter
        yield chat


def test_a_turn_in_hand_is_answered_once(killed: Killed) -> None:
    assert killed.turn.heard() == [answer_to("the heating has been off since Sunday")]


def test_what_the_provider_had_not_taken_is_sent(killed: Killed) -> None:
    assert killed.not_taken.heard() == [answer_to("the bins were not emptied")]


def test_what_the_provider_had_taken_is_not_sent_again(killed: Killed) -> None:
    assert killed.taken.heard() == [answer_to("the street light is out")]


def test_where_nobody_can_tell_ordinary_words_are_left_to_the_morning(quick: Night, killed: Killed) -> None:
    assert killed.by_telegram.heard() == [answer_to("the lift is stuck again")]
    case = quick.case(killed.by_telegram)
    assert case is not None
    assert case.because is FiledBecause.NOT_DELIVERED


def test_where_nobody_can_tell_safety_words_are_said_again(door: Door, killed: Killed) -> None:
    assert killed.crisis.heard().count(door.wording.first_reply(["suicide"])) == 2


def test_the_duty_worker_was_paged_all_the_same(quick: Night, killed: Killed) -> None:
    alert = quick.alert(killed.crisis)
    assert alert is not None
    assert any(f"Alert {alert.id}." in page for page in quick.pages())


def test_the_burst_was_cut_in_two_by_the_kill(killed: Killed) -> None:
    assert set(killed.gateway_said) == {0, 200}


def test_whoever_wrote_in_the_burst_is_answered_once(quick: Night, killed: Killed) -> None:
    for resident in killed.burst:
        [words] = resident.wrote
        assert quick.kept(resident) == [words]
        assert resident.heard() == [answer_to(words)]


def test_whoever_was_accepted_at_a_random_moment_is_answered_once_or_in_the_queue(quick: Night, killed: Killed) -> None:
    for resident in killed.at_random:
        assert resident.wrote == quick.kept(resident)
        heard = resident.heard().count(answer_to(resident.wrote[0]))
        assert heard == 1 or (heard == 0 and quick.case(resident))


def test_after_it_all_the_night_is_whole(quick: Night, killed: Killed) -> None:
    quick.assert_whole(but=[killed.crisis])
