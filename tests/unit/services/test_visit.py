"""A visitor is known again within the night, and never after leaving, except by three words."""

from datetime import UTC, datetime, timedelta

from nightdoor.core.message import Channel
from nightdoor.services.visit import Visitor, come_back, forget_past_visits, leave, recognise, stay
from nightdoor.services.visit_seal import Seal
from nightdoor.store import Database, contacts, visits

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
SEAL = Seal(b"a secret for tests alone")


def _newcomer(database: Database) -> str:
    """Return the token of somebody whose first message is kept."""
    token = SEAL.fresh_token(NOW)
    with database.transaction() as tx:
        contacts.find_or_add_contact(tx, Channel.WEB, token.partition(".")[0], NOW)
    return token


def _stay(database: Database, token: str, now: datetime = NOW) -> Visitor:
    with database.transaction() as tx:
        visitor = recognise(tx, SEAL, token, now)
        assert visitor is not None
        return stay(tx, SEAL, visitor, now)


def _known(database: Database, token: str, now: datetime = NOW) -> Visitor | None:
    with database.look() as tx:
        return recognise(tx, SEAL, token, now)


def test_somebody_whose_message_still_waits_in_the_spool_is_known_by_the_seal(database: Database) -> None:
    token = SEAL.fresh_token(NOW)
    visitor = _stay(database, token)
    assert visitor.words is None
    assert _known(database, token) == visitor


def test_a_visitor_who_stays_gets_words_and_keeps_them(database: Database) -> None:
    token = _newcomer(database)
    visitor = _stay(database, token)
    assert visitor.words is not None
    assert _known(database, token) == visitor
    assert _stay(database, token, NOW + timedelta(hours=1)) == visitor


def test_only_hashes_are_kept(database: Database) -> None:
    token = _newcomer(database)
    words = _stay(database, token).words or ""
    with database.look() as tx:
        visit = visits.visit_by_cookie(tx, SEAL.token_hash(token))
    assert visit is not None
    kept = f"{visit.cookie_hash} {visit.words_hash}"
    assert token not in kept
    assert not any(word in kept for word in words.split())


def test_after_leaving_the_cookie_opens_nothing_and_the_words_do(database: Database) -> None:
    token = _newcomer(database)
    words = _stay(database, token).words or ""
    with database.transaction() as tx:
        leave(tx, SEAL, token, NOW)
    assert _known(database, token) is None
    with database.transaction() as tx:
        fresh = come_back(tx, SEAL, words, NOW)
    assert fresh is not None
    visitor = _known(database, fresh)
    assert visitor is not None
    assert visitor.address == token.partition(".")[0]
    assert visitor.words == words
    assert _known(database, token) is None


def test_leaving_right_after_the_first_message_closes_the_way_in_too(database: Database) -> None:
    token = _newcomer(database)
    with database.transaction() as tx:
        leave(tx, SEAL, token, NOW)
    assert _known(database, token) is None


def test_a_visit_lasts_a_night_from_what_was_written_last(database: Database) -> None:
    token = _newcomer(database)
    words = _stay(database, token).words or ""
    _stay(database, token, NOW + timedelta(hours=10))
    assert _known(database, token, NOW + timedelta(hours=21)) is not None
    assert _known(database, token, NOW + timedelta(hours=22)) is None
    with database.transaction() as tx:
        assert come_back(tx, SEAL, words, NOW + timedelta(hours=22)) is None


def test_words_that_are_taken_are_drawn_again(database: Database) -> None:
    token = _newcomer(database)
    taken = SEAL.words_hash(SEAL.words_of(token.partition(".")[0])) or ""
    with database.transaction() as tx:
        other = contacts.find_or_add_contact(tx, Channel.WEB, "somebody else", NOW)
        visits.add_visit(tx, other.id, cookie_hash="x", words_hash=taken, now=NOW, expires_at=NOW + timedelta(hours=12))
    visitor = _stay(database, token)
    assert visitor.words == SEAL.words_of(visitor.address, 1)
    assert _known(database, token) == visitor


def test_a_visit_long_past_is_forgotten(database: Database) -> None:
    token = _newcomer(database)
    _stay(database, token)
    with database.transaction() as tx:
        assert forget_past_visits(tx, NOW + timedelta(hours=23)) == 0
        assert forget_past_visits(tx, NOW + timedelta(hours=25)) == 1
    assert _known(database, token, NOW + timedelta(hours=25)) is None
