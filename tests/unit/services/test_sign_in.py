"""Signing in: who gets in, who does not, and for how long."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from nightdoor.core.staff import Role
from nightdoor.services import sign_in as door
from nightdoor.store import Database

NOW = datetime(2026, 1, 6, 2, 5, tzinfo=UTC)
PASSWORD = "a lamp in the window"


@pytest.fixture
def sam(database: Database) -> int:
    with database.transaction() as tx:
        return door.add_staff(tx, "Sam", "Sam Okoro", Role.DUTY, PASSWORD, NOW)


def test_the_right_password_opens_a_session(database: Database, sam: int) -> None:
    token, _ = door.sign_in(database, "sam", PASSWORD, NOW)
    session = door.session_of(database, token, NOW)
    assert session is not None
    assert session.staff.id == sam
    assert session.staff.role is Role.DUTY


def test_the_token_itself_is_kept_nowhere(database: Database, sam: int) -> None:
    token, session = door.sign_in(database, "sam", PASSWORD, NOW)
    assert token not in repr(session)


@pytest.mark.parametrize(("name", "password"), [("sam", "a lamp in the door"), ("nobody", PASSWORD), ("", "")])
def test_every_wrong_try_gets_the_same_answer(database: Database, sam: int, name: str, password: str) -> None:
    with pytest.raises(door.SignInRefused):
        door.sign_in(database, name, password, NOW)


def test_after_five_wrong_tries_even_the_right_password_waits(database: Database, sam: int) -> None:
    for _ in range(door.TRIES):
        with pytest.raises(door.SignInRefused):
            door.sign_in(database, "sam", "wrong", NOW)
    with pytest.raises(door.SignInRefused):
        door.sign_in(database, "sam", PASSWORD, NOW)
    assert door.sign_in(database, "sam", PASSWORD, NOW + door.LOCKED)


def test_tries_side_by_side_cannot_get_past_the_lock(database: Database, sam: int) -> None:
    def guess() -> None:
        with pytest.raises(door.SignInRefused):
            door.sign_in(database, "sam", "wrong", NOW)

    guesses = [Thread(target=guess) for _ in range(door.TRIES)]
    for thread in guesses:
        thread.start()
    for thread in guesses:
        thread.join()
    with pytest.raises(door.SignInRefused):
        door.sign_in(database, "sam", PASSWORD, NOW)


def test_a_right_password_forgets_the_wrong_ones(database: Database, sam: int) -> None:
    for _ in range(door.TRIES - 1):
        with pytest.raises(door.SignInRefused):
            door.sign_in(database, "sam", "wrong", NOW)
    door.sign_in(database, "sam", PASSWORD, NOW)
    with pytest.raises(door.SignInRefused):
        door.sign_in(database, "sam", "wrong", NOW)
    assert door.sign_in(database, "sam", PASSWORD, NOW)


def test_a_session_that_nobody_uses_ends(database: Database, sam: int) -> None:
    token, _ = door.sign_in(database, "sam", PASSWORD, NOW)
    assert door.session_of(database, token, NOW + door.IDLE - timedelta(seconds=1))
    assert door.session_of(database, token, NOW + 2 * door.IDLE - timedelta(minutes=2))
    assert door.session_of(database, token, NOW + 4 * door.IDLE) is None


def test_no_session_outlives_the_longest_shift(database: Database, sam: int) -> None:
    token, _ = door.sign_in(database, "sam", PASSWORD, NOW)
    moment = NOW
    while moment < NOW + door.LONGEST - timedelta(minutes=20):
        moment += timedelta(minutes=20)
        assert door.session_of(database, token, moment)
    assert door.session_of(database, token, NOW + door.LONGEST) is None


def test_after_signing_out_the_token_opens_nothing(database: Database, sam: int) -> None:
    token, session = door.sign_in(database, "sam", PASSWORD, NOW)
    door.sign_out(database, session, NOW)
    assert door.session_of(database, token, NOW) is None


def test_an_invented_token_opens_nothing(database: Database, sam: int) -> None:
    assert door.session_of(database, "", NOW) is None
    assert door.session_of(database, "invented", NOW) is None


def test_a_demonstration_account_works_in_the_demonstration_alone(database: Database) -> None:
    with database.transaction() as tx:
        door.add_staff(tx, "demo-duty", "Demo", Role.DUTY, PASSWORD, NOW, demonstration=True)
    assert door.sign_in(database, "demo-duty", PASSWORD, NOW, demonstration=True)
    with pytest.raises(door.SignInRefused):
        door.sign_in(database, "demo-duty", PASSWORD, NOW)


@pytest.mark.parametrize(
    ("sign_in", "name", "password", "says"),
    [
        ("sam", "Sam", "short", "at least 12"),
        ("sam", "Sam", "aaaaaaaaaaaaaaaa", "different characters"),
        ("samuel", "Sam", "samuelsamuel1", "sign-in name"),
        ("demo-sam", "Sam", PASSWORD, "demonstration"),
        ("sam okoro", "Sam", PASSWORD, "sign-in name"),
        ("sam", " ", PASSWORD, "name is needed"),
    ],
)
def test_what_cannot_be_added_says_why(database: Database, sign_in: str, name: str, password: str, says: str) -> None:
    with database.transaction() as tx, pytest.raises(door.CannotAdd, match=says):
        door.add_staff(tx, sign_in, name, Role.DUTY, password, NOW)


def test_a_sign_in_name_is_given_once(database: Database, sam: int) -> None:
    with database.transaction() as tx, pytest.raises(door.CannotAdd, match="taken"):
        door.add_staff(tx, "SAM", "Another Sam", Role.LEAD, PASSWORD, NOW)
