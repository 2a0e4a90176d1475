"""Telephone numbers."""

import pytest

from nightdoor.core.phone import is_e164, to_e164


@pytest.mark.parametrize(
    "written",
    [
        "07700 900123",
        "+447700900123",
        "+44 7700 900 123",
        "0044 7700 900123",
        "+44 (0)7700 900123",
        "(07700) 900-123",
        "07700\u2013900\u2013123",
    ],
)
def test_a_number_as_people_write_it_becomes_e164(written: str) -> None:
    assert to_e164(written) == "+447700900123"


def test_a_number_abroad_is_kept() -> None:
    assert to_e164("+353 85 123 4567") == "+353851234567"


@pytest.mark.parametrize(
    "written",
    ["", "999", "116123", "+44", "07700 90012", "+4407700900123", "0770090012345", "SHOUT", "+٤٤٧٧٠٠٩٠٠١٢٣"],
)
def test_what_no_phone_can_have_is_refused_without_repeating_it(written: str) -> None:
    with pytest.raises(ValueError, match=r"^not a telephone number$"):
        to_e164(written)


@pytest.mark.parametrize("address", ["HMRC", "60777", "447700900123", "+0447700900123", "+44770090012345678"])
def test_short_codes_names_and_half_numbers_are_not_e164(address: str) -> None:
    assert not is_e164(address)


def test_ofcoms_numbers_for_drama_are_e164() -> None:
    assert is_e164("+447700900999")
