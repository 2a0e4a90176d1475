"""How staff read what the house calls by short names."""

from __future__ import annotations

from collections.abc import Iterable

from nightdoor.core.case import FiledBecause
from nightdoor.core.conversation import Contact
from nightdoor.core.message import Channel

KINDS = {
    "suicide": "Suicide",
    "self_harm": "Self-harm",
    "overdose": "Overdose",
    "domestic_abuse": "Domestic abuse",
    "violence": "Violence",
    "child_at_risk": "Child at risk",
    "adult_at_risk": "Adult at risk",
    "medical_emergency": "Medical emergency",
    "hazard": "Fire, gas or other hazard",
    "homeless_tonight": "Nowhere to sleep tonight",
    "young_person_alone": "Young person alone",
    "asked_for_human": "Asked for a person",
}
CHANNELS = {Channel.SMS: "text message", Channel.TELEGRAM: "Telegram", Channel.WEB: "web chat"}
BECAUSE = {
    FiledBecause.ALERT: "An alert was raised",
    FiledBecause.FINISHED: "The resident told their story to the end",
    FiledBecause.UNFINISHED: "Unfinished: the resident stopped writing",
    FiledBecause.STOOD_DOWN: "An alert was raised, and a duty worker stood it down",
    FiledBecause.ASKED_FOR_HUMAN: "The resident asked for a person",
    FiledBecause.ENGINE_FAILED: "The assistant failed. Nobody has answered the resident",
}


def in_words(kinds: Iterable[str], labels: dict[str, str] | None = None) -> str:
    """Return kinds or needs as staff read them: Suicide, self-harm."""
    known = KINDS if labels is None else labels
    names = [known.get(kind, kind.replace("_", " ").capitalize()) for kind in kinds]
    return ", ".join(names[:1] + [name[0].lower() + name[1:] for name in names[1:]])


def reached_at(contact: Contact) -> str:
    """Return how the resident reached us, with the number where there is one."""
    return {
        Channel.SMS: f"from the phone number {contact.address}",
        Channel.TELEGRAM: "on Telegram. Reply through the duty console",
        Channel.WEB: "in the web chat. There is no number to call back",
    }[contact.channel]
