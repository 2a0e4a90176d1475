"""Every word the bot says is plain, short, fits a text message, and promises nothing."""

import re
from pathlib import Path

import pytest
import yaml

from nightdoor.core.gsm import GSM_SINGLE, is_gsm
from nightdoor.wording import load

ROOT = Path(__file__).parents[4]
RESPONSES = yaml.safe_load((ROOT / "bot/domain/words.yml").read_text(encoding="utf-8"))["responses"]
NUMBERS = {key: helpline.words for key, helpline in load().helplines.items()}
WORDS = {name: said["text"].format(**NUMBERS) for name, variants in RESPONSES.items() for said in variants}
PROMISES = re.compile(
    r"\b(?:will (?:call|ring|help|be there)|on (?:the|their) way|is coming|we promise|soon)\b", re.IGNORECASE
)


def syllables(word: str) -> int:
    """Count vowel groups; a silent e at the end is none."""
    groups = re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e$", "", word.lower()))
    return max(1, len(groups))


def reading_age(text: str) -> float:
    """Return the Flesch-Kincaid grade plus five: the age in years at which a text is read with ease."""
    sentences = max(1, len(re.findall(r"[.!?:]+", text)))
    words = re.findall(r"[A-Za-z']+", text)
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59 + 5


@pytest.mark.parametrize("name", sorted(WORDS))
def test_a_child_of_nine_can_read_it(name: str) -> None:
    assert reading_age(WORDS[name]) <= 9 or len(WORDS[name].split()) <= 6


def test_all_of_it_together_is_easy() -> None:
    assert reading_age(" ".join(WORDS.values())) <= 8


@pytest.mark.parametrize("name", sorted(WORDS))
def test_it_fits_one_text_message(name: str) -> None:
    assert is_gsm(WORDS[name])
    assert len(WORDS[name]) <= GSM_SINGLE


@pytest.mark.parametrize("name", sorted(WORDS))
def test_it_promises_nobody(name: str) -> None:
    promised = PROMISES.search(WORDS[name].replace("do not know yet how soon", ""))
    assert not promised, promised


def test_numbers_stand_in_one_place_only() -> None:
    raw = (ROOT / "bot/domain/words.yml").read_text(encoding="utf-8").split("responses:")[1]
    assert not re.search(r"\d{3}", raw)
