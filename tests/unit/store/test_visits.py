"""Visits are found by what is kept of a cookie or of three words, and by nothing else."""

from datetime import UTC, datetime, timedelta

from nightdoor.core.message import Channel
from nightdoor.store import Database, contacts, visits

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=12)


def _contact(database: Database, address: str = "here") -> int:
    with database.transaction() as tx:
        return contacts.find_or_add_contact(tx, Channel.WEB, address, NOW).id


def _add(database: Database, contact_id: int, cookie: str, words: str) -> bool:
    with database.transaction() as tx:
        return visits.add_visit(tx, contact_id, cookie_hash=cookie, words_hash=words, now=NOW, expires_at=LATER)


def test_a_visit_is_found_each_way(database: Database) -> None:
    contact_id = _contact(database)
    assert _add(database, contact_id, "cookie", "words")
    with database.look() as tx:
        visit = visits.visit_by_cookie(tx, "cookie")
        assert visit is not None
        assert (visit.address, visit.expires_at) == ("here", LATER)
        assert visits.visit_by_words(tx, "words") == visit
        assert visits.visit_of(tx, contact_id) == visit
        assert visits.contact_at(tx, "here") == contact_id
        assert visits.visit_by_cookie(tx, "words") is None
        assert visits.contact_at(tx, "elsewhere") is None


def test_a_cookie_and_words_are_of_one_visit_alone(database: Database) -> None:
    assert _add(database, _contact(database), "cookie", "words")
    other = _contact(database, "elsewhere")
    assert not _add(database, other, "another", "words")
    assert not _add(database, other, "cookie", "others")
    assert _add(database, other, "another", "others")


def test_two_visits_may_be_without_a_cookie(database: Database) -> None:
    for address in ("here", "elsewhere"):
        contact_id = _contact(database, address)
        _add(database, contact_id, address, address)
        with database.transaction() as tx:
            visit = visits.visit_of(tx, contact_id)
            assert visit is not None
            visits.set_cookie(tx, visit.id, None)
    with database.look() as tx:
        assert visits.visit_by_cookie(tx, "here") is None
        assert visits.visit_by_words(tx, "here") is not None


def test_what_ended_before_is_forgotten_and_nothing_else(database: Database) -> None:
    _add(database, _contact(database), "cookie", "words")
    with database.transaction() as tx:
        assert visits.forget_visits(tx, LATER) == 0
        visits.prolong(tx, "cookie", LATER + timedelta(hours=1))
        assert visits.forget_visits(tx, LATER + timedelta(seconds=1)) == 0
        assert visits.forget_visits(tx, LATER + timedelta(hours=2)) == 1
