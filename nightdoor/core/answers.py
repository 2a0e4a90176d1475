"""Plain yes and plain no, and nothing that only looks like one: "maybe" is neither."""

from __future__ import annotations

import re

_YES = frozenset(
    [
        "yes",
        "y",
        "yeah",
        "yea",
        "yep",
        "yup",
        "ya",
        "aye",
        "yh",
        "yeh",
        "ye",
        "yess",
        "yesss",
        "definitely",
        "i-am",
        "i-do",
        "yes-i-am",
        "yes-i-do",
        "yes-please",
        "yeah-i-am",
        "yes-to-both",
        "yh-i-am",
        "i-might",
        "yes-sorry",
    ]
)
_NO = frozenset(
    [
        "no",
        "n",
        "nah",
        "nope",
        "naw",
        "na",
        "no-thanks",
        "no-thank-you",
        "not-really",
        "no-im-ok",
        "no-im-safe",
        "im-safe",
        "im-ok",
        "no-i-am-not",
        "no-im-not",
        "im-not",
        "i-am-not",
        "no-not-really",
        "no-i-wont",
        "no-im-fine",
        "im-fine",
        "nah-im-ok",
    ]
)


def _plain(text: str) -> str:
    words = re.findall(r"[a-z]+", text.lower().replace("'", "").replace("\u2019", "")[:80])
    return "-".join(words)


def reads_as_yes(text: str) -> bool:
    """Whether the whole text is a plain yes."""
    return _plain(text) in _YES


def reads_as_no(text: str) -> bool:
    """Whether the whole text is a plain no."""
    return _plain(text) in _NO
