"""Reminders of meetings, and digests of what is on."""

import sqlalchemy as sa
from alembic import op

from parley.db.tables import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "reminders",
        *_whose("reminders"),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("event_id", sa.String(length=64), nullable=True),
        sa.Column("starts_at", Moment(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("wall", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=True),
        sa.Column("told_until", Moment(), nullable=False),
        sa.Column("next_due", Moment(), nullable=True),
        sa.Column("look_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
    )
    op.create_table(
        "digests",
        *_whose("digests"),
        sa.Column("weekdays", sa.String(length=13), nullable=False),
        sa.Column("wall", sa.Integer(), nullable=False),
        sa.Column("covers", sa.String(length=8), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("zone_used", sa.String(length=64), nullable=False),
        sa.Column("next_due", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
    )
    for table, column in (
        ("reminders", "principal_id"),
        ("reminders", "conversation_id"),
        ("reminders", "next_due"),
        ("reminders", "look_at"),
        ("digests", "principal_id"),
        ("digests", "conversation_id"),
        ("digests", "next_due"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _whose(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("principal_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        *(_of(table, whose) for whose in ("principal", "conversation")),
    ]


def _of(table: str, whose: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{whose}_id_{whose}s")
    return sa.ForeignKeyConstraint([f"{whose}_id"], [f"{whose}s.id"], name=name, ondelete="CASCADE")
