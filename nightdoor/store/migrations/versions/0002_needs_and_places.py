"""A service knows the needs it answers, and the directory knows roughly where places are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Take the step."""
    op.add_column("service", sa.Column("needs", sa.JSON(), server_default="[]", nullable=False))
    op.create_table(
        "place",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("within", sa.String(length=64), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_place")),
    )
