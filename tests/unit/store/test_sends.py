"""The outbox keeps what a provider said of a message."""

from datetime import UTC, datetime

from nightdoor.core.message import Channel, DeliveryStatus
from nightdoor.store import Database, sends

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def test_a_new_bot_that_counts_anew_does_not_keep_its_words_from_being_noted_as_said(database: Database) -> None:
    with database.transaction() as tx:
        for chat in ("1", "2"):
            sends.add_send(tx, channel=Channel.TELEGRAM, address=chat, body="hello", now=NOW)
        for _ in range(2):
            row = sends.claim_send(tx, NOW, (Channel.TELEGRAM,))
            assert row is not None
            assert sends.accepted(tx, row, "1", NOW)
        assert sends.claim_send(tx, NOW, (Channel.TELEGRAM,)) is None
        assert sends.provider_ids(tx, Channel.TELEGRAM, "2") == []
        assert sends.note_receipt(tx, Channel.TELEGRAM, "1", DeliveryStatus.DELIVERED, None) is not None
