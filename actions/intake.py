"""Taking the story: what one message adds to what is known. Pure; the same message heard twice adds nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions import exact, reading
from nightdoor.core.story import NEEDS, Story

QUESTIONS = ("what_happened", "needs", "place", "would_help", "safe_contact", "name", "consent")
"""What the form asks for, in this order."""

ANSWERED = frozenset({"ask_privacy", "are_you_a_robot", "what_happens_now", "thanks"})
"""Intents that are answered before the form goes on (data/rules/asides.yml)."""

ASIDES = ANSWERED | {"ask_human", "ask_services", "stop", "greet", "goodbye"}
"""Intents of a message that tells nothing: its words are not taken for an answer."""

CRISIS = "crisis_"
"""How the intents of danger begin."""

FREE = frozenset({"place", "would_help", "safe_contact", "name"})
"""Questions to which any words are an answer."""

LONGEST_ANSWER = 14
"""Words. A longer answer to "where do you live?" is more of the story."""

SHORT_REFUSAL = 5
"""Words. What the engine takes for a skip or a no is believed up to this length."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as the engine understood it; `asked` is the question it answers, or None."""

    text: str
    intent: str = "tell_story"
    needs: tuple[str, ...] = ()
    asked: str | None = None


def hear(story: Story, heard: Heard) -> Story:
    """Return the story with what this message tells: the answer to the question, and whatever else it says."""
    if not heard.text.strip():
        return story
    if heard.intent in ASIDES:
        return _particulars(story, heard.text)
    if heard.intent.startswith(CRISIS):
        return _with_words(_volunteered(story, heard), heard.text)
    if is_told(story):
        return _after_the_end(story, heard)
    answered = _answer(story, heard)
    return _volunteered(answered, heard)


def intent_of(understood: str, text: str, asked: str | None) -> str:
    """Return what a message is, seen with the question it answers.

    To the engine "Asha" sounds like a greeting, "Grace" like thanks and "any time" like goodbye: as an answer to a
    question that any words answer, they are one unless they are plainly nothing else.
    """
    sounds_like = understood in ("greet", "thanks", "goodbye") and asked in FREE
    return "tell_story" if sounds_like and not exact.is_courtesy(text) else understood


def interrupts(intent: str) -> bool:
    """Return whether a message of this intent is no answer to the form: it is answered, or a human is brought."""
    return intent in ANSWERED or intent in ("ask_human", "stop") or intent.startswith(CRISIS)


def is_told(story: Story) -> bool:
    """Return whether nothing is left to ask."""
    return next_question(story) is None


def next_question(story: Story) -> str | None:
    """Return the first question without an answer, or None when all is told."""
    return next((slot for slot in _order(story) if is_open(story, slot)), None)


def _order(story: Story) -> tuple[str, ...]:
    """Where somebody at home may be the danger, how to make contact safely comes before where and who."""
    if "domestic_abuse" not in story.needs:
        return QUESTIONS
    return ("what_happened", "needs", "safe_contact", *(q for q in QUESTIONS[2:] if q != "safe_contact"))


def is_open(story: Story, slot: str) -> bool:
    """Return whether this was never answered nor skipped."""
    return not story.needs if slot == "needs" else getattr(story, slot) is None


def _after_the_end(story: Story, heard: Heard) -> Story:
    if story.consent is False and exact.consent(heard.text):
        return replace(story, consent=True)
    if heard.intent in ("affirm", "deny", "skip"):
        return story
    corrected = _corrected(story, heard) if exact.puts_right(heard.text) else story
    return _with_words(replace(corrected, needs=_merged(corrected.needs, heard.needs)), heard.text)


def _answer(story: Story, heard: Heard) -> Story:
    text = heard.text.strip()
    asked = heard.asked or "what_happened"
    if asked == "consent":
        return _consent_answer(story, text)
    if heard.asked and _is_passed_over(heard, text):
        return _skipped(story, asked)
    if asked == "what_happened":
        return story if _says_nothing(heard) else _with_words(story, text)
    if exact.puts_right(text) and _corrected(story, heard) != story:
        return _with_words(_corrected(story, heard), text)
    if asked == "needs":
        return _with_words(replace(story, needs=_known(heard.needs) or ("other",)), text)
    if asked == "place":
        return _place_answer(story, text)
    if asked == "name":
        return replace(story, name=reading.name(text) or text)
    if asked == "would_help" and reading.safe_contact(text) == text:
        return replace(story, would_help="")
    return _answered(story, asked, text)


def _is_passed_over(heard: Heard, text: str) -> bool:
    if exact.is_skip(text):
        return True
    if heard.asked not in ("place", "would_help", "name"):
        return heard.intent == "skip" and heard.asked == "safe_contact"
    is_short = len(text.split()) <= SHORT_REFUSAL
    refused = heard.intent in ("skip", "deny", "affirm") or exact.is_no(text) or exact.is_yes(text)
    return is_short and refused


def _says_nothing(heard: Heard) -> bool:
    short = len(heard.text.split()) <= 3
    bare = exact.is_yes(heard.text) or exact.is_no(heard.text) or exact.is_skip(heard.text)
    return bare or (short and heard.intent in ("affirm", "deny"))


def _skipped(story: Story, asked: str) -> Story:
    return replace(story, needs=("other",)) if asked == "needs" else _answered(story, asked, "")


def _answered(story: Story, asked: str, text: str) -> Story:
    return Story.from_dict({**story.as_dict(), asked: text})


def _place_answer(story: Story, text: str) -> Story:
    if found := reading.place(text):
        return replace(story, place=found)
    if len(text.split()) <= LONGEST_ANSWER:
        return replace(story, place=text)
    return _with_words(replace(story, place=""), text)


def _consent_answer(story: Story, text: str) -> Story:
    said = False if exact.is_skip(text) else exact.consent(text)
    if said is None and len(text.split()) > LONGEST_ANSWER:
        return _with_words(story, text)
    return story if said is None else replace(story, consent=said)


def _volunteered(story: Story, heard: Heard) -> Story:
    wish = story.would_help or reading.would_help(heard.text) or story.would_help
    return replace(_particulars(story, heard.text), needs=_merged(story.needs, heard.needs), would_help=wish)


def _particulars(story: Story, text: str) -> Story:
    return replace(
        story,
        place=story.place or reading.place(text) or story.place,
        safe_contact=story.safe_contact or reading.safe_contact(text) or story.safe_contact,
        name=story.name or reading.name(text) or story.name,
    )


def _corrected(story: Story, heard: Heard) -> Story:
    place, name = reading.place(heard.text), reading.name(heard.text)
    return replace(story, place=place or story.place, name=name or story.name)


def _known(needs: Sequence[str]) -> tuple[str, ...]:
    return tuple(need for need in needs if need in NEEDS)


def _merged(known: tuple[str, ...], heard: Sequence[str]) -> tuple[str, ...]:
    merged = tuple(dict.fromkeys((*known, *_known(heard))))
    named = tuple(need for need in merged if need != "other")
    return named or merged


def _with_words(story: Story, text: str) -> Story:
    told, said = story.what_happened or "", text.strip()
    if f"\n{said}\n" in f"\n{told}\n":
        return story
    return replace(story, what_happened="\n".join(filter(None, (told, said))))
