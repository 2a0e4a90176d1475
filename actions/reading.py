"""Reading answers out of a resident's own words. Pure functions: text in, answer or nothing out."""

from __future__ import annotations

import re

POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?) ?([0-9][A-Z]{2})\b", re.IGNORECASE)
HALF_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]?\b")
"""The first half alone counts only in capitals: "m8" is a mate and "b4" is before."""

_BESIDE = r"(?:in|at|on|near|by|round|around|over in|behind)"
_LIVES = rf"(?:i|we)(?:'?m| am|'?re| are)? (?:(?:now|just|still) )?(?:live|living|stay|staying|based) {_BESIDE}"
_IS_AT = r"(?:i'?m|i am|we'?re|we are|flat|house|stuck|outside|here) (?:in|near|on|at|by)"
_END = r"(?= (?:and|but|with|for|since|because|cos|where|so|we|i|my|who|in|at|on|near|by|is)\b|[,.;!?\n]|$)"
LIVES_IN = re.compile(rf"\b{_LIVES} (?P<place>[\w'-]+(?: [\w'-]+){{0,4}}?){_END}", re.IGNORECASE)
IN_NAMED_PLACE = re.compile(r"(?<=\w )(?:in|near) (?P<place>(?:the )?[A-Z][a-z][\w'-]*(?: [A-Z][\w'-]+){0,3})")
AT_NAMED_PLACE = re.compile(rf"\b(?i:{_IS_AT}) (?P<place>(?:the )?[A-Z][\w'-]+(?: [A-Z][\w'-]+){{0,3}})")
STREET = re.compile(
    r"\b(?P<place>(?:[0-9]{1,4}[a-z]? )?(?:[a-z'-]+ ){1,3}"
    r"(?:road|street|avenue|lane|estate|close|crescent|gardens|court|tower|terrace))\b",
    re.IGNORECASE,
)
_NOT_A_PLACE = re.compile(
    "an?|my|our|your|his|her|their|this|that|fear|debt|pain|trouble|bed|care|need|tears|bits|hell|shock|limbo|own|edge"
    "|benefits|universal|hospital|prison|temporary|it|there|here|me|us|him|them|one|no|what|which|same|january|february"
    "|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|english"
)
_BEFORE_A_STREET = re.compile(
    "in|on|at|the|my|our|of|off|from|to|near|by|is|was|and|street|down|up|along|across|round|around|live|living"
    "|stay|staying|i|im|we|outside|behind|this|that|a|its"
)

NAME = re.compile(
    r"\b(?:my name(?:'?s| is)|name'?s|i'?m called|i am called|(?:you can |please |just )?call me|they call me)"
    r" (?P<name>[^\W\d_][\w'-]*(?-i:(?: [A-Z][\w'-]+)?))",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    "back|on|at|when|if|later|tomorrow|tonight|now|after|before|in|please|not|a|the|names|asap|any|anytime|for|to|and"
    "|by|but|or|only|instead|first|again|nothing|cos|because|so|stupid|mad|useless|worthless|crazy"
)

_MEANS = r"(?:ring|call|phone|text|txt|message|msg|contact|email|e-mail|write|knock|visit|whatsapp|come round|come to)"
SAFE_CONTACT = re.compile(
    rf"(?:\b(?:don'?t|do not|not safe to) {_MEANS}|\bnever {_MEANS} (?:me|us|here)"
    rf"|\b(?:only|best to|better to|safe to|safest to|ok to|fine to|you can|u can) {_MEANS}"
    rf"|\b{_MEANS}(?: me)? (?:only|after|before|between|in the|on this|at night|when|during|any ?time)"
    rf"|\b{_MEANS}(?: me)? (?:mornings|evenings|weekdays|weekends))",
    re.IGNORECASE,
)
WOULD_HELP = re.compile(
    r"\b(?:would help|just want|just need|i'?d like|i would like|can (?:someone|somebody|anyone)"
    r"|could (?:someone|somebody|anyone)|please can you|can you (?:find|get|send|tell|ask|help me (?:find|get|with))"
    r"|i need (?:a|an|some|someone|somebody|somewhere)|i need help (?:with|to|finding|getting)"
    r"|i need to (?:find|get|speak|talk|see))\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def sentence_with(pattern: re.Pattern[str], text: str) -> str | None:
    """Return the sentences of `text` in which the pattern is found, joined with a space, or None."""
    found = [sentence.strip() for sentence in SENTENCE.findall(text) if pattern.search(sentence)]
    return " ".join(found) or None


def postcode(text: str) -> str | None:
    """Return the first postcode, whole or its first half, as the Royal Mail writes it."""
    if whole := POSTCODE.search(text):
        return f"{whole[1]} {whole[2]}".upper()
    half = HALF_POSTCODE.search(text)
    return half[0] if half else None


def place(text: str) -> str | None:
    """Return where the writer says they live or are: a postcode, a named place or a street."""
    if code := postcode(text):
        return code
    for pattern in (LIVES_IN, AT_NAMED_PLACE, IN_NAMED_PLACE):
        for found in pattern.finditer(text):
            if not _NOT_A_PLACE.fullmatch(found["place"].lower().split()[0]):
                return found["place"]
    return _street(text)


def _street(text: str) -> str | None:
    found = STREET.search(text)
    if not found:
        return None
    words = found["place"].split()
    for index in range(len(words) - 2, -1, -1):
        if _BEFORE_A_STREET.fullmatch(words[index].lower()):
            words = words[index + 1 :]
            break
    return " ".join(words) if len(words) > 1 else None


def name(text: str) -> str | None:
    """Return the name the writer gives themselves ("my name is …", "call me …")."""
    for found in NAME.finditer(text):
        if not _NOT_A_NAME.fullmatch(found["name"].lower().split()[0]):
            return found["name"].title() if found["name"].islower() else found["name"]
    return None


def safe_contact(text: str) -> str | None:
    """Return the sentences that say how, when, or how not to make contact, in the writer's words."""
    return sentence_with(SAFE_CONTACT, text)


def would_help(text: str) -> str | None:
    """Return the sentences in which the writer asks for something, in the writer's words."""
    return sentence_with(WOULD_HELP, text)
