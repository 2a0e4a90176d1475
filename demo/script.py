"""What to try, so that somebody new can play a whole night in one browser."""

from __future__ import annotations

from dataclasses import dataclass

Phone = str
SMS, TELEGRAM, WEB, STAFF, DUTY = "sms", "telegram", "web", "staff", "duty"


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of the night: what to do and what to look for. ``say`` is sent for you from ``where``."""

    where: Phone
    title: str
    look: str
    say: str = ""


NIGHT = (
    Step(
        SMS,
        "Somebody who is behind with the rent texts",
        "The door asks only for what it was not told, one question at a time. Answer them.",
        "im behind on my rent and dont know who to ask. i live by elm road",
    ),
    Step(
        TELEGRAM,
        "Somebody else may be in danger",
        "The safety reply comes at once. The alert is on the duty console, and the duty worker's phone gets a text.",
        "i cant do this anymore. ive taken all my tablets",
    ),
    Step(
        STAFF,
        "The duty worker answers",
        "Sign in as demo-duty, or tap the link on their phone. Acknowledge, read, write. The bot is silent.",
    ),
    Step(
        TELEGRAM,
        "The resident reads it and writes again",
        "It is on the duty console. When they are safe, stand down with an outcome.",
        "ok. im here. my sister is coming",
    ),
    Step(
        WEB,
        "A neighbour writes in the web chat",
        "Try it, then press Exit this page and go Back: nothing is left behind.",
    ),
    Step(
        SMS,
        "Nobody acknowledges",
        "Leave this alert alone. After the time set, the resident is told so honestly, with who to ring.",
        "he is outside my door and says he will kill me",
    ),
    Step(
        SMS,
        "Enough",
        "STOP is obeyed as the networks expect. START brings the door back.",
        "STOP",
    ),
    Step(
        STAFF,
        "The morning",
        "Sign in as demo-lead. Each conversation is one summary in the queue, in the resident's own words.",
    ),
)

SUGGESTIONS: dict[Phone, tuple[str, ...]] = {
    SMS: (
        "they cut my electric off, i have a baby",
        "this phone is killing me lol",
        "im in debt and cant sleep",
        "can i talk to a person",
    ),
    TELEGRAM: (
        "/start",
        "mum died last week and im on my own",
        "who sees what i write?",
        "i want to hurt myself",
    ),
}
"""Short things to send, phone by phone. The duty worker's phone only takes."""
