"""The demonstration's script and its sign-ins."""

import pytest

from demo.script import DUTY, NIGHT, SMS, STAFF, SUGGESTIONS, TELEGRAM, WEB, Step
from demo.sign_ins import SIGN_INS, SignIn
from nightdoor.core.staff import DEMONSTRATION_PREFIX, Role, weakness


@pytest.mark.parametrize("step", NIGHT, ids=lambda step: step.title)
def test_each_step_happens_where_the_page_has_a_pane(step: Step) -> None:
    assert step.where in {SMS, TELEGRAM, WEB, STAFF, DUTY}


@pytest.mark.parametrize("step", NIGHT, ids=lambda step: step.title)
def test_only_a_phone_can_be_made_to_send(step: Step) -> None:
    assert not step.say or step.where in {SMS, TELEGRAM}


def test_the_night_goes_by_every_way_in_and_ends_in_the_morning() -> None:
    assert {step.where for step in NIGHT} >= {SMS, TELEGRAM, WEB, STAFF}
    assert NIGHT[-1].title == "The morning"


def test_each_phone_has_something_to_try() -> None:
    assert all(SUGGESTIONS[phone] for phone in (SMS, TELEGRAM))


@pytest.mark.parametrize("one", SIGN_INS, ids=lambda one: one.name)
def test_each_sign_in_is_of_the_demonstration_and_is_let_in(one: SignIn) -> None:
    assert one.name.startswith(DEMONSTRATION_PREFIX)
    assert weakness(one.password, sign_in=one.name) is None


def test_each_role_has_one() -> None:
    assert {one.role for one in SIGN_INS} == set(Role)
