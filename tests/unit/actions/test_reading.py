"""Answers are read out of a resident's own words."""

import pytest

from actions import reading


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("its E82AB", "E8 2AB"),
        ("ts1 2ab flat 4", "TS1 2AB"),
        ("somewhere in TS3", "TS3"),
        ("i live in the flats behind the church and its cold", "the flats behind the church"),
        ("im at 14 hill road with my baby", "14 hill road"),
        ("we're in Dalston tonight", "Dalston"),
        ("im all alone in North Ormesby, please help", "North Ormesby"),
        ("he lives on Mare Street", "Mare Street"),
        ("staying near the big tesco", None),
        ("we are staying near the big tesco", "the big tesco"),
        ("im in debt", None),
        ("i am in a lot of pain", None),
        ("he said m8 im out b4 2", None),
        ("it began in March", None),
        ("living on my own", None),
    ],
)
def test_a_place_is_read_where_one_is_named(text: str, place: str | None) -> None:
    assert reading.place(text) == place


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my name is priya", "Priya"),
        ("my names dave and im cold", "Dave"),
        ("call me Jo", "Jo"),
        ("I'm called Mary Ann", "Mary Ann"),
        ("call me back tomorrow", None),
        ("they call me stupid", None),
        ("the name of the road", None),
    ],
)
def test_a_name_is_read_where_one_is_given(text: str, name: str | None) -> None:
    assert reading.name(text) == name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("im scared. dont ring me. he listens", "dont ring me."),
        ("text me after 6 please. he checks my phone", "text me after 6 please."),
        ("you can ring me any time", "you can ring me any time"),
        ("do not come to the house", "do not come to the house"),
        ("they never ring back", None),
        ("please ring me", None),
    ],
)
def test_how_to_make_contact_is_kept_in_their_words(text: str, words: str | None) -> None:
    assert reading.safe_contact(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("its freezing. just want someone to fix it", "just want someone to fix it"),
        ("i need somewhere to sleep tonight", "i need somewhere to sleep tonight"),
        ("can someone talk to my landlord?", "can someone talk to my landlord?"),
        ("he wants me gone", None),
    ],
)
def test_what_would_help_is_kept_in_their_words(text: str, words: str | None) -> None:
    assert reading.would_help(text) == words


def test_a_long_message_is_read_quickly() -> None:
    for text in ("i live in " * 400, "my name is " * 360, "a" * 4_000, "1 a " * 1_000, "street " * 570, ". " * 2_000):
        reading.place(text), reading.name(text), reading.safe_contact(text), reading.would_help(text)
