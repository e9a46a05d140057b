"""Requests for a person, and what people say of how a task went."""

import sqlalchemy as sa
from alembic import op

from parley.db.tables import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "handoffs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("principal_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("reach", sa.Text(), nullable=True),
        sa.Column("with_messages", sa.Boolean(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("settled_at", Moment(), nullable=True),
        _of("handoffs", "principal"),
        _of("handoffs", "conversation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoffs")),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("principal_id", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("is_good", sa.Boolean(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        _of("feedback", "principal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    for table, column in (
        ("handoffs", "principal_id"),
        ("handoffs", "conversation_id"),
        ("handoffs", "settled_at"),
        ("feedback", "principal_id"),
        ("feedback", "asked_at"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _of(table: str, whose: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{whose}_id_{whose}s")
    return sa.ForeignKeyConstraint([f"{whose}_id"], [f"{whose}s.id"], name=name, ondelete="CASCADE")
