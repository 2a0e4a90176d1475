"""Say something to a resident: keep the words, and put them in the outbox of the resident's own channel."""

from __future__ import annotations

from datetime import datetime

from nightdoor.core.conversation import Contact, Conversation
from nightdoor.core.gsm import split_for_sms, to_gsm
from nightdoor.core.message import Author, Channel, DeliveryStatus
from nightdoor.store import Tx, contacts, messages, sends

TELEGRAM_LONGEST = 4000
"""Telegram takes 4,096 characters a message."""


def say(
    tx: Tx,
    conversation: Conversation,
    author: Author,
    text: str,
    now: datetime,
    *,
    staff_id: int | None = None,
    urgent: bool = False,
    already_sent: bool = False,
) -> int:
    """Keep what a human, or the door outside of a turn, says to a resident, and send it; return the message's id.

    ``urgent`` words overtake ordinary ones. ``already_sent``: they went out while the database was down.
    """
    message_id = messages.add_words(tx, conversation.id, author, text, now, staff_id=staff_id)
    _put_out(tx, conversation, message_id, text, now, urgent=urgent, already_sent=already_sent)
    return message_id


def reply(
    tx: Tx,
    conversation: Conversation,
    text: str,
    now: datetime,
    *,
    to: int,
    number: int,
    urgent: bool = False,
    already_sent: bool = False,
) -> int | None:
    """Answer one message automatically; return None, and say nothing, where reply ``number`` to it was said before."""
    message_id = messages.add_reply(tx, conversation.id, text, now, reply_to=to, reply_no=number)
    if message_id is not None:
        _put_out(tx, conversation, message_id, text, now, urgent=urgent, already_sent=already_sent)
    return message_id


def _put_out(
    tx: Tx, conversation: Conversation, message_id: int, text: str, now: datetime, *, urgent: bool, already_sent: bool
) -> None:
    if conversation.channel is Channel.WEB:
        return
    person = contacts.get_contact(tx, conversation.contact_id)
    for part in parts_for(conversation.channel, text):
        sends.add_send(
            tx,
            channel=conversation.channel,
            address=person.address,
            body=part,
            now=now,
            message_id=message_id,
            conversation_id=conversation.id,
            urgent=urgent,
            status=_first_status(person, already_sent),
        )


def _first_status(person: Contact, already_sent: bool) -> DeliveryStatus:
    if already_sent:
        return DeliveryStatus.ACCEPTED
    return DeliveryStatus.OPTED_OUT if person.opted_out else DeliveryStatus.WAITING


def parts_for(channel: Channel, text: str) -> list[str]:
    """Return the text in the parts that a channel takes."""
    if channel is Channel.SMS:
        return split_for_sms(to_gsm(text))
    return [text[start : start + TELEGRAM_LONGEST] for start in range(0, len(text), TELEGRAM_LONGEST)]
