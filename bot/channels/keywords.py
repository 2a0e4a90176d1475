"""The words by which a phone stops and starts messages, as Twilio and the UK networks know them.

Twilio blocks the number on its own at STOP and the like (error 21610 afterwards), so we must know of it too.
Only a message that is the word alone counts: "please stop him" is somebody's story.
"""

from __future__ import annotations

from nightdoor.core.message import MessageKind

STOP_WORDS = frozenset(
    {"stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "arret", "optout", "revoke"}
)
START_WORDS = frozenset({"start", "unstop"})
"""Without "yes", which Twilio counts too: here it is far more often the answer to a question of ours."""
HELP_WORDS = frozenset({"help", "info"})

_KINDS = {
    **dict.fromkeys(STOP_WORDS, MessageKind.OPT_OUT),
    **dict.fromkeys(START_WORDS, MessageKind.OPT_IN),
    **dict.fromkeys(HELP_WORDS, MessageKind.HELP),
}


def kind_of_words(text: str) -> MessageKind:
    """Return EMPTY for nothing at all, the keyword's kind for a keyword alone, else TEXT."""
    if not text:
        return MessageKind.EMPTY
    return _KINDS.get(text.strip().casefold(), MessageKind.TEXT)
