"""Which of our needs a service answers, from the terms of whatever taxonomy its feed uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from nightdoor.core.open_referral import terms
from nightdoor.core.places import plain_words
from nightdoor.core.story import NEEDS

OUR_TAXONOMY = "nightdoor-needs"
NeedsOf = Callable[[Mapping[str, Any]], frozenset[str]]


def read_needs(data: Path) -> NeedsOf:
    """Return a function from a record to the needs it answers, after the words of ``directory/needs.yml``.

    Terms of our own taxonomy are needs as they stand. Others are looked for our words; only where no term says
    anything is the name of the service.
    """
    words = yaml.safe_load((data / "directory/needs.yml").read_text(encoding="utf-8"))
    phrases = {need: tuple(f" {plain_words(phrase)} " for phrase in listed) for need, listed in words.items()}

    def needs_of(record: Mapping[str, Any]) -> frozenset[str]:
        said = list(terms(record))
        ours = frozenset(_key(term) for taxonomy, term in said if taxonomy == OUR_TAXONOMY) & NEEDS.keys()
        return ours or _named(term for _, term in said) or _named([plain_words(str(record.get("name", "")))])

    def _named(texts: Any) -> frozenset[str]:
        padded = [f" {text} " for text in texts]
        return frozenset(n for n, listed in phrases.items() if any(p in text for p in listed for text in padded))

    return needs_of


def _key(term: str) -> str:
    return term.replace(" ", "_")
