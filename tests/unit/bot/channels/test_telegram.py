"""Messages as Telegram hands them over."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.parsed import Ignored, RefusedWebhook
from bot.channels.telegram import TelegramWebhook, button_answer, read_update
from nightdoor.core.message import Channel, Inbound, MessageKind
from tests.support.telegram_bodies import CHAT, GROUP, PERSON, SECRET, body, message, text, update
from tests.unit.bot.channels.telegram_bodies import IN_A_GROUP, LEFT_ALONE, QUERY, READ, REFUSED

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DOOR = TelegramWebhook(SECRET)


def read(data: object) -> Inbound | Ignored:
    return DOOR.read(body(data), SECRET, NOW)


@pytest.mark.parametrize("name", READ)
def test_an_update_is_read(name: str) -> None:
    data, words, kind = READ[name]
    inbound = read(data)
    assert isinstance(inbound, Inbound)
    assert (inbound.channel, inbound.address) == (Channel.TELEGRAM, str(CHAT))
    assert (inbound.text, inbound.kind, inbound.received_at) == (words, kind, NOW)


@pytest.mark.parametrize("name", IN_A_GROUP)
def test_whatever_is_said_in_a_group_is_a_groups(name: str) -> None:
    inbound = read(IN_A_GROUP[name])
    assert isinstance(inbound, Inbound)
    assert (inbound.kind, inbound.address) == (MessageKind.GROUP, str(GROUP["id"]))


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_an_update_that_is_nothing_to_us_is_left_alone(name: str) -> None:
    assert isinstance(read(LEFT_ALONE[name]), Ignored)


@pytest.mark.parametrize("name", REFUSED)
def test_what_telegram_would_never_send_is_refused(name: str) -> None:
    with pytest.raises(RefusedWebhook) as refused:
        DOOR.read(REFUSED[name], SECRET, NOW)
    assert refused.value.status == 400


def test_a_megabyte_is_refused() -> None:
    with pytest.raises(RefusedWebhook) as refused:
        read(text("a" * 1_000_000))
    assert refused.value.status == 413


@pytest.mark.parametrize("header", [None, "", "a", SECRET[:-1], SECRET + "x", SECRET.upper(), "é"])
def test_without_the_secret_nothing_is_read(header: str | None) -> None:
    with pytest.raises(RefusedWebhook) as refused:
        DOOR.read(body(text("hi")), header, NOW)
    assert refused.value.status == 403


def test_a_webhook_without_a_secret_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="secret token"):
        TelegramWebhook("")


def test_an_update_repeated_is_the_same_message() -> None:
    assert read(text("hi")) == read(text("hi"))


def test_a_message_and_each_edit_of_it_are_different_messages() -> None:
    updates = [
        {"update_id": 1, "message": message(text="a")},
        {"update_id": 2, "edited_message": message(text="b", edit_date=5)},
        {"update_id": 3, "edited_message": message(text="c", edit_date=5)},
    ]
    inbound = [read(data) for data in updates]
    assert len({one.provider_id for one in inbound if isinstance(one, Inbound)}) == 3


def test_a_button_is_answered_in_the_same_breath() -> None:
    expected = {"method": "answerCallbackQuery", "callback_query_id": QUERY["id"]}
    assert button_answer(body(update(callback_query=QUERY))) == expected


@pytest.mark.parametrize("data", [text("hi"), update(callback_query=[]), text('"callback_query"')])
def test_nothing_else_is_answered_as_a_button(data: dict[str, Any]) -> None:
    assert button_answer(body(data)) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(PERSON),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
part_names = st.sampled_from([*message(), "text", "caption", "photo", "sticker", "voice", "reply_to_message"])


@given(st.dictionaries(part_names, json_values), st.sampled_from(["message", "edited_message", "callback_query"]))
def test_no_update_however_odd_makes_anything_but_a_message_or_a_shrug(parts: dict[str, Any], where: str) -> None:
    data = update(**{where: message(text="hi") | QUERY | parts})
    assert isinstance(read_update(data, NOW), Inbound | Ignored)
