"""Staff: which passwords will do, and who is only there to be played with."""

import pytest

from nightdoor.core.staff import Role, Staff, weakness


@pytest.mark.parametrize("password", ["", "elevenchars", "aaaaaaaaaaaa", "abababababab", "sam-sam-sam-9"])
def test_a_weak_password_is_told_why(password: str) -> None:
    assert weakness(password, sign_in="sam")


@pytest.mark.parametrize("password", ["a lamp in the window", "twelve chars", "żółw idzie nocą"])
def test_a_long_password_of_any_letters_will_do(password: str) -> None:
    assert weakness(password, sign_in="sam") is None


def test_a_demonstration_account_is_known_by_its_name() -> None:
    assert Staff(1, "demo-duty", "Sam", Role.DUTY).is_demonstration
    assert not Staff(1, "sam", "Sam", Role.DUTY).is_demonstration
