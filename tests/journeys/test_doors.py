"""Bad input at every door, over real HTTP: a refusal in one line or a kind answer; nothing lost, nothing in a log."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

import httpx
import pytest

from nightdoor.core.clock import now
from nightdoor.core.message import LONGEST_TEXT
from nightdoor.services.receive import Door
from nightdoor.store.reconcile import count_inbound
from tests.support.journey import PATIENCE, Night
from tests.support.pretend_engine import answer_to
from tests.support.residents import Resident
from tests.support.servers import wait_until
from tests.support.telegram_bodies import message
from tests.support.twilio_bodies import report, signed, sms

pytestmark = pytest.mark.journey

SMS, STATUS, TELEGRAM, WEB = "/webhooks/twilio/sms", "/webhooks/twilio/status", "/webhooks/telegram", "/chat/messages"
WORDS = "my ex partner keeps standing outside the school gate"
_numbers = count(1)


@dataclass
class Doors:
    """The doors of one house, and the keys that open them."""

    night: Night

    def post(self, path: str, body: bytes, **headers: str) -> httpx.Response:
        """Post a body as it is."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.post(self.night.house.url("public") + path, content=body, headers=named, timeout=30)

    def signed_sms(self, path: str = SMS, **changed: str) -> tuple[bytes, dict[str, str]]:
        """Return a form that Twilio signed, and its headers."""
        settings = self.night.house.settings
        made = report if path == STATUS else sms
        fields = made(AccountSid=settings.twilio_account_sid, MessageSid=f"SM{next(_numbers):032x}", **changed)
        token = settings.twilio_auth_token.get_secret_value()
        body, signature = signed(fields, path, public_url=settings.public_url, token=token)
        return body, {"X_Twilio_Signature": signature, "Content_Type": "application/x-www-form-urlencoded"}

    def secret(self) -> dict[str, str]:
        """Return the header that Telegram sends with every update."""
        secret = self.night.house.settings.telegram_secret_token.get_secret_value()
        return {"X_Telegram_Bot_Api_Secret_Token": secret, "Content_Type": "application/json"}


@pytest.fixture(scope="module")
def doors(quick: Night) -> Doors:
    """The doors of a small house; what strangers write at them must not be in a log either."""
    quick.secrets.add(WORDS)
    return Doors(quick)


def _unsigned_sms(doors: Doors) -> httpx.Response:
    body, _ = doors.signed_sms(Body=WORDS)
    return doors.post(SMS, body)


def _tampered_sms(doors: Doors) -> httpx.Response:
    body, headers = doors.signed_sms(Body=WORDS)
    return doors.post(SMS, body.replace(b"school", b"church"), **headers)


def _truncated_sms(doors: Doors) -> httpx.Response:
    body, headers = doors.signed_sms(Body=WORDS)
    return doors.post(SMS, body[: len(body) // 2], **headers)


def _sms_of_another_account(doors: Doors) -> httpx.Response:
    settings = doors.night.house.settings
    token = settings.twilio_auth_token.get_secret_value()
    body, signature = signed(sms(Body=WORDS), SMS, public_url=settings.public_url, token=token)
    return doors.post(SMS, body, X_Twilio_Signature=signature)


def _sms_signed_for_the_other_door(doors: Doors) -> httpx.Response:
    body, headers = doors.signed_sms(STATUS)
    return doors.post(SMS, body, **headers)


def _sms_of_a_megabyte(doors: Doors) -> httpx.Response:
    body, headers = doors.signed_sms(Body=WORDS * 20_000)
    return doors.post(SMS, body, **headers)


def _sms_not_in_utf8(doors: Doors) -> httpx.Response:
    body, headers = doors.signed_sms()
    return doors.post(SMS, body + b"&Extra=" + quote_from_bytes(b"\xff\xfe").encode(), **headers)


def _unknown_status(doors: Doors) -> httpx.Response:
    body, headers = doors.signed_sms(STATUS, MessageStatus="eaten by a dog")
    return doors.post(STATUS, body, **headers)


def _empty_sms_request(doors: Doors) -> httpx.Response:
    return doors.post(SMS, b"", X_Twilio_Signature="x")


def _telegram(data: Any, *, change: Callable[[bytes], bytes] = bytes) -> Callable[[Doors], httpx.Response]:
    return lambda doors: doors.post(TELEGRAM, change(json.dumps(data).encode()), **doors.secret())


def _telegram_without_secret(doors: Doors) -> httpx.Response:
    return doors.post(TELEGRAM, json.dumps({"update_id": 1, "message": message(text=WORDS)}).encode())


def _web(body: bytes, **headers: str) -> Callable[[Doors], httpx.Response]:
    return lambda doors: doors.post(WEB, body, **{"Content_Type": "application/json", **headers})


REFUSED: dict[str, tuple[Callable[[Doors], httpx.Response], int]] = {
    "sms: unsigned": (_unsigned_sms, 403),
    "sms: tampered": (_tampered_sms, 403),
    "sms: truncated": (_truncated_sms, 403),
    "sms: of another account": (_sms_of_another_account, 403),
    "sms: signed for the other door": (_sms_signed_for_the_other_door, 403),
    "sms: 1 MB": (_sms_of_a_megabyte, 413),
    "sms: not UTF-8": (_sms_not_in_utf8, 400),
    "sms: no body": (_empty_sms_request, 403),
    "receipt: unknown status": (_unknown_status, 400),
    "telegram: no secret": (_telegram_without_secret, 403),
    "telegram: truncated": (_telegram({"update_id": 1, "message": message(text=WORDS)}, change=lambda b: b[:-9]), 400),
    "telegram: no update": (_telegram([WORDS]), 400),
    "telegram: no body": (_telegram({}, change=lambda _: b""), 400),
    "telegram: 1 MB": (_telegram({"update_id": 1, "message": message(text=WORDS * 20_000)}), 413),
    "telegram: not UTF-8": (_telegram({"update_id": 1}, change=lambda b: b + b"\xff"), 400),
    "web: truncated": (_web(json.dumps({"text": WORDS}).encode()[:-3]), 400),
    "web: no text": (_web(b'{"id": "12345678"}'), 422),
    "web: empty": (_web(b'{"text": "  "}'), 422),
    "web: text that is no text": (_web(b'{"text": {"a": 1}}'), 422),
    "web: 1 MB": (_web(json.dumps({"text": WORDS * 20_000}).encode()), 413),
    "web: a form where JSON belongs": (_web(urlencode({"text": WORDS}).encode(), Content_Type="text/plain"), 415),
    "web: from another site": (_web(json.dumps({"text": WORDS}).encode(), Sec_Fetch_Site="cross-site"), 403),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_one_line_and_nothing_is_kept(doors: Doors, name: str) -> None:
    ask, status = REFUSED[name]
    before = _kept(doors.night)
    answer = ask(doors)
    assert answer.status_code == status
    assert len(answer.text.splitlines()) == 1
    assert WORDS not in answer.text
    assert _kept(doors.night) == before


KEPT = {
    "emoji only": ("😭😭😭💔", "😭😭😭💔"),
    "null bytes": ("the gas\x00 bill came", "the gas bill came"),
    "lone surrogates": ("the rent \ud83d went up", None),
    "right to left": ("ساعدني من فضلك في الإيجار", "ساعدني من فضلك في الإيجار"),
    "a command of the engine": ("/restart", "/restart"),
    "markup": ("<script>alert('the landlord')</script>", "<script>alert('the landlord')</script>"),
    "10,000 characters": ("damp " * 2_000, ("damp " * 2_000).strip()),
    "more than 10,000": ("mould " * 3_000, ("mould " * 3_000)[:LONGEST_TEXT].strip()),
}


@pytest.mark.parametrize("name", [name for name in KEPT if name != "lone surrogates"])
def test_by_text_message_it_is_kept_and_answered(doors: Doors, name: str) -> None:
    words, kept = KEPT[name]
    resident = doors.night.texter()
    resident.wrote.append(words)
    body, headers = doors.signed_sms(Body=words, From=resident.address)
    assert doors.post(SMS, body, **headers).status_code == 200
    wait_until(resident.heard, "an answer", PATIENCE)
    assert doors.night.kept(resident) == [kept]


@pytest.mark.parametrize("name", KEPT)
def test_by_telegram_it_is_kept_and_answered(doors: Doors, name: str) -> None:
    words, kept = KEPT[name]
    resident = doors.night.telegrammer()
    person = {"id": resident.chat, "first_name": "Sam", "is_bot": False}
    said = message(text=words, chat={**person, "type": "private"}) | {"from": person}
    update = {"update_id": next(_numbers), "message": said, "unknown": {"field": 1}}
    assert doors.post(TELEGRAM, json.dumps(update).encode(), **doors.secret()).status_code == 200
    wait_until(lambda: doors.night.said_by_itself(resident), "an answer", PATIENCE)
    assert kept is None or doors.night.kept(resident) == [kept]


@pytest.mark.parametrize("name", [name for name in KEPT if name != "more than 10,000"])
def test_in_the_web_chat_it_is_kept_and_answered(doors: Doors, name: str) -> None:
    words, kept = KEPT[name]
    resident = doors.night.chatter()
    resident.wrote.append(words.encode("utf-8", "replace").decode())
    answer = resident.browser.post(
        WEB, content=json.dumps({"text": words}), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 202
    wait_until(lambda: doors.night.said_by_itself(resident), "an answer", PATIENCE)
    assert kept is None or doors.night.kept(resident) == [kept]


def test_the_same_request_again_changes_nothing(doors: Doors) -> None:
    resident = doors.night.texter()
    resident.wrote.append(WORDS)
    body, headers = doors.signed_sms(Body=WORDS, From=resident.address)
    assert [doors.post(SMS, body, **headers).status_code for _ in range(3)] == [200, 200, 200]
    doors.night.hears(resident, answer_to(WORDS))
    doors.night.wait_until_quiet()
    assert doors.night.kept(resident) == [WORDS]
    assert len(doors.night.said_by_itself(resident)) == 1


def test_an_empty_text_message_is_answered_kindly(doors: Doors, door: Door) -> None:
    resident = doors.night.texter()
    assert resident.send("  ")["gateway"] == 200
    doors.night.hears(resident, door.wording.line("empty"))


def test_fifty_messages_in_a_second_from_one_phone_are_all_kept_in_the_order_in_which_they_came(doors: Doors) -> None:
    resident = doors.night.texter()
    words = [f"message number {number} of many about the flat" for number in range(50)]
    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(lambda one: resident.send(one)["gateway"], words))
    assert answers == [200] * 50
    doors.night.wait_until_quiet()
    assert sorted(doors.night.kept(resident)) == sorted(words)
    heard = " ".join(resident.heard())
    assert all(one in heard for one in words)
    assert len(set(resident.heard())) == len(resident.heard())
    assert len(resident.heard()) < 50


def test_one_person_on_three_channels_at_once_is_three_conversations_and_each_is_answered(doors: Doors) -> None:
    residents: list[Resident] = [doors.night.texter(), doors.night.telegrammer(), doors.night.chatter()]
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda one: one.say(WORDS), residents))
    for resident in residents:
        doors.night.hears(resident, answer_to(WORDS))
    assert len({doors.night.conversation(one).id for one in residents}) == 3


def test_after_all_of_it_the_night_is_whole(doors: Doors) -> None:
    doors.night.wait_until_quiet()
    done = doors.night.nightdoor("reconcile")
    assert done.returncode == 0, done.stdout


def _kept(night: Night) -> int:
    """How many messages of residents are kept; our own replies to earlier ones may still be coming."""
    with night.house.database.look() as tx:
        return count_inbound(tx, datetime(2020, 1, 1, tzinfo=UTC), now() + timedelta(days=1))
