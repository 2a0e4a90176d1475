"""The Telegram emulator, driven by python-telegram-bot through our sender and our polling."""

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.telegram import WEBHOOK_PATH, TelegramWebhook, button_answer
from bot.channels.telegram_line import TelegramLine
from bot.channels.telegram_polling import TelegramPolling
from bot.channels.telegram_sender import TelegramSender
from nightdoor.core.message import Inbound, MessageKind
from nightdoor.core.sending import FailureKind, SendFailed
from tests.support.inbox import Inbox
from tests.support.phones import TelegramPhones
from tests.support.servers import wait_until
from tests.support.telegram_bodies import BOT_TOKEN, CHAT, PUBLIC_URL, SECRET

WORDS = "We have your message. A worker reads it in the morning."


@pytest.fixture
def line(telegram: TelegramPhones) -> Iterator[TelegramLine]:
    with closing(TelegramLine(BOT_TOKEN, telegram.url, timeout=0.5)) as line:
        yield line


@pytest.fixture
def sender(line: TelegramLine) -> TelegramSender:
    return TelegramSender(line)


@pytest.fixture
def webhook(sender: TelegramSender, inbox: Inbox) -> Inbox:
    sender.set_webhook(PUBLIC_URL, SECRET)
    return inbox


def failure_of(sender: TelegramSender, to: str = str(CHAT), body: str = WORDS) -> SendFailed:
    with pytest.raises(SendFailed) as failed:
        sender.send(to, body)
    return failed.value


def came(inbox: Inbox, count: int = 1) -> list[Inbound]:
    """Wait for webhooks, and read them as the gateway does."""
    wait_until(lambda: len(inbox.at(WEBHOOK_PATH)) >= count, f"{count} webhooks")
    now = datetime.now(UTC)
    read = [
        TelegramWebhook(SECRET).read(body, headers["x-telegram-bot-api-secret-token"], now)
        for body, headers in inbox.at(WEBHOOK_PATH)
    ]
    return [one for one in read if isinstance(one, Inbound)]


def test_the_library_knows_the_bot(line: TelegramLine) -> None:
    assert line.call(lambda bot: bot.get_me()).is_bot


def test_a_message_reaches_the_chat(telegram: TelegramPhones, sender: TelegramSender) -> None:
    telegram.act(CHAT, text="hello")
    sender.send(str(CHAT), WORDS)
    assert telegram.received(CHAT) == [WORDS]


@pytest.mark.parametrize(
    ("act", "text", "kind"),
    [
        ("text", "i cant cope", MessageKind.TEXT),
        ("text", "/start", MessageKind.OPT_IN),
        ("sticker", "", MessageKind.STICKER),
        ("photo", "the damp", MessageKind.MEDIA),
        ("voice", "", MessageKind.VOICE),
        ("location", "", MessageKind.MEDIA),
        ("group", "hello all", MessageKind.GROUP),
        ("button", "yes", MessageKind.TEXT),
        ("block", "", MessageKind.OPT_OUT),
        ("unblock", "", MessageKind.OPT_IN),
    ],
)
def test_whatever_a_person_does_comes_to_the_webhook(
    telegram: TelegramPhones, webhook: Inbox, act: str, text: str, kind: MessageKind
) -> None:
    telegram.act(CHAT, act, text=text)
    (inbound,) = came(webhook)
    assert (inbound.kind, inbound.text) == (kind, text)


def test_an_edited_message_comes_as_a_message_of_its_own(telegram: TelegramPhones, webhook: Inbox) -> None:
    first = telegram.act(CHAT, text="i cant cope")
    telegram.act(CHAT, "edited", text="i can cope", message_id=first["message_id"])
    sent, edited = came(webhook, 2)
    assert (sent.kind, edited.kind) == (MessageKind.TEXT, MessageKind.EDITED)
    assert sent.provider_id != edited.provider_id
    assert [message["text"] for message in telegram.messages(CHAT)] == ["i can cope"]


def test_a_failed_webhook_is_repeated_until_it_is_taken_and_nothing_overtakes_it(
    telegram: TelegramPhones, webhook: Inbox
) -> None:
    webhook.statuses.extend([500, 503, 400])
    telegram.act(CHAT, text="first")
    telegram.act(CHAT, text="second")
    assert [one.text for one in came(webhook, 5)] == ["first", "first", "first", "first", "second"]
    wait_until(lambda: telegram.pending() == 0, "all updates to be taken")


def test_buttons_below_a_message_come_back_as_words_and_stop_spinning(
    telegram: TelegramPhones, sender: TelegramSender, webhook: Inbox
) -> None:
    telegram.act(CHAT, text="hello")
    message_id = int(sender.send(str(CHAT), "May we pass this on?", buttons=["yes", "no"]))
    assert telegram.messages(CHAT)[-1]["buttons"] == ["yes", "no"]
    came(webhook)
    query = {"update_id": 1, "callback_query": {"id": f"{CHAT}{message_id}"}}
    webhook.answer.update(button_answer(json.dumps(query).encode()) or {})
    telegram.act(CHAT, "button", text="yes", message_id=message_id)
    assert came(webhook, 2)[-1].text == "yes"
    wait_until(lambda: telegram.answered_buttons() == [f"{CHAT}{message_id}"], "the button to be answered")


def test_flooding_says_when_to_come_back(telegram: TelegramPhones, sender: TelegramSender) -> None:
    telegram.act(CHAT, text="hello")
    telegram.go_wrong("flood", seconds=7)
    failed = failure_of(sender)
    assert (failed.kind, failed.retry_after) == (FailureKind.THROTTLED, timedelta(seconds=7))
    assert sender.send(str(CHAT), WORDS)


def test_whoever_blocked_the_bot_has_opted_out(telegram: TelegramPhones, sender: TelegramSender) -> None:
    telegram.act(CHAT, text="hello")
    telegram.act(CHAT, "block")
    assert failure_of(sender).kind is FailureKind.OPTED_OUT
    telegram.act(CHAT, "unblock")
    assert sender.send(str(CHAT), WORDS)


def test_a_chat_that_nobody_began_is_a_permanent_failure(sender: TelegramSender) -> None:
    assert failure_of(sender, "999").kind is FailureKind.PERMANENT


@pytest.mark.parametrize(("to", "body"), [("@sam", WORDS), (str(CHAT), "a" * 4097), (str(CHAT), " ")])
def test_a_message_that_telegram_cannot_take_is_our_own_fault(
    telegram: TelegramPhones, sender: TelegramSender, to: str, body: str
) -> None:
    telegram.act(CHAT, text="hello")
    assert failure_of(sender, to, body).kind is FailureKind.TECHNICAL


def test_a_wrong_token_is_our_own_fault_and_is_not_repeated(telegram: TelegramPhones) -> None:
    with closing(TelegramLine("1:guess", telegram.url)) as line:
        failed = failure_of(TelegramSender(line))
    assert (failed.kind, failed.code) == (FailureKind.TECHNICAL, "401")
    assert "guess" not in repr(failed)


def test_nothing_of_a_message_and_no_token_is_in_the_logs(
    telegram: TelegramPhones, sender: TelegramSender, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.act(CHAT, text="hello")
    sender.send(str(CHAT), WORDS)
    failure_of(sender, "999")
    ours = [record for record in caplog.records if not record.name.startswith(("asyncio", "uvicorn"))]
    logged = " ".join(record.getMessage() for record in ours)
    assert not [secret for secret in (str(CHAT), "morning", BOT_TOKEN) if secret in logged]


@pytest.mark.parametrize("status", [500, 502])
def test_telegram_out_of_order_is_temporary(telegram: TelegramPhones, sender: TelegramSender, status: int) -> None:
    telegram.act(CHAT, text="hello")
    telegram.go_wrong("error", status=status)
    failed = failure_of(sender)
    assert (failed.kind, failed.maybe_sent) == (FailureKind.TEMPORARY, True)


def test_telegram_hanging_ends_in_time_and_may_have_sent(telegram: TelegramPhones, sender: TelegramSender) -> None:
    telegram.act(CHAT, text="hello")
    telegram.go_wrong("accept_then_hang", seconds=1)
    failed = failure_of(sender)
    assert (failed.kind, failed.maybe_sent) == (FailureKind.TEMPORARY, True)
    assert telegram.received(CHAT) == [WORDS]
    assert sender.was_already_sent(str(CHAT), WORDS, datetime.now(UTC)) is None


def test_telegram_not_there_cannot_have_sent_anything() -> None:
    with closing(TelegramLine(BOT_TOKEN, "http://127.0.0.1:9", timeout=0.5)) as line:
        failed = failure_of(TelegramSender(line))
    assert (failed.code, failed.maybe_sent) == ("no_connection", False)


def test_many_threads_share_one_line(telegram: TelegramPhones, sender: TelegramSender) -> None:
    telegram.act(CHAT, text="hello")
    threads = [threading.Thread(target=sender.send, args=(str(CHAT), f"{n}")) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(telegram.received(CHAT)) == [f"{n}" for n in range(8)]


class Laptop:
    """Polling in a thread, with a list for an inbox."""

    def __init__(self, line: TelegramLine, fails: int = 0) -> None:
        self.got: list[Inbound] = []
        self.fails = fails
        self.stopped = threading.Event()
        self.polling = TelegramPolling(line, self.receive, long_poll=1)
        self.thread = threading.Thread(target=self.run)

    def receive(self, inbound: Inbound) -> None:
        if self.fails:
            self.fails -= 1
            raise OSError("the disk is full")
        self.got.append(inbound)

    def run(self) -> None:
        while not self.stopped.is_set():
            with suppress(OSError):
                self.polling.run(self.stopped)

    def __enter__(self) -> "Laptop":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self.thread.join()


def test_polling_hands_over_the_same_messages(telegram: TelegramPhones, line: TelegramLine) -> None:
    telegram.act(CHAT, text="before")
    with Laptop(line) as laptop:
        telegram.act(CHAT, "sticker")
        telegram.act(CHAT, text="after")
        wait_until(lambda: len(laptop.got) == 3, "three messages")
        wait_until(lambda: telegram.pending() == 0, "them to be confirmed")
    assert [(one.text, one.kind) for one in laptop.got] == [
        ("before", MessageKind.TEXT),
        ("", MessageKind.STICKER),
        ("after", MessageKind.TEXT),
    ]


def test_polling_takes_over_from_a_webhook(telegram: TelegramPhones, line: TelegramLine, webhook: Inbox) -> None:
    with Laptop(line) as laptop:
        wait_until(lambda: not telegram.webhook(), "the webhook to be taken away")
        telegram.act(CHAT, text="hello")
        wait_until(lambda: len(laptop.got) == 1, "the message")
    assert not webhook.came


def test_a_message_that_could_not_be_kept_comes_again(telegram: TelegramPhones, line: TelegramLine) -> None:
    telegram.act(CHAT, text="hello")
    with Laptop(line, fails=2) as laptop:
        wait_until(lambda: len(laptop.got) == 1, "the message")
    assert laptop.got[0].text == "hello"


def test_while_a_webhook_is_set_polling_is_refused(line: TelegramLine, webhook: Inbox) -> None:
    with pytest.raises(SendFailed, match="409"):
        line.call(lambda bot: bot.get_updates())
