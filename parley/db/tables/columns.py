"""What the tables are made of: their names' pattern, moments, and the columns that several have."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    MetaData,
    String,
    TypeDecorator,
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


def conversation(*, index: bool = True) -> Column[Any]:
    """Return the column of the conversation that a row is about, and goes with."""
    return Column(
        "conversation_id", String(64), ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=index
    )


def principal() -> Column[Any]:
    """Return the column of the person whom a row is about, and goes with."""
    return Column(
        "principal_id", String(32), ForeignKey("principals.id", ondelete="CASCADE"), nullable=False, index=True
    )


def grant(**more: Any) -> Column[Any]:
    """Return the column of the grant that a row is about, and goes with."""
    return Column("grant_id", String(32), ForeignKey("grants.id", ondelete="CASCADE"), **more)
