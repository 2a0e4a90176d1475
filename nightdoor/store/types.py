"""Column types that keep the house rules: every datetime is aware and kept in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, TypeDecorator


class AwareDateTime(TypeDecorator[datetime]):
    """A datetime that must be aware going in and is aware, in UTC, coming out. Both databases keep plain UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware datetime into plain UTC. Raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored datetime must be aware")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give plain UTC its zone back."""
        return None if value is None else value.replace(tzinfo=UTC)
