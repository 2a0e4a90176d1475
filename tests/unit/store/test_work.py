"""Work rows are claimed once, and taken over when a lease runs out."""

from datetime import UTC, datetime, timedelta

from nightdoor.core.message import Channel, DeliveryStatus
from nightdoor.store import Database, sends

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
ALL = tuple(Channel)


def _add(database: Database, body: str = "hello", *, urgent: bool = False) -> int:
    with database.transaction() as tx:
        return sends.add_send(tx, channel=Channel.SMS, address="+447700900001", body=body, now=NOW, urgent=urgent)


def test_a_claimed_row_is_not_claimed_again_while_its_lease_holds(database: Database) -> None:
    _add(database)
    with database.transaction() as tx:
        assert sends.claim_send(tx, NOW, ALL) is not None
        assert sends.claim_send(tx, NOW + timedelta(seconds=5), ALL) is None


def test_a_row_is_taken_over_when_its_lease_runs_out_and_the_late_result_is_not_kept(database: Database) -> None:
    _add(database)
    with database.transaction() as tx:
        first = sends.claim_send(tx, NOW, ALL)
        second = sends.claim_send(tx, NOW + timedelta(minutes=1), ALL)
        assert first is not None
        assert second is not None
        assert second.attempts == 2
        assert not sends.accepted(tx, first, "SM1", NOW)
        assert sends.accepted(tx, second, "SM2", NOW)


def test_sends_to_one_address_keep_their_order_but_urgent_words_go_first(database: Database) -> None:
    _add(database, "one")
    _add(database, "two")
    _add(database, "be safe", urgent=True)
    with database.transaction() as tx:
        urgent = sends.claim_send(tx, NOW, ALL)
        first = sends.claim_send(tx, NOW, ALL)
        assert urgent is not None
        assert first is not None
        assert (urgent.body, first.body) == ("be safe", "one")
        assert sends.claim_send(tx, NOW, ALL) is None
        sends.accepted(tx, first, "SM1", NOW)
        following = sends.claim_send(tx, NOW, ALL)
        assert following is not None
        assert following.body == "two"


def test_a_receipt_that_comes_late_does_not_undo_a_later_one(database: Database) -> None:
    _add(database)
    with database.transaction() as tx:
        row = sends.claim_send(tx, NOW, ALL)
        assert row is not None
        sends.accepted(tx, row, "SM1", NOW)
        sends.note_receipt(tx, Channel.SMS, "SM1", DeliveryStatus.DELIVERED, None)
        sends.note_receipt(tx, Channel.SMS, "SM1", DeliveryStatus.ACCEPTED, None)
        kept = sends.note_receipt(tx, Channel.SMS, "SM1", DeliveryStatus.ACCEPTED, None)
        assert kept is not None
        assert kept.status == DeliveryStatus.DELIVERED
        assert sends.note_receipt(tx, Channel.SMS, "SM9", DeliveryStatus.DELIVERED, None) is None
