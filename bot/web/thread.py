"""The thread as its resident reads it: who is speaking, when, and what may be answered with one tap."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from markupsafe import Markup, escape

from nightdoor.core.conversation import Holder
from nightdoor.core.message import Author
from nightdoor.store import Tx
from nightdoor.store.chat import Line, Standing, lines, standings

SKIP = ("Skip this question", "Skip")
ANSWERS = {
    "consent": (("Yes", "Yes"), ("No", "No")),
    "place": (SKIP,),
    "would_help": (SKIP,),
    "safe_contact": (SKIP,),
    "name": (SKIP,),
}
"""What a tap says for each question, as (button, words sent). A help only: typing does the same."""
_NUMBER = re.compile(r"(?<![\w£.:/-])(999|111|116 123|0\d{2,4} ?\d{3,4} ?\d{3,4})(?![\w:%/-]|\.\d)")


@dataclass(frozen=True)
class Said:
    """One line: ``speaker`` and ``role`` always tell whether a person or a machine wrote it."""

    id: int
    own: bool
    automatic: bool
    speaker: str
    role: str
    text: str
    at: datetime
    client_id: str = ""
    name: str = ""

    @property
    def words(self) -> Markup:
        """The text, escaped; in our lines every phone number can be tapped."""
        return escape(self.text) if self.own else dialable(self.text)


@dataclass(frozen=True)
class Thread:
    """Everything the chat page shows of one conversation."""

    said: tuple[Said, ...] = ()
    standing: Standing | None = None

    @property
    def waits(self) -> bool:
        """Whether an automatic reply is still to come."""
        return bool(self.said) and self.said[-1].own and not self.is_held

    @property
    def is_held(self) -> bool:
        """Whether a human has the conversation."""
        return self.standing is not None and self.standing.holder is Holder.HUMAN

    @property
    def is_waiting(self) -> bool:
        """Whether an alert is raised that nobody has acknowledged."""
        return self.standing is not None and self.standing.holder is Holder.WAITING

    @property
    def held_by(self) -> str:
        """The first name of the human who has it: who acknowledged the alert, else who wrote last, if known."""
        wrote = next((said.name for said in reversed(self.said) if said.name), "")
        return first_name(self.standing.held_by if self.standing else None) or wrote

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """The answers that one tap can give to the question that waits; none while a human has the conversation."""
        if self.standing is None or self.standing.holder is not Holder.BOT or not self.said or self.said[-1].own:
            return ()
        return ANSWERS["consent"] if self.standing.safety_asked else ANSWERS.get(self.standing.asked or "", ())


def dialable(text: str) -> Markup:
    """Return a text of ours, escaped, in which every phone number can be tapped."""
    return Markup(_NUMBER.sub(_call, str(escape(text))))  # noqa: S704 - escaped just before


def read_thread(tx: Tx, address: str) -> Thread:
    """Return the newest conversation of an address; an empty thread where there is none yet."""
    standing = standings(tx, [address]).get(address)
    if standing is None:
        return Thread()
    return Thread(tuple(_said(line, address) for line in lines(tx, standing.conversation_id)), standing)


def provider_id(address: str, client_id: str, text: str) -> str:
    """Return the id of a message that is unique on this channel: nobody can take another visitor's id.

    The same id with other words is another message: a page that came back from a cache must not swallow it.
    """
    return f"{address}:{client_id}:{sha256(text.encode()).hexdigest()[:8]}"


def first_name(name: str | None) -> str:
    """Return how staff are called before residents: by the first name alone."""
    return name.split()[0] if name and name.strip() else ""


def _said(line: Line, address: str) -> Said:
    own = line.author is Author.RESIDENT
    speaker, role = _who(line)
    name = first_name(line.name)
    client_id = (line.provider_id or "").removeprefix(f"{address}:").partition(":")[0] if own else ""
    return Said(line.id, own, line.author is Author.DOOR, speaker, role, line.text, line.at, client_id, name)


def _who(line: Line) -> tuple[str, str]:
    if line.author is Author.RESIDENT:
        return "You", ""
    if line.author is Author.DOOR:
        return "Nightdoor", "automatic"
    job = "duty worker" if line.author is Author.DUTY_WORKER else "case lead"
    name = first_name(line.name)
    return (name, f"{job}, a person") if name else (job.capitalize(), "a person")


def _call(found: re.Match[str]) -> str:
    number = found.group(0)
    return f'<a class="govuk-link" href="tel:{number.replace(" ", "")}">{number}</a>'
