"""The Twilio emulator, our sender through Twilio's own library, and our reading of what it signs."""

import logging
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.channels.parsed import DeliveryReport
from bot.channels.sms import MESSAGE_PATH, STATUS_PATH, SmsWebhooks
from bot.channels.sms_sender import SmsSender, TwilioAccount
from nightdoor.core.message import DeliveryStatus, Inbound, MessageKind
from nightdoor.core.sending import FailureKind, SendFailed
from tests.support.inbox import Inbox
from tests.support.phones import SmsPhones
from tests.support.servers import wait_until
from tests.support.twilio_bodies import ACCOUNT_SID, AUTH_TOKEN, DOOR, PHONE, PUBLIC_URL

WORDS = "We have your message. A worker reads it in the morning."
READER = SmsWebhooks(ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL)


def account(phones: SmsPhones, **changed: str) -> TwilioAccount:
    known = {"account_sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN, "sender": DOOR, "api_base": phones.url}
    return TwilioAccount(**(known | changed), public_url=PUBLIC_URL)


@pytest.fixture
def sender(sms: SmsPhones) -> SmsSender:
    return SmsSender(account(sms), timeout=0.5)


def failure_of(sender: SmsSender, to: str = PHONE, body: str = WORDS) -> SendFailed:
    with pytest.raises(SendFailed) as failed:
        sender.send(to, body)
    return failed.value


def reports(inbox: Inbox) -> list[DeliveryReport]:
    return [READER.read_report(body, head["x-twilio-signature"]) for body, head in inbox.at(STATUS_PATH)]


def test_a_message_reaches_the_phone_and_its_delivery_is_reported(
    sms: SmsPhones, sender: SmsSender, inbox: Inbox
) -> None:
    sid = sender.send(PHONE, WORDS)
    assert sms.received(PHONE) == [WORDS]
    wait_until(lambda: len(inbox.at(STATUS_PATH)) == 2, "both reports")
    assert reports(inbox) == [
        DeliveryReport(sid, DeliveryStatus.ACCEPTED),
        DeliveryReport(sid, DeliveryStatus.DELIVERED),
    ]


def test_a_message_that_the_network_could_not_deliver_is_reported_with_its_code(
    sms: SmsPhones, sender: SmsSender, inbox: Inbox
) -> None:
    sms.end_as(PHONE, "undelivered", 30003)
    sid = sender.send(PHONE, WORDS)
    wait_until(lambda: len(inbox.at(STATUS_PATH)) == 2, "both reports")
    assert reports(inbox)[-1] == DeliveryReport(sid, DeliveryStatus.TEMPORARY_FAILURE, "30003")


def test_what_a_phone_texts_is_signed_as_twilio_signs(sms: SmsPhones, inbox: Inbox) -> None:
    sent = sms.send(PHONE, "my landlord & his 2 sons + a dog 😢")
    body, headers = inbox.at(MESSAGE_PATH)[0]
    inbound = READER.read_message(body, headers["x-twilio-signature"], datetime.now(UTC))
    assert isinstance(inbound, Inbound)
    assert (inbound.address, inbound.provider_id) == (PHONE, sent["sid"])
    assert (inbound.text, inbound.kind) == ("my landlord & his 2 sons + a dog 😢", MessageKind.TEXT)
    assert sent["gateway"] == 200


def test_a_picture_is_read_as_a_picture(sms: SmsPhones, inbox: Inbox) -> None:
    sms.send(PHONE, "the damp", media=2)
    body, headers = inbox.at(MESSAGE_PATH)[0]
    inbound = READER.read_message(body, headers["x-twilio-signature"], datetime.now(UTC))
    assert isinstance(inbound, Inbound)
    assert inbound.kind is MessageKind.MEDIA


def test_twilio_drops_what_the_gateway_did_not_take(sms: SmsPhones, inbox: Inbox) -> None:
    inbox.statuses.append(500)
    assert sms.send(PHONE, "hello")["gateway"] == 500
    assert len(inbox.came) == 1


def test_the_same_message_may_come_twice(sms: SmsPhones, inbox: Inbox) -> None:
    sms.repeat(sms.send(PHONE, "hello")["sid"])
    first, second = (body for body, _ in inbox.at(MESSAGE_PATH))
    assert first == second


def test_after_stop_nothing_more_is_taken_until_start(sms: SmsPhones, sender: SmsSender) -> None:
    sms.send(PHONE, "STOP")
    failed = failure_of(sender)
    assert (failed.kind, failed.code) == (FailureKind.OPTED_OUT, "21610")
    sms.send(PHONE, "START")
    assert sender.send(PHONE, WORDS)


@pytest.mark.parametrize(
    ("to", "kind", "code"),
    [
        ("+4470", FailureKind.PERMANENT, "21211"),
        ("HMRC", FailureKind.PERMANENT, "21211"),
        ("+441632960111", FailureKind.PERMANENT, "21614"),
    ],
)
def test_a_number_that_cannot_get_texts_is_a_permanent_failure(
    sender: SmsSender, to: str, kind: FailureKind, code: str
) -> None:
    failed = failure_of(sender, to)
    assert (failed.kind, failed.code, failed.maybe_sent) == (kind, code, False)


def test_no_failure_repeats_the_number_or_the_words(sender: SmsSender) -> None:
    failed = failure_of(sender, "+4470")
    assert "+4470" not in repr(failed)
    assert (failed.__cause__, failed.__suppress_context__) == (None, True)


def test_nothing_of_a_message_is_in_the_logs(
    sms: SmsPhones, sender: SmsSender, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sender.send(PHONE, WORDS)
    sender.was_already_sent(PHONE, WORDS, datetime.now(UTC))
    failure_of(sender, "+4470")
    logged = " ".join(record.getMessage() for record in caplog.records if record.name != "asyncio")
    assert not [secret for secret in (PHONE, PHONE[1:], "4470", "morning", AUTH_TOKEN) if secret in logged]


def test_a_message_too_long_is_our_own_fault(sender: SmsSender) -> None:
    assert failure_of(sender, body="a" * 1601).kind is FailureKind.TECHNICAL


def test_a_wrong_token_is_our_own_fault(sms: SmsPhones) -> None:
    failed = failure_of(SmsSender(account(sms, auth_token="wrong")))
    assert (failed.kind, failed.code) == (FailureKind.TECHNICAL, "20003")


def test_a_number_that_is_not_ours_is_our_own_fault(sms: SmsPhones) -> None:
    assert failure_of(SmsSender(account(sms, sender="+441632960556"))).code == "21606"


def test_too_many_requests_says_when_to_come_back(sms: SmsPhones, sender: SmsSender) -> None:
    sms.go_wrong("error", status=429)
    failed = failure_of(sender)
    assert (failed.kind, failed.retry_after) == (FailureKind.THROTTLED, timedelta(seconds=1))
    assert sender.send(PHONE, WORDS)


@pytest.mark.parametrize("status", [500, 502, 503])
def test_twilio_out_of_order_is_temporary(sms: SmsPhones, sender: SmsSender, status: int) -> None:
    sms.go_wrong("error", status=status)
    failed = failure_of(sender)
    assert (failed.kind, failed.maybe_sent) == (FailureKind.TEMPORARY, True)


def test_twilio_hanging_ends_in_time(sms: SmsPhones, sender: SmsSender) -> None:
    sms.go_wrong("hang", seconds=2)
    failed = failure_of(sender)
    assert (failed.kind, failed.code, failed.maybe_sent) == (FailureKind.TEMPORARY, "no_answer", True)


def test_twilio_not_there_cannot_have_sent_anything(sms: SmsPhones) -> None:
    failed = failure_of(SmsSender(account(sms, api_base="http://127.0.0.1:9")))
    assert (failed.kind, failed.code, failed.maybe_sent) == (FailureKind.TEMPORARY, "no_connection", False)


def test_a_message_taken_without_an_answer_is_found_again(sms: SmsPhones, sender: SmsSender) -> None:
    began = datetime.now(UTC)
    sms.go_wrong("accept_then_hang", seconds=1)
    assert failure_of(sender).maybe_sent
    found = sender.was_already_sent(PHONE, WORDS, began)
    assert found == sms.messages(PHONE)[0]["sid"]


def test_a_message_never_taken_is_not_found(sms: SmsPhones, sender: SmsSender) -> None:
    began = datetime.now(UTC)
    sms.go_wrong("hang", seconds=1)
    failure_of(sender)
    assert sender.was_already_sent(PHONE, WORDS, began) is None


def test_only_the_same_words_to_the_same_phone_since_then_count(sms: SmsPhones, sender: SmsSender) -> None:
    began = datetime.now(UTC)
    sid = sender.send(PHONE, WORDS)
    sms.send(PHONE, "the same words from the phone do not count")
    assert sender.was_already_sent(PHONE, WORDS + "!", began) is None
    assert sender.was_already_sent("+447700900456", WORDS, began) is None
    assert sender.was_already_sent(PHONE, "the same words from the phone do not count", began) is None
    assert sender.was_already_sent(PHONE, WORDS, began + timedelta(minutes=1)) is None
    assert sender.was_already_sent(PHONE, WORDS, began, known={sid}) is None
    assert sender.was_already_sent(PHONE, WORDS, began) == sid


def test_the_list_comes_in_pages_newest_first(sms: SmsPhones, sender: SmsSender) -> None:
    for number in range(5):
        sender.send(PHONE, f"{number}")
    url = f"{sms.url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"
    pages = [
        httpx.get(url, params={"PageSize": 2, "Page": page}, auth=(ACCOUNT_SID, AUTH_TOKEN)).json() for page in range(3)
    ]
    assert [one["body"] for page in pages for one in page["messages"]] == ["4", "3", "2", "1", "0"]
    assert [bool(page["next_page_uri"]) for page in pages] == [True, True, False]


def test_the_list_can_be_asked_for_a_day(sms: SmsPhones, sender: SmsSender) -> None:
    sender.send(PHONE, WORDS)
    url = f"{sms.url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"
    today, tomorrow = (datetime.now(UTC) + timedelta(days=days) for days in (0, 1))
    for moment, count in ((today, 1), (tomorrow, 0)):
        answer = httpx.get(url, params={"DateSent>": f"{moment:%Y-%m-%d}"}, auth=(ACCOUNT_SID, AUTH_TOKEN))
        assert len(answer.json()["messages"]) == count


def test_a_stranger_sees_nothing(sms: SmsPhones) -> None:
    url = f"{sms.url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages.json"
    answer = httpx.get(url, auth=(ACCOUNT_SID, "guess"))
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)


def test_a_message_nobody_sent_is_not_found(sms: SmsPhones) -> None:
    url = f"{sms.url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/SM{'0' * 32}.json"
    assert httpx.get(url, auth=(ACCOUNT_SID, AUTH_TOKEN)).json()["code"] == 20404
