"""Words near a phrase that make it mean less."""

import pytest

from nightdoor.core.triage.guard import Effect, Guard, Where, build_guard
from nightdoor.core.triage.pattern import compile_pattern


def guard(where: Where, source: str, within: int = 0) -> Guard:
    pattern = compile_pattern(source, lambda word: (word,), {})
    return build_guard("a guard", where, Effect.DROP, within, [pattern])


def holds(made: Guard, text: str, phrase: str = "suicidal") -> bool:
    whole = f" {text} "
    start = whole.index(f" {phrase} ")
    return made.holds(whole, start, start + len(phrase) + 2)


@pytest.mark.parametrize(
    ("made", "text", "held"),
    [
        (guard(Where.BEFORE, "not"), "i am not suicidal", True),
        (guard(Where.BEFORE, "not"), "i am not really suicidal", False),
        (guard(Where.BEFORE, "not", within=1), "i am not really suicidal", True),
        (guard(Where.BEFORE, "not", within=1), "it is not . i am suicidal", False),
        (guard(Where.AFTER, "squad"), "suicidal squad", True),
        (guard(Where.AFTER, "squad"), "squad suicidal", False),
        (guard(Where.OVER, "suicidal squad"), "the suicidal squad", True),
        (guard(Where.OVER, "squad"), "the suicidal squad", False),
        (guard(Where.SENTENCE, "years ago"), "years ago i was suicidal", True),
        (guard(Where.SENTENCE, "years ago"), "that was years ago . i am suicidal", False),
        (guard(Where.ANYWHERE, "essay"), "an essay . i am suicidal", True),
        (guard(Where.ANYWHERE, "essay"), "i am suicidal", False),
    ],
)
def test_a_guard_counts_where_it_stands(made: Guard, text: str, held: bool) -> None:
    assert holds(made, text) is held
