"""The thread as its resident reads it."""

from datetime import UTC, datetime

import pytest

from bot.web.thread import Said, provider_id, read_thread
from nightdoor.core.conversation import Holder
from nightdoor.core.message import Author, Channel, Inbound
from nightdoor.store import Database, contacts, messages

NOW = datetime(2026, 7, 22, 1, 5, tzinfo=UTC)


def _said(text: str, *, own: bool = False) -> Said:
    return Said(1, own, not own, "Nightdoor", "automatic", text, NOW)


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("Call 999 now.", ["999"]),
        ("Samaritans: 116 123.", ["116123"]),
        ("NHS 111, option 2", ["111"]),
        ("Ring 0808 2000 247 or 020 7946 0018", ["08082000247", "02079460018"]),
        ("You owe £999 on 0111", []),
        ("see https://example.org/999", []),
        ("at 9991 or 19:999", []),
        ("costs 111.50", []),
    ],
)
def test_phone_numbers_of_ours_can_be_tapped(text: str, calls: list[str]) -> None:
    assert [part.partition('"')[0] for part in str(_said(text).words).split("tel:")[1:]] == calls


def test_words_are_escaped_and_a_residents_numbers_left_alone() -> None:
    assert str(_said("<i>999</i>", own=True).words) == "&lt;i&gt;999&lt;/i&gt;"
    assert "<i>" not in str(_said("<i>999</i>").words)


def test_the_same_id_with_other_words_is_another_message() -> None:
    assert provider_id("a", "1", "x") != provider_id("a", "1", "y")
    assert provider_id("a", "1", "x") != provider_id("b", "1", "x")
    assert len(provider_id("a" * 32, "1" * 64, "x" * 10_000)) <= 128


def test_the_thread_says_who_wrote_each_line(database: Database) -> None:
    with database.transaction() as tx:
        person = contacts.find_or_add_contact(tx, Channel.WEB, "here", NOW)
        conversation = contacts.open_conversation(tx, person, NOW)
        inbound = Inbound(Channel.WEB, "here", provider_id("here", "id-1", "hello"), "hello", NOW)
        messages.add_inbound(tx, conversation.id, inbound)
        messages.add_words(tx, conversation.id, Author.DOOR, "Hello.", NOW)
        messages.add_words(tx, conversation.id, Author.DUTY_WORKER, "I am here.", NOW)
        contacts.set_holder(tx, conversation.id, Holder.HUMAN)
        thread = read_thread(tx, "here")
    assert [(said.speaker, said.role, said.own, said.automatic) for said in thread.said] == [
        ("You", "", True, False),
        ("Nightdoor", "automatic", False, True),
        ("Duty worker", "a person", False, False),
    ]
    assert thread.said[0].client_id == "id-1"
    assert thread.is_held
    assert thread.answers == ()


def test_an_address_without_a_conversation_has_an_empty_thread(database: Database) -> None:
    with database.look() as tx:
        assert read_thread(tx, "nowhere").said == ()
