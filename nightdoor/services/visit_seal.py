"""Tokens and three-word ways back: made and checked with the house's secret, never kept as they are.

A token carries the visitor's opaque address under a seal, so that a message can be kept on the right conversation
while the database is down. Three words are drawn from the address: they can be shown again without being kept.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

NIGHT = timedelta(hours=12)
"""How long a visitor is known again: the same span that makes one conversation (``core/conversation``)."""
LEAST_SECRET = 16
_TELLING_LETTERS = 4
"""No two words of the list share their first four letters, so a slip in the spelling does no harm."""

WORDS = tuple(
    line
    for line in Path(__file__).with_name("visit_words.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
_BY_START = {word[:_TELLING_LETTERS]: word for word in WORDS}


class Seal:
    """Everything that rests on the secret."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < LEAST_SECRET:
            raise ValueError("the secret key needs at least 16 bytes")
        self._secret = secret

    def mark(self, purpose: str, words: str, length: int = 32) -> str:
        """Return what only we can make of these words, for one purpose."""
        return hmac.new(self._secret, f"{purpose}\n{words}".encode(), hashlib.sha256).hexdigest()[:length]

    def fresh_seed(self, now: datetime) -> str:
        """Return a new seed: what a page's form is tied to before anything was sent."""
        return f"{int(now.timestamp()):x}.{secrets.token_hex(16)}"

    def csrf(self, seed: str) -> str:
        """Return what a form must carry to prove that it came with this seed."""
        return self.mark("csrf", seed)

    def token_of(self, seed: str, now: datetime) -> str | None:
        """Return the token that a seed grows into, always the same one: two taps make one visitor. None if too old."""
        minted = _minted(seed.partition(".")[0], now)
        return None if minted is None else self._sealed(self.mark("address", seed), minted, self.mark("nonce", seed))

    def fresh_token(self, now: datetime, address: str | None = None) -> str:
        """Return a new token for an address, or for nobody known yet."""
        return self._sealed(address or secrets.token_hex(16), f"{int(now.timestamp()):x}", secrets.token_hex(16))

    def address_in(self, token: str, now: datetime) -> str | None:
        """Return the address under our seal; None if the seal is not ours or older than a night."""
        body, _, seal = token.rpartition(".")
        parts = body.split(".")
        if len(parts) != 3 or not hmac.compare_digest(self.mark("token", body).encode(), seal.encode()):
            return None
        return parts[0] if _minted(parts[1], now) else None

    def token_hash(self, token: str) -> str:
        """Return what is kept of a token."""
        return self.mark("kept token", token, 64)

    def words_of(self, address: str, draw: int = 0) -> str:
        """Return three words for an address; another ``draw`` gives others, where the first are taken."""
        number = int(self.mark("words", f"{address} {draw}", 64), 16)
        picked = []
        for _ in range(3):
            number, place = divmod(number, len(WORDS))
            picked.append(WORDS[place])
        return " ".join(picked)

    def words_hash(self, words: str) -> str | None:
        """Return what is kept of three words as somebody typed them; None if they cannot be three of ours."""
        typed = re.findall(r"[a-z]+", words.lower())
        known = [_BY_START.get(word[:_TELLING_LETTERS]) for word in typed]
        return self.mark("kept words", " ".join(map(str, known)), 64) if len(known) == 3 and all(known) else None

    def _sealed(self, address: str, minted: str, nonce: str) -> str:
        body = f"{address}.{minted}.{nonce}"
        return f"{body}.{self.mark('token', body)}"


def _minted(stamp: str, now: datetime) -> str | None:
    """Return the stamp if it is of this night."""
    if not re.fullmatch(r"[0-9a-f]{1,10}", stamp):
        return None
    minted = datetime.fromtimestamp(int(stamp, 16), UTC)
    return stamp if now - NIGHT < minted < now + timedelta(minutes=5) else None
