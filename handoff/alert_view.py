"""What the duty console shows: the list of open alerts, and one alert with its conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handoff.marked import Piece, pieces
from handoff.paging_state import watch_trouble
from handoff.room import Room
from nightdoor.core.alert import NOBODY_YET, Alert
from nightdoor.core.conversation import Contact, Conversation
from nightdoor.core.message import Author, DeliveryStatus, Message
from nightdoor.store import Tx, alerts, contacts, messages, staff

LEVELS = {"emergency": "Emergency", "very_urgent": "Very urgent"}
"""The levels that raise an alert, as staff read them."""

DELIVERY = {
    None: "Shown in the web chat",
    DeliveryStatus.WAITING: "On its way",
    DeliveryStatus.SENDING: "On its way",
    DeliveryStatus.ACCEPTED: "Sent",
    DeliveryStatus.DELIVERED: "Delivered",
    DeliveryStatus.TEMPORARY_FAILURE: "Not delivered",
    DeliveryStatus.PERMANENT_FAILURE: "Not delivered",
    DeliveryStatus.TECHNICAL_FAILURE: "Not delivered: our fault",
    DeliveryStatus.OPTED_OUT: "Not sent: they sent STOP",
    DeliveryStatus.CANCELLED: "Not sent: you took over first",
}
OPENING = "I am a person on duty and I have read what you wrote. Are you safe right now?"
SAFE_TO_WRITE = "I am a person on duty. Is it safe for you to write right now?"
NOT_THERE = {
    DeliveryStatus.TEMPORARY_FAILURE,
    DeliveryStatus.PERMANENT_FAILURE,
    DeliveryStatus.TECHNICAL_FAILURE,
    DeliveryStatus.OPTED_OUT,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One open alert in the list: nothing that a resident said, and nobody's name but the duty worker's."""

    alert: Alert
    level: str
    channel: str
    waits: bool
    held_by: str


@dataclass(frozen=True, slots=True)
class Console:
    """The list, and whether anybody is being paged."""

    rows: Sequence[Row]
    waiting: int
    watch_trouble: str | None
    pages_a_phone: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One message in the thread; ``mark`` says what became of ours, ``lost`` that it did not reach them."""

    message: Message
    pieces: Sequence[Piece]
    mark: str
    lost: bool


@dataclass(frozen=True, slots=True)
class AlertView:
    """One alert with everything known."""

    alert: Alert
    level: str
    conversation: Conversation
    contact: Contact
    thread: Sequence[Said]
    raised_by: Said
    held_by: str
    waits: bool

    @property
    def do_not_ring(self) -> bool:
        """Whether somebody else may hold the phone."""
        return "domestic_abuse" in self.alert.kinds

    @property
    def opening(self) -> str:
        """Return words to begin with, for the duty worker to change and to send; "" once one has written."""
        if any(said.message.author is Author.DUTY_WORKER for said in self.thread):
            return ""
        return SAFE_TO_WRITE if self.do_not_ring else OPENING

    @property
    def last_id(self) -> int:
        """Return the id of the newest message shown."""
        return self.thread[-1].message.id


def console(tx: Tx, room: Room) -> Console:
    """Return the list: those that nobody has first, then by level, then the oldest."""
    names = staff.names(tx)
    rows = [_row(tx, alert, names) for alert in alerts.open_alerts(tx)]
    rows.sort(key=lambda row: (not row.waits, row.alert.level != "emergency", row.alert.raised_at))
    return Console(rows, sum(row.waits for row in rows), watch_trouble(tx, room), room.pages_a_phone)


def alert_view(tx: Tx, alert_id: int) -> AlertView:
    """Return one alert. Raises NoResultFound."""
    alert = alerts.get_alert(tx, alert_id)
    conversation = contacts.get_conversation(tx, alert.conversation_id)
    thread = _thread(tx, alert)
    return AlertView(
        alert=alert,
        level=LEVELS.get(alert.level, alert.level),
        conversation=conversation,
        contact=contacts.get_contact(tx, conversation.contact_id),
        thread=thread,
        raised_by=next(said for said in thread if said.message.id == alert.message_id),
        held_by=staff.names(tx).get(alert.acknowledged_by or 0, ""),
        waits=alert.state in NOBODY_YET,
    )


def newest_change(view: AlertView) -> tuple[object, ...]:
    """Return what tells an open page that the alert itself has moved on."""
    return view.alert.state, view.alert.acknowledged_by


def _thread(tx: Tx, alert: Alert) -> list[Said]:
    """Return the whole conversation, the words that triage found marked."""
    found = messages.assessed(tx, alert.conversation_id)
    return [
        Said(
            message,
            pieces(message.text, found.get(message.id, ())),
            "" if message.inbound else DELIVERY[message.delivery],
            message.delivery in NOT_THERE,
        )
        for message in messages.thread(tx, alert.conversation_id)
    ]


def _row(tx: Tx, alert: Alert, names: dict[int, str]) -> Row:
    channel = contacts.get_conversation(tx, alert.conversation_id).channel
    held_by = names.get(alert.acknowledged_by or 0, "")
    return Row(alert, LEVELS.get(alert.level, alert.level), channel, alert.state in NOBODY_YET, held_by)
