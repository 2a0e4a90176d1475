"""Answers that count only when they are exact: yes, no, and skip."""

from __future__ import annotations

import re

YES = frozenset(
    {
        *(
            "yes",
            "y",
            "yes please",
            "yes pls",
            "yep",
            "yeah",
            "yea",
            "yh",
            "yup",
            "ok yes",
            "yes ok",
            "yes i do",
        ),
        *(
            "i agree",
            "yes i agree",
            "i consent",
            "yes i consent",
            "yes you can",
            "yes you may",
            "yes thats fine",
        ),
        *("yes that is fine", "yes thank you", "yes thanks", "pass it on", "yes pass it on"),
    }
)
NO = frozenset(
    {
        *(
            "no",
            "n",
            "nope",
            "nah",
            "no thanks",
            "no thank you",
            "no thankyou",
            "dont",
            "do not",
            "no dont",
            "no do not",
        ),
        *("i do not agree", "i dont agree", "no i do not", "no i dont", "i do not consent", "i dont consent"),
        *("dont pass it on", "do not pass it on", "no dont pass it on", "no do not pass it on"),
    }
)
SKIP = frozenset(
    {
        *(
            "skip",
            "pass",
            "next",
            "skip it",
            "skip this",
            "skip that",
            "skip this one",
            "next question",
            "no comment",
        ),
        *("rather not say", "id rather not say", "i would rather not say", "prefer not to say", "rather not"),
        *(
            "i prefer not to say",
            "dont want to say",
            "i dont want to say",
            "dont know",
            "i dont know",
            "dunno",
        ),
        *("i dunno", "idk", "not sure", "im not sure", "no idea", "nothing", "none", "n/a", "na"),
    }
)

COURTESY = frozenset(
    {
        *(
            "hi",
            "hello",
            "hey",
            "hiya",
            "hi there",
            "hello there",
            "good evening",
            "evening",
            "morning",
            "good morning",
        ),
        *("thanks", "thank you", "thankyou", "thx", "ta", "cheers", "many thanks", "ok thanks", "ok thank you"),
        *("bye", "goodbye", "bye bye", "good night", "goodnight", "night", "see you", "thanks bye", "bye thanks"),
    }
)


def plain(text: str) -> str:
    """Return the words alone: lower case, no punctuation or apostrophes, single spaces."""
    return " ".join(re.sub(r"[^\w/ ]", "", text.lower().replace("-", " ")).split())


def consent(text: str) -> bool | None:
    """Return True or False only for an exact yes or no. "Maybe", "ok" and "I suppose" are neither."""
    words = plain(text)
    if words in YES:
        return True
    return False if words in NO else None


def is_skip(text: str) -> bool:
    """Return whether the whole message asks to leave the question out."""
    return plain(text) in SKIP


def is_no(text: str) -> bool:
    """Return whether the whole message is a no."""
    return plain(text) in NO


def is_yes(text: str) -> bool:
    """Return whether the whole message is a yes."""
    return plain(text) in YES


_PUTS_RIGHT = re.compile(
    r"^(?:no,? )?(?:sorry|actually|oops|correction)\b|\bi meant\b|\btypo\b|\bwrong (?:postcode|name|street|address)\b",
    re.IGNORECASE,
)


def puts_right(text: str) -> bool:
    """Return whether the words say that something said before was wrong."""
    return bool(_PUTS_RIGHT.search(text))


def is_courtesy(text: str) -> bool:
    """Return whether the whole message greets, thanks or takes leave, and tells nothing."""
    return plain(text) in COURTESY
