"""The tables: people and their conversations, their Calendly grants, and what was said."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite has no zone of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime: its zone would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _conversation() -> Column[Any]:
    return Column(
        "conversation_id", String(64), ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True
    )


def _principal() -> Column[Any]:
    return Column(
        "principal_id", String(32), ForeignKey("principals.id", ondelete="CASCADE"), nullable=False, index=True
    )


principals = Table(
    "principals",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("channel", String(32), nullable=False),
    # Who the person is on that channel, e.g. `<visitor>` or `<client>:<sender>`.
    Column("address", String(512), nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("channel", "address"),
)

conversations = Table(
    "conversations",
    metadata,
    # Random and unguessable: it is Rasa's sender_id.
    Column("id", String(64), primary_key=True),
    _principal(),
    Column("created_at", Moment, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    _conversation(),
    Column("author", String(8), nullable=False),  # "user" or "bot"
    Column("body", JSON, nullable=False),
    Column("has_buttons", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    # Null until a channel has handed it over.
    Column("delivered_at", Moment),
)
Index(
    "ix_messages_waiting",
    messages.c.conversation_id,
    sqlite_where=messages.c.delivered_at.is_(None),
    postgresql_where=messages.c.delivered_at.is_(None),
)

grants = Table(
    "grants",
    metadata,
    Column("id", String(32), primary_key=True),
    _principal(),
    # "waiting" until its code was typed in the chat, then "live"; "ended" once Calendly refused its refresh token.
    Column("state", String(8), nullable=False),
    Column("owner_uri", Text, nullable=False),
    Column("organization_uri", Text),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("time_notation", String(8), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("access_token", LargeBinary, nullable=False),
    Column("refresh_token", LargeBinary, nullable=False),
    Column("expires_at", Moment, nullable=False),
    # Set while one process spends the refresh token; free again at this moment if that process died.
    Column("refreshing_until", Moment),
    Column("created_at", Moment, nullable=False),
)

tickets = Table(
    "tickets",
    metadata,
    Column("digest", String(64), primary_key=True),
    _conversation(),
    Column("scopes", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

attempts = Table(
    "attempts",
    metadata,
    # RFC 6749 §10.12: the state, and with it the browser that may bring it back.
    Column("state_digest", String(64), primary_key=True),
    _conversation(),
    Column("browser_digest", String(64), nullable=False),
    Column("verifier", LargeBinary, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

link_codes = Table(
    "link_codes",
    metadata,
    Column("grant_id", String(32), ForeignKey("grants.id", ondelete="CASCADE"), primary_key=True),
    _conversation(),
    Column("digest", String(64), nullable=False),
    Column("tries_left", Integer, nullable=False),
    Column("expires_at", Moment, nullable=False),
)
