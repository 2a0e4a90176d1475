"""Twilio's own OpenAPI between twilio-python and our emulator: both must keep to it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from twilio.rest import Client

from bot.channels.sms_sender import SmsSender, TwilioAccount
from bot.channels.twilio_line import TwilioLine
from nightdoor.core.sending import SendFailed
from tests.support.phones import SmsPhones
from tests.support.prism import checking, example_of_a_list
from tests.support.providers import twilio_calling
from tests.support.servers import serving
from tests.support.twilio_bodies import ACCOUNT_SID, AUTH_TOKEN, DOOR, PHONE, PUBLIC_URL

pytestmark = [pytest.mark.node, pytest.mark.timeout(400)]

WORDS = "We have your message. 😢 A worker reads it in the morning."


@pytest.fixture(scope="module")
def phones() -> Iterator[SmsPhones]:
    with twilio_calling("http://127.0.0.1:9") as phones:
        yield phones


@pytest.fixture(scope="module")
def prism(phones: SmsPhones) -> Iterator[str]:
    with checking(phones.url) as url:
        yield url


def sender(url: str) -> SmsSender:
    return SmsSender(TwilioAccount(ACCOUNT_SID, AUTH_TOKEN, DOOR, PUBLIC_URL, url))


def test_sending_keeps_to_the_contract_both_ways(prism: str, phones: SmsPhones) -> None:
    sid = sender(prism).send(PHONE, WORDS)
    assert phones.messages(PHONE)[-1]["sid"] == sid


def test_asking_what_was_sent_keeps_to_the_contract_both_ways(prism: str, phones: SmsPhones) -> None:
    began = datetime.now(UTC)
    phones.send(PHONE, "a message of theirs", media=1)
    sid = sender(prism).send(PHONE, WORDS + "!")
    assert sender(prism).was_already_sent(PHONE, WORDS + "!", began) == sid


def test_every_filter_and_one_message_keep_to_the_contract(prism: str) -> None:
    sid = sender(prism).send(PHONE, WORDS)
    client = Client(ACCOUNT_SID, AUTH_TOKEN, http_client=TwilioLine(prism))
    found = client.messages.list(to=PHONE, from_=DOOR, date_sent_after=datetime(2020, 1, 1, tzinfo=UTC), limit=1)
    assert [message.sid for message in found] == [sid]
    assert client.messages(sid).fetch().body == WORDS


def test_a_list_looks_like_twilios_own_example(prism: str) -> None:
    sender(prism).send(PHONE, WORDS)
    url = f"{prism}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"
    ours = httpx.get(url, auth=(ACCOUNT_SID, AUTH_TOKEN)).json()
    theirs = example_of_a_list()
    assert ours.keys() == theirs.keys()
    assert ours["messages"][0].keys() == theirs["messages"][0].keys()
    assert ours["uri"].partition("?")[0] == theirs["uri"].partition("?")[0].replace("AC" + "a" * 32, ACCOUNT_SID)


def test_the_contract_refuses_a_request_that_breaks_it(prism: str) -> None:
    url = f"{prism}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"
    answer = httpx.post(url, data={"Body": "to nobody"}, auth=(ACCOUNT_SID, AUTH_TOKEN))
    assert "prism/errors" in answer.json()["type"]


def test_the_contract_refuses_an_answer_that_breaks_it() -> None:
    async def wrong(_request: Request) -> Response:
        return JSONResponse({"sid": "not-a-sid", "status": "on its way"}, 201)

    app = Starlette(routes=[Route("/{path:path}", wrong, methods=["POST"])])
    with serving(app) as url, checking(url) as prism, pytest.raises(SendFailed, match="http_500"):
        sender(prism).send(PHONE, WORDS)
