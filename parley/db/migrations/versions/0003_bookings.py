"""Bookings made through the bot, and codes by which their invitees find them again."""

import sqlalchemy as sa
from alembic import op

from parley.db.tables import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "bookings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("principal_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("invitee", sa.Text(), nullable=True),
        sa.Column("email_digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        _of("bookings", "principal"),
        _of("bookings", "conversation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("principal_id", "key", name=op.f("uq_bookings_principal_id")),
    )
    op.create_table(
        "visitor_codes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("principal_id", sa.String(length=32), nullable=False),
        sa.Column("email_digest", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        _of("visitor_codes", "principal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitor_codes")),
    )
    op.create_table(
        "visitor_addresses",
        sa.Column("principal_id", sa.String(length=32), nullable=False),
        sa.Column("email_digest", sa.String(length=64), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        _of("visitor_addresses", "principal"),
        sa.PrimaryKeyConstraint("principal_id", "email_digest", name=op.f("pk_visitor_addresses")),
    )
    for table, column in (
        ("bookings", "principal_id"),
        ("bookings", "conversation_id"),
        ("bookings", "email_digest"),
        ("visitor_codes", "principal_id"),
        ("visitor_codes", "email_digest"),
        ("visitor_codes", "created_at"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _of(table: str, whose: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{whose}_id_{whose}s")
    return sa.ForeignKeyConstraint([f"{whose}_id"], [f"{whose}s.id"], name=name, ondelete="CASCADE")
