"""The words that an alert rests on are marked, and no word is lost by it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from handoff.marked import Piece, pieces
from nightdoor.core.alert import Reason


def _reason(start: int, end: int) -> Reason:
    return Reason(1, "suicide", "", start, end)


def test_the_words_of_a_reason_are_marked() -> None:
    assert pieces("i want to die tonight", [_reason(2, 13)]) == [
        Piece("i ", False),
        Piece("want to die", True),
        Piece(" tonight", False),
    ]


def test_reasons_that_overlap_are_one_mark() -> None:
    assert pieces("abcdef", [_reason(1, 3), _reason(2, 5)]) == [
        Piece("a", False),
        Piece("bcde", True),
        Piece("f", False),
    ]


def test_a_message_without_words_has_no_pieces() -> None:
    assert pieces("", [_reason(0, 4)]) == []


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=5))
def test_joined_the_pieces_are_the_text_again(text: str, spans: list[tuple[int, int]]) -> None:
    found = pieces(text, [_reason(*span) for span in spans])
    assert "".join(piece.text for piece in found) == text
    assert all(one.marked is not other.marked for one, other in pairwise(found))
