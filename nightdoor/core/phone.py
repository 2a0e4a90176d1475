"""Telephone numbers as providers want them: E.164, with Ofcom's numbers for drama let through.

A number need not exist to be accepted (07700 900xxx never does): it need only have the right shape.
"""

from __future__ import annotations

import re

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_PUNCTUATION = re.compile(r"[\s().\-\u2010-\u2015]+")
_BRITISH = re.compile(r"\+44(7[0-9]{9}|[1-689][0-9]{8,9})")


def is_e164(address: str) -> bool:
    """Return whether this is a full international number, as a person's phone has."""
    return _E164.fullmatch(address) is not None


def to_e164(raw: str) -> str:
    """Return a number as a person in Britain writes it ("07700 900123", "+44 (0)7700…") in E.164.

    Raises ValueError for what no phone can have, short numbers such as 999 among them.
    """
    digits = _PUNCTUATION.sub("", raw.replace("(0)", ""))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif digits.startswith("0"):
        digits = "+44" + digits[1:]
    shape = _BRITISH if digits.startswith("+44") else _E164
    if not shape.fullmatch(digits):
        raise ValueError("not a telephone number")
    return digits
