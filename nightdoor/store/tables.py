"""Every table. A work row (turn, send, step) lives beside the facts that caused it and commits with them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from nightdoor.store.types import AwareDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _to(table: str, *, name: str | None = None, nullable: bool = False) -> Column[int]:
    return Column(name or f"{table}_id", ForeignKey(f"{table}.id"), nullable=nullable)


def _work() -> list[Column[object]]:
    """What every work row carries: when it is due, who has it on lease until when, and how often it was tried."""
    return [
        Column("status", String(24), nullable=False),
        Column("due_at", AwareDateTime, nullable=False),
        Column("attempts", Integer, nullable=False, server_default="0"),
        Column("lease_until", AwareDateTime),
        Column("lease_token", String(32)),
    ]


# --- who and what ------------------------------------------------------------------------------------------

contact = Table(
    "contact",
    metadata,
    _id(),
    Column("channel", String(16), nullable=False),
    Column("address", String(128), nullable=False),
    Column("opted_out", Boolean, nullable=False, server_default=text("false")),
    Column("created_at", AwareDateTime, nullable=False),
    UniqueConstraint("channel", "address"),
)

conversation = Table(
    "conversation",
    metadata,
    _id(),
    _to("contact"),
    Column("channel", String(16), nullable=False),
    Column("holder", String(16), nullable=False),
    Column("opened_at", AwareDateTime, nullable=False),
    Column("last_at", AwareDateTime, nullable=False),
    Column("engine_key", String(40), nullable=False),
    Column("story", JSON, nullable=False),
    Column("asked", String(32)),
    Column("safety_asked_at", AwareDateTime),
    Column("offered", JSON, nullable=False),
    Column("finished_at", AwareDateTime),
    Index("ix_conversation_contact_id_id", "contact_id", "id"),
    Index("ix_conversation_last_at", "last_at"),
)

message = Table(
    "message",
    metadata,
    _id(),
    _to("conversation"),
    Column("author", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", AwareDateTime, nullable=False),
    Column("channel", String(16)),
    Column("provider_id", String(128)),
    Column("reply_to", ForeignKey("message.id")),
    Column("reply_no", Integer),
    _to("staff", nullable=True),
    UniqueConstraint("channel", "provider_id"),
    UniqueConstraint("reply_to", "reply_no"),
    Index("ix_message_conversation_id_id", "conversation_id", "id"),
    Index("ix_message_at", "at"),
)
"""``channel`` and ``provider_id`` are of inbound messages alone; ``reply_to`` and ``reply_no`` of automatic replies:
the unique pair is what keeps a turn that ran twice from being answered twice."""

promise = Table(
    "promise",
    metadata,
    _id(),
    _to("conversation"),
    _to("message", nullable=True),
    Column("words", Text, nullable=False),
    Column("made_at", AwareDateTime, nullable=False),
    Column("due_at", AwareDateTime),
    Index("ix_promise_conversation_id", "conversation_id"),
)

# --- work that must survive -----------------------------------------------------------------------------------

turn = Table(
    "turn",
    metadata,
    _id(),
    _to("message"),
    _to("conversation"),
    *_work(),
    UniqueConstraint("message_id"),
    Index("ix_turn_conversation_id_id", "conversation_id", "id"),
    Index(
        "ix_turn_open",
        "due_at",
        sqlite_where=text("status = 'waiting'"),
        postgresql_where=text("status = 'waiting'"),
    ),
)

send = Table(
    "send",
    metadata,
    _id(),
    _to("message", nullable=True),
    _to("conversation", nullable=True),
    Column("channel", String(16), nullable=False),
    Column("address", String(128), nullable=False),
    Column("body", Text, nullable=False),
    Column("urgent", Boolean, nullable=False, server_default=text("false")),
    *_work(),
    Column("provider_id", String(128)),
    Column("error_code", String(32)),
    Column("accepted_at", AwareDateTime),
    UniqueConstraint("channel", "provider_id"),
    Index("ix_send_message_id", "message_id"),
    Index("ix_send_address_id", "address", "id"),
    Index(
        "ix_send_open",
        "due_at",
        sqlite_where=text("status IN ('waiting', 'sending')"),
        postgresql_where=text("status IN ('waiting', 'sending')"),
    ),
)

step = Table(
    "step",
    metadata,
    _id(),
    _to("alert"),
    Column("kind", String(24), nullable=False),
    *_work(),
    Index("ix_step_alert_id", "alert_id"),
    Index(
        "ix_step_open",
        "due_at",
        sqlite_where=text("status = 'waiting'"),
        postgresql_where=text("status = 'waiting'"),
    ),
)

heartbeat = Table(
    "heartbeat",
    metadata,
    Column("worker", String(32), primary_key=True),
    Column("at", AwareDateTime, nullable=False),
)

# --- danger ------------------------------------------------------------------------------------------------------

assessment = Table(
    "assessment",
    metadata,
    _id(),
    _to("message"),
    Column("level", String(16), nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("reasons", JSON, nullable=False),
    UniqueConstraint("message_id"),
)

alert = Table(
    "alert",
    metadata,
    _id(),
    _to("conversation"),
    _to("message"),
    Column("level", String(16), nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("raised_at", AwareDateTime, nullable=False),
    Column("acknowledged_at", AwareDateTime),
    _to("staff", name="acknowledged_by", nullable=True),
    Column("stood_down_at", AwareDateTime),
    Column("outcome", String(32)),
    Column("agreed", Text, nullable=False, server_default=""),
    Index(
        "uq_alert_open",
        "conversation_id",
        unique=True,
        sqlite_where=text("state != 'stood_down'"),
        postgresql_where=text("state != 'stood_down'"),
    ),
)
"""One open alert a conversation at the most: what is said later joins it."""

# --- the morning -------------------------------------------------------------------------------------------------

case_item = Table(
    "case_item",
    metadata,
    _id(),
    _to("conversation"),
    Column("filed_at", AwareDateTime, nullable=False),
    Column("because", String(24), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("requires_action_by", AwareDateTime, nullable=False),
    _to("staff", name="lead_id", nullable=True),
    Column("outcome_code", String(32)),
    Column("closed_at", AwareDateTime),
    UniqueConstraint("conversation_id"),
    Index("ix_case_item_status", "status"),
)

case_note = Table(
    "case_note",
    metadata,
    _id(),
    _to("case_item"),
    _to("staff"),
    Column("text", Text, nullable=False),
    Column("at", AwareDateTime, nullable=False),
    Index("ix_case_note_case_item_id", "case_item_id"),
)

# --- staff -------------------------------------------------------------------------------------------------------

staff = Table(
    "staff",
    metadata,
    _id(),
    Column("sign_in", String(64), nullable=False, unique=True),
    Column("name", String(128), nullable=False),
    Column("role", String(16), nullable=False),
    Column("password_hash", String(256), nullable=False),
    Column("failed_tries", Integer, nullable=False, server_default="0"),
    Column("locked_until", AwareDateTime),
    Column("created_at", AwareDateTime, nullable=False),
)

staff_session = Table(
    "staff_session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    _to("staff"),
    Column("csrf", String(64), nullable=False),
    Column("created_at", AwareDateTime, nullable=False),
    Column("expires_at", AwareDateTime, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", AwareDateTime, nullable=False),
    _to("staff", nullable=True),
    Column("what", String(40), nullable=False),
    Column("conversation_id", Integer),
    Column("detail", String(128), nullable=False, server_default=""),
    Index("ix_audit_conversation_id", "conversation_id"),
)
"""Who did or saw what, and when. ``staff_id`` is empty where Nightdoor itself acted. Never a resident's words."""

# --- web chat ------------------------------------------------------------------------------------------------------

web_visit = Table(
    "web_visit",
    metadata,
    _id(),
    _to("contact"),
    Column("cookie_hash", String(64), unique=True),
    Column("words_hash", String(64), nullable=False, unique=True),
    Column("created_at", AwareDateTime, nullable=False),
    Column("expires_at", AwareDateTime, nullable=False),
)
"""How a web chat visitor is known again within the night: by a cookie, or after *Exit this page* by three words."""

# --- directory -----------------------------------------------------------------------------------------------------

service = Table(
    "service",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(256), nullable=False),
    Column("record", JSON, nullable=False),
    Column("feed", String(128), nullable=False),
    Column("imported_at", AwareDateTime, nullable=False),
    Column("needs", JSON, nullable=False, server_default="[]"),
)
"""One service of an Open Referral UK feed, kept as it came (``record``), and the needs it answers."""

place = Table(
    "place",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("within", String(64), nullable=False),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
)
"""A neighbourhood or the first half of a postcode, in small letters: roughly where it is."""
