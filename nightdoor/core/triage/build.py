"""Make a phrasebook out of reviewed data (plain mappings, as read from `data/triage/`)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from nightdoor.core.triage.guard import Effect, Guard, Where, build_guard
from nightdoor.core.triage.model import Kind, Level
from nightdoor.core.triage.normalise import Normaliser
from nightdoor.core.triage.pattern import Pattern, compile_pattern, either
from nightdoor.core.triage.phrasebook import Example, Phrasebook, Rule
from nightdoor.core.triage.spelling import Spelling

Data = Mapping[str, Any]
_WORD = re.compile(r"[a-z0-9']+")
_NOT_WORDS = re.compile(r"@[a-z_]+|\.\.\d*")


class BadPhrasebookError(ValueError):
    """The phrasebook's data cannot be used; the message names the file's rule, never a resident's words."""


def build_phrasebook(
    spelling: Data, words: Mapping[str, Sequence[str]], guards: Data, sheets: Sequence[Data]
) -> Phrasebook:
    """Make the phrasebook from the four kinds of data file; `sheets` are the phrase files, one a kind.

    Raises `BadPhrasebookError` or `BadPattern` for data that cannot be read, naming the rule.
    """
    repair = build_spelling(spelling, _written(words, guards, sheets))
    compiler = partial(compile_pattern, spell=repair.repair, lists=words)
    ready = {name: _guard(name, data, compiler) for name, data in guards.items()}
    rules = [_rule(sheet, data, ready, compiler) for sheet in sheets for data in sheet["rules"]]
    if len({rule.id for rule in rules}) < len(rules):
        raise BadPhrasebookError("two rules share an id")
    examples = chain.from_iterable(_examples(sheet, data) for sheet in sheets for data in sheet["rules"])
    return Phrasebook(Normaliser(repair, dict(spelling["emoji"])), tuple(rules), tuple(examples))


def build_spelling(data: Data, written: Iterable[str]) -> Spelling:
    """Make the tables of repair; `written` are the words the patterns use."""
    expand = {str(form): tuple(str(plain).split()) for form, plain in data["expand"].items()}
    expand.update(dict.fromkeys(data["filler"].split(), ()))
    keys = frozenset(data["keys"].split())
    plain = frozenset(chain.from_iterable(expand.values()))
    common = frozenset(data["common"].split()) | frozenset(data["not_keys"].split())
    known = (frozenset(written) | keys | plain | common) - expand.keys()
    return Spelling(expand, known, keys, frozenset(data["roots"].split()), frozenset(data["spelt"].split()))


def _written(words: Mapping[str, Sequence[str]], guards: Data, sheets: Sequence[Data]) -> set[str]:
    """Every word that stands in a list, a guard or a rule."""
    rules = [rule for sheet in sheets for rule in sheet["rules"]]
    sources = chain(
        chain.from_iterable(words.values()),
        chain.from_iterable(guard["patterns"] for guard in guards.values()),
        chain.from_iterable([*rule["patterns"], *rule.get("needs", ())] for rule in rules),
    )
    plain = (_NOT_WORDS.sub(" ", source) for source in sources)
    return {word.replace("'", "") for source in plain for word in _WORD.findall(source)}


def _guard(name: str, data: Data, compiler: partial[Pattern]) -> Guard:
    patterns = [compiler(source) for source in data["patterns"]]
    within = int(data.get("within", 0))
    return build_guard(name, Where(data["where"]), Effect(data["effect"]), within, patterns)


def _rule(sheet: Data, data: Data, guards: Mapping[str, Guard], compiler: partial[Pattern]) -> Rule:
    needs = [compiler(source) for source in data.get("needs", ())]
    return Rule(
        id=data["id"],
        kind=Kind(sheet["kind"]),
        level=Level(data["level"]),
        patterns=tuple(compiler(source) for source in data["patterns"]),
        guards=_guards(sheet, data, guards),
        needs=re.compile(f" {either(needs).regex}") if needs else None,
    )


def _guards(sheet: Data, data: Data, guards: Mapping[str, Guard]) -> tuple[Guard, ...]:
    """The file's guards (unless `guarded: no`) and the rule's own, less those it is free of (`unguarded`)."""
    usual = [] if data.get("guarded") == "no" else sheet.get("guards", [])
    named = dict.fromkeys([*usual, *data.get("guards", ())])
    without = data.get("unguarded", ())
    missing = [name for name in (*named, *without) if name not in guards]
    if missing:
        raise BadPhrasebookError(f"{data['id']}: no such guard {missing[0]}")
    return tuple(guards[name] for name in named if name not in without)


def _examples(sheet: Data, data: Data) -> Iterable[Example]:
    yield from (Example(data["id"], text, True) for text in data["match"])
    yield from (Example(data["id"], text, False) for text in data["never"])
