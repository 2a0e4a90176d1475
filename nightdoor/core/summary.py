"""The structured summary of a conversation: what a case lead reads in the morning, in SBAR order.

Words, facts and times, each with the messages it rests on. Never a grade of a person (NICE NG225).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from nightdoor.core.alert import OUTCOMES, Alert, AlertState
from nightdoor.core.case import CaseItem
from nightdoor.core.conversation import Contact, Conversation
from nightdoor.core.labels import BECAUSE, CHANNELS, in_words, reached_at
from nightdoor.core.message import Author, DeliveryStatus, Message
from nightdoor.core.story import NEEDS, Story
from nightdoor.core.times import day_and_time

_ASKED = {
    "what_happened": "What happened",
    "place": "Where they are",
    "would_help": "What would help",
    "name": "A name to use",
    "safe_contact": "How and when it is safe to contact them",
    "consent": "Whether we may pass the story on",
}
_LOST = (DeliveryStatus.PERMANENT_FAILURE, DeliveryStatus.TECHNICAL_FAILURE, DeliveryStatus.OPTED_OUT)
NOT_KNOWN = "Not known. Do not ring, write or visit before you know that it is safe."
AS_AGREED = "Not asked by the assistant. Keep to what was agreed and promised above."
WITHHELD = "They did not agree to pass their story on, so it is not shown. Do not look for them or contact them"
KEEP_PROMISE = f"{WITHHELD}, but for what was promised."


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised to the resident in the team's name."""

    words: str
    made_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A service the resident was told about: its name, and the name said to them, which may be a neutral one."""

    name: str
    said_as: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a summary is made from."""

    case: CaseItem
    contact: Contact
    conversation: Conversation
    messages: Sequence[Message]
    alerts: Sequence[Alert] = ()
    promises: Sequence[Promise] = ()
    offered: Sequence[Offered] = ()
    staff: dict[int, str] | None = None

    @property
    def story(self) -> Story:
        """What the resident told."""
        return self.conversation.story

    @property
    def is_withheld(self) -> bool:
        """Whether the resident said no to passing the story on."""
        return self.story.consent is False


@dataclass(frozen=True, slots=True)
class Line:
    """One fact. ``evidence`` are the ids of the messages it rests on; a ``quote`` is in a resident's own words."""

    text: str
    evidence: tuple[int, ...] = ()
    quote: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the summary, in order."""

    title: str
    lines: tuple[Line, ...]


def summarise(facts: Facts) -> tuple[Section, ...]:
    """Return the sections in SBAR order, the empty ones left out.

    Where the resident did not agree to pass their story on, what they told and who they are is left out: only that
    somebody wrote, what was done about danger, and what was promised remain, with the safe way to keep the promise.
    """
    sections = _withheld(facts) if facts.is_withheld else _whole(facts)
    return tuple(Section(title, lines) for title, lines in sections if lines)


def _whole(facts: Facts) -> list[tuple[str, tuple[Line, ...]]]:
    return [
        ("Situation", (*_why(facts), *_danger(facts), *_needs(facts))),
        ("Background", _background(facts)),
        ("What the resident asked for", _told(facts, "would_help")),
        ("What was offered or promised", (*_offered(facts), *_promised(facts), *_not_delivered(facts))),
        ("What was not asked", _not_asked(facts)),
        ("Safe contact", _safe_contact(facts)),
        ("Consent", (Line(_consent(facts.story)),)),
        ("In the resident's own words", _quotes(facts.messages)),
    ]


def _withheld(facts: Facts) -> list[tuple[str, tuple[Line, ...]]]:
    return [
        ("Situation", (*_why(facts), *_danger(facts))),
        ("What was offered or promised", _promised(facts)),
        ("Safe contact", _safe_contact(facts) if facts.promises else ()),
        ("Consent", (Line(KEEP_PROMISE if facts.promises else f"{WITHHELD}."),)),
    ]


def _why(facts: Facts) -> tuple[Line, ...]:
    channel, opened = CHANNELS[facts.conversation.channel], day_and_time(facts.conversation.opened_at)
    wrote = Line(f"Wrote by {channel} on {opened}.")
    return (wrote,) if facts.alerts else (wrote, Line(f"{BECAUSE[facts.case.because]}."))


def _danger(facts: Facts) -> tuple[Line, ...]:
    return tuple(line for alert in facts.alerts for line in _alert_lines(alert, facts.staff or {}))


def _alert_lines(alert: Alert, names: dict[int, str]) -> Iterable[Line]:
    evidence = (alert.message_id,)
    yield Line(f"Alert at {day_and_time(alert.raised_at)}: {in_words(alert.kinds)}.", evidence)
    if alert.acknowledged_at is None:
        yield Line("Nobody acknowledged the alert.", evidence)
        return
    who = names.get(alert.acknowledged_by or 0, "A duty worker")
    yield Line(f"{who} took it at {day_and_time(alert.acknowledged_at)}.", evidence)
    if alert.state is AlertState.STOOD_DOWN and alert.stood_down_at is not None:
        outcome = OUTCOMES.get(alert.outcome or "", "No outcome kept")
        yield Line(f"Stood down at {day_and_time(alert.stood_down_at)}: {outcome}.", evidence)
    else:
        yield Line("A duty worker still has it.", evidence)
    if alert.agreed:
        yield Line(f"Agreed: {alert.agreed}", evidence)


def _needs(facts: Facts) -> tuple[Line, ...]:
    needs = in_words(facts.story.needs, NEEDS)
    return (Line(f"About: {needs}."),) if needs else ()


def _background(facts: Facts) -> tuple[Line, ...]:
    told = _told(facts, "what_happened")
    for field, label in (("place", "Where"), ("name", "Name to use")):
        told += tuple(Line(f"{label}: {line.text}", line.evidence) for line in _told(facts, field))
    return told


def _told(facts: Facts, field: str) -> tuple[Line, ...]:
    value = getattr(facts.story, field)
    return (Line(value, said_in(value, facts.messages)),) if value else ()


def _offered(facts: Facts) -> tuple[Line, ...]:
    return tuple(
        Line(f"Told about {one.name}{_said_as(one)}.", said_in(one.said_as, facts.messages, by=Author.DOOR))
        for one in facts.offered
    )


def _said_as(one: Offered) -> str:
    """Say what name they know it by, so that staff do not give it away on a phone that somebody else reads."""
    return "" if one.said_as == one.name else f", to them as \u201c{one.said_as}\u201d"


def _promised(facts: Facts) -> tuple[Line, ...]:
    return tuple(Line(f"Promised: {promise.words}{_by_when(promise)}") for promise in facts.promises)


def _by_when(promise: Promise) -> str:
    return "" if promise.due_at is None else f" (by {day_and_time(promise.due_at)})"


def _not_delivered(facts: Facts) -> tuple[Line, ...]:
    lost = tuple(message.id for message in facts.messages if message.delivery in _LOST)
    what = "1 message" if len(lost) == 1 else f"{len(lost)} messages"
    return (Line(f"{what} of ours did not reach the resident.", lost),) if lost else ()


def _not_asked(facts: Facts) -> tuple[Line, ...]:
    """Name what nobody asked (``None``), and what was asked and left open or skipped (``""``)."""
    lines = []
    for field, label in _ASKED.items():
        value = getattr(facts.story, field)
        if value is None:
            asked = facts.conversation.asked == field
            lines.append(Line(f"{label}: asked, no answer yet." if asked else f"{label}."))
        elif value == "":
            lines.append(Line(f"{label}: asked, and they would rather not say."))
    return tuple(lines)


def _safe_contact(facts: Facts) -> tuple[Line, ...]:
    agreed = any(alert.agreed or facts.promises for alert in facts.alerts)
    told = _told(facts, "safe_contact") or (Line(AS_AGREED if agreed else NOT_KNOWN),)
    stop = (Line("They sent STOP: do not text them."),) if facts.contact.opted_out else ()
    return (*told, *stop, Line(f"They wrote {reached_at(facts.contact)}."))


def _consent(story: Story) -> str:
    agreed = "Agreed to pass the story on."
    return agreed if story.consent else "Not known: the resident has not said whether we may pass the story on."


def _quotes(messages: Sequence[Message]) -> tuple[Line, ...]:
    own = (message for message in messages if message.inbound and message.text)
    return tuple(Line(message.text, (message.id,), quote=True, at=message.at) for message in own)


def said_in(words: str, messages: Sequence[Message], by: Author = Author.RESIDENT) -> tuple[int, ...]:
    """Return the ids of the messages that hold these words, or whose words these hold; none where nobody said so."""
    wanted = words.casefold()
    said = ((message.id, message.text.casefold()) for message in messages if message.author is by and message.text)
    return tuple(number for number, text in said if wanted in text or text in wanted.split("\n"))
