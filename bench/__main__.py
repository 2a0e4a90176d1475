"""`make bench`: everything measured in one run on this machine, and told as ratios to stock Rasa."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from bench.load import Shot, Volley, fire, percentile
from bench.provider import NUMBER, SID, TOKEN, Provider, text_message
from bench.stock import stock_rasa
from bot.channels.sms import MESSAGE_PATH
from nightdoor.core.clock import now
from nightdoor.store import turns
from tests.support.house import House

STORY = "hello, the heating is broken since friday and the landlord wont answer. i have a baby. what can i do"
CRISIS = "i cant do this any more im going to kill myself tonight"
AT_ONCE = 16
WAITING_TURNS = 200
PATIENCE_SECONDS = 60
JSON = {"Content-Type": "application/json"}

_number = count(1)


def main() -> None:
    """Run every measurement and print it as it comes."""
    print("Nightdoor beside stock Rasa 3.6.21 (its own channels, the same model and actions), one machine, one run.\n")
    with Provider() as provider, tempfile.TemporaryDirectory() as folder:
        with House(_room(folder, "without"), settings=_settings(provider)) as house:
            house.start("public", "staff", "work")
            _crises(house, provider)
            alone = _accepts(house, "Durable accepts while the engine is stopped", 2000)
        with House(_room(folder, "whole"), settings=_settings(provider)) as house:
            _start_up(house)
            _ordinary_turns(house, provider)
            whole = _accepts(house, "Durable accepts while the whole house works on them", 1000)
            _memory(house)
            for name in ("public", "staff", "work", "engine"):
                house.stop(name)
            with stock_rasa(house.settings.actions_url, provider.url) as (address, process):
                rest, twilio = _stock(address, provider)
                print(f"  memory of stock Rasa (TensorFlow left out): {_resident_bytes(process) / 1e6:.0f} MB")
    print("\nAccepts a second, ours to stock Rasa's:")
    for name, ours in (("engine stopped", alone), ("whole house", whole)):
        print(f"  {name}: {ours / rest:.1f} x REST, {ours / twilio:.1f} x Twilio")


def _room(folder: str, name: str) -> Path:
    room = Path(folder) / name
    room.mkdir()
    return room


def _settings(provider: Provider) -> dict[str, str]:
    account = {"TWILIO_ACCOUNT_SID": SID, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_FROM": NUMBER}
    return {**account, "TWILIO_API_BASE": provider.url, "NIGHTDOOR_DUTY_PHONE": ""}


def _start_up(house: House) -> None:
    print("Start-up, seconds until a process answers:")
    for name in ("actions", "engine", "public", "staff", "work"):
        began = time.monotonic()
        house.start(name)
        print(f"  {name}: {time.monotonic() - began:.1f}")


def _texts(house: House, words: str, how_many: int) -> tuple[list[Shot], list[str]]:
    """Return texts, each from a phone of its own, ready to be sent."""
    numbers = [next(_number) for _ in range(how_many)]
    phones = [f"+4479{number:08}" for number in numbers]
    base = house.settings.public_url
    shots = [text_message(base, MESSAGE_PATH, phone, words, n) for phone, n in zip(phones, numbers, strict=True)]
    return shots, phones


def _accepts(house: House, what: str, how_many: int) -> float:
    volley = fire(_texts(house, STORY, how_many)[0], at_once=AT_ONCE)
    _tell(what, volley)
    return volley.per_second


def _crises(house: House, provider: Provider) -> None:
    """Danger while ordinary turns wait for an engine that is stopped."""
    fire(_texts(house, STORY, WAITING_TURNS)[0], at_once=AT_ONCE)
    shots, phones = _texts(house, CRISIS, 200)
    volley = fire(shots, at_once=AT_ONCE, every=0.05)
    print(f"Crisis, engine stopped, {_waiting(house)} ordinary turns waiting, 20 a second:")
    _spread("message in to committed alert (2xx)", volley.took)
    _until(lambda: all(phone in provider.taken for phone in phones), "safety replies")
    _spread("message in to safety reply at the provider", _until_taken(volley, provider, phones))


def _ordinary_turns(house: House, provider: Provider) -> None:
    print("One ordinary turn, message in to reply at the provider:")
    _turns(house, provider, "the first three after the start, one a second", 3, every=1)
    _turns(house, provider, "then four a second", 100, every=0.25)


def _turns(house: House, provider: Provider, what: str, how_many: int, *, every: float) -> None:
    shots, phones = _texts(house, STORY, how_many)
    volley = fire(shots, at_once=1, every=every)
    _until(lambda: all(phone in provider.taken for phone in phones), "replies")
    _spread(what, _until_taken(volley, provider, phones))


def _until_taken(volley: Volley, provider: Provider, phones: Sequence[str]) -> list[float]:
    return [provider.taken[phone] - sent for phone, sent in zip(phones, volley.sent_at, strict=True)]


def _stock(address: str, provider: Provider) -> tuple[float, float]:
    bodies = [json.dumps({"sender": f"bench-{next(_number)}", "message": STORY}).encode() for _ in range(200)]
    rest = fire([Shot(f"{address}/webhooks/rest/webhook", body, JSON) for body in bodies], at_once=AT_ONCE)
    _tell("stock Rasa, REST channel", rest)
    numbers = [next(_number) for _ in range(200)]
    path = "/webhooks/twilio/webhook"
    twilio = fire([text_message(address, path, f"+4479{n:08}", STORY, n) for n in numbers], at_once=AT_ONCE)
    _tell("stock Rasa, Twilio channel", twilio)
    one = fire([Shot(f"{address}/webhooks/rest/webhook", body, JSON) for body in bodies[:60]], at_once=1, every=0.25)
    _spread("stock Rasa, one turn by REST, four a second", one.took)
    return rest.per_second, twilio.per_second


def _memory(house: House) -> None:
    names = ("public", "staff", "work", "actions", "engine")
    print("Memory (resident set):", ", ".join(f"{name} {house.memory(name) / 1e6:.0f} MB" for name in names))


def _resident_bytes(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) * 1024


def _waiting(house: House) -> int:
    with house.database.look() as tx:
        return turns.count_waiting(tx)


def _until(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > end:
            raise SystemExit(f"bench: waited in vain for {what} ({now():%H:%M:%S} UTC)")
        time.sleep(0.1)


def _tell(what: str, volley: Volley) -> None:
    print(f"{what}: {volley.per_second:.0f}/s, {volley.refused} refused")
    _spread("each", volley.took)


def _spread(what: str, seconds: Sequence[float]) -> None:
    print(f"  {what}: p50 {percentile(seconds, 0.5) * 1000:.1f} ms, p99 {percentile(seconds, 0.99) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
