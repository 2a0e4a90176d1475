"""What a text message costs and where it may be cut: GSM-7, UCS-2, segments (3GPP TS 23.038 and 23.040)."""

from __future__ import annotations

import re
from collections.abc import Iterable

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""Characters that take one septet."""

EXTENSION = frozenset("^{}\\[~]|€\f")
"""Characters that take two: an escape and a second septet, which no segment may part."""

GSM_SINGLE, GSM_JOINED = 160, 153
UCS2_SINGLE, UCS2_JOINED = 70, 67

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022\u2023\u00b7", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t", " "),
        **dict.fromkeys("\u200b\ufeff\u2060\u00ad", ""),
        "\u2026": "...",
    }
)
"""Quotes, dashes and bullets, odd spaces, marks that draw nothing, the ellipsis."""

_PARAGRAPH = re.compile(r"\n\s*\n\s*")
_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+|\n\s*")
_CLAUSE = re.compile(r"(?<=[,;:])\s+|\s+(?=- )")
_WORD = re.compile(r"\s+")
_NUMBER_GAP = re.compile(r"(?<=\d) (?=\d)")
_BINDS_TO_THE_LEFT = frozenset("\u200d\ufe0e\ufe0f\u20e3") | {chr(c) for c in range(0x1F3FB, 0x1F400)}


def to_gsm(text: str) -> str:
    """Return the text with curly quotes, long dashes and odd spaces made plain, so that it can stay in GSM-7.

    Only what loses no meaning: letters that GSM-7 has not (Welsh ŵ, Polish ł) and emoji stay as they are.
    """
    return text.replace("\r\n", "\n").translate(_PLAIN)


def is_gsm(text: str) -> bool:
    """Return whether every character is in GSM-7, so that the message need not go as UCS-2."""
    return all(char in BASIC or char in EXTENSION for char in text)


def segments(text: str) -> int:
    """Return how many segments the text is sent in, at least 1."""
    gsm = is_gsm(text)
    single, joined = (GSM_SINGLE, GSM_JOINED) if gsm else (UCS2_SINGLE, UCS2_JOINED)
    widths = [_width(char, gsm) for char in text]
    return 1 if sum(widths) <= single else _packed(widths, joined)


def split_for_sms(text: str, most_segments: int = 3) -> list[str]:
    """Return the messages to send, in order, each of at most ``most_segments`` segments; none if blank.

    Cuts at the end of a paragraph, else of a sentence, a clause, a word. Inside a word, an address or a
    number ("116 123" is one) only where it alone is longer than a message. `to_gsm` is applied first.
    """
    rest, parts = to_gsm(text).strip(), []
    while rest:
        cut = _cut(rest, _longest_prefix(rest, most_segments))
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return parts


def _width(char: str, gsm: bool) -> int:
    if gsm:
        return 2 if char in EXTENSION else 1
    return 2 if ord(char) > 0xFFFF else 1


def _packed(widths: Iterable[int], joined: int) -> int:
    """Count segments filled one after another; a character of two units is never parted."""
    count, used = 1, 0
    for width in widths:
        if used + width > joined:
            count, used = count + 1, 0
        used += width
    return count


def _longest_prefix(text: str, most: int) -> int:
    """Return how many characters fit: as GSM-7 up to the first other character, or as UCS-2."""
    foreign = next((at for at, char in enumerate(text) if not is_gsm(char)), len(text))
    as_gsm = _fit(text[:foreign], most, gsm=True)
    return max(as_gsm, _fit(text, most, gsm=False))


def _fit(text: str, most: int, gsm: bool) -> int:
    single, joined = (GSM_SINGLE, GSM_JOINED) if gsm else (UCS2_SINGLE, UCS2_JOINED)
    total = used = fits = 0
    count = 1
    for at, char in enumerate(text, 1):
        width = _width(char, gsm)
        total += width
        if used + width > joined:
            count, used = count + 1, 0
        used += width
        if total <= single or count <= most:
            fits = at
        else:
            break
    return fits


def _cut(text: str, room: int) -> int:
    """Return where to cut: at the best border that leaves the message reasonably full."""
    if room >= len(text):
        return len(text)
    for border, least in ((_PARAGRAPH, 0.5), (_SENTENCE, 0.35), (_CLAUSE, 0.5), (_WORD, 0.0)):
        ends = [end for end in _borders(border, text, room) if end >= max(1, room * least)]
        if ends:
            return ends[-1]
    return _hard_cut(text, room)


def _borders(border: re.Pattern[str], text: str, room: int) -> list[int]:
    gaps = {found.start() for found in _NUMBER_GAP.finditer(text)}
    found = (match for match in border.finditer(text, 0, room + 1) if match.start() not in gaps)
    return [start for start in (_first_space(match) for match in found) if 0 < start <= room]


def _first_space(match: re.Match[str]) -> int:
    """Return where the white space of a border begins: closing quotes stay with their sentence."""
    return match.end() - len(match.group().lstrip("\"')]"))


def _hard_cut(text: str, room: int) -> int:
    """Cut inside a word, yet not inside one drawn character (an emoji of a family) if it can be helped."""
    cut = room
    while cut > 1 and (text[cut] in _BINDS_TO_THE_LEFT or text[cut - 1] == "\u200d"):
        cut -= 1
    return cut if cut > 1 else room
