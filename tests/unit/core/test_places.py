"""From a resident's words to a place."""

import pytest

from nightdoor.core.places import Gazetteer, Spot, miles, plain_words

TESS = Spot("tessbridge", "", (54.75, -0.90))
TB3 = Spot("tb3", "tessbridge", (54.742, -0.865))
TB4 = Spot("tb4", "tessbridge", (54.728, -0.905))
MARSH = Spot("marsh end", "tb3", (54.741, -0.862))
OSWIN = Spot("st oswins", "tb4", (54.726, -0.899))
PLACES = Gazetteer([TESS, TB3, TB4, MARSH, OSWIN])


@pytest.mark.parametrize(
    ("words", "spot"),
    [
        ("TB4 2QX", TB4),
        ("tb42qx", TB4),
        ("tb4", TB4),
        ("my postcode is TB3 1AA mate", TB3),
        ("Marsh End", MARSH),
        ("im in marsh end, near the shops", MARSH),
        ("marsh end in tessbridge", MARSH),
        ("marsh ennd", MARSH),
        ("St. Oswin's", OSWIN),
        ("tessbridge", TESS),
        ("M1 2AB", None),
        ("", None),
        ("prefer not to say", None),
        ("🙂", None),
    ],
)
def test_a_place_is_found_by_postcode_by_name_or_by_nearly_its_name(words: str, spot: Spot | None) -> None:
    assert PLACES.find(words) == spot


def test_an_area_takes_in_the_places_within_it_and_no_others() -> None:
    assert PLACES.serves({"tessbridge"}, MARSH)
    assert PLACES.serves({"tb3"}, MARSH)
    assert PLACES.serves({"marsh end"}, TB3)
    assert not PLACES.serves({"tb4"}, MARSH)


def test_an_area_that_we_do_not_know_shuts_nobody_out() -> None:
    assert PLACES.serves({"all of the north"}, MARSH)
    assert PLACES.serves((), MARSH)


def test_miles_agree_with_a_known_distance() -> None:
    london, edinburgh = (51.5074, -0.1278), (55.9533, -3.1883)
    assert miles(london, edinburgh) == pytest.approx(332, abs=1)
    assert miles(london, london) == 0


def test_plain_words_keep_letters_and_numbers_alone() -> None:
    assert plain_words("  St. Oswin\u2019s -- TB4 ") == "st oswins tb4"
