"""What people are told of their calendars: subscriptions, looks, notices, and who wants to hear what."""

import sqlalchemy as sa
from alembic import op

from parley.db.tables import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("revocations", sa.Column("hooks", sa.Text(), nullable=True))
    _watching()
    _notices()


def _watching() -> None:
    op.create_table(
        "footprints",
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("principal_id", sa.String(length=32), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        _of("footprints", "principal"),
        sa.PrimaryKeyConstraint("owner", "thing", name=op.f("pk_footprints")),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.String(length=43), nullable=False),
        sa.Column("grant_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("uri", sa.Text(), nullable=True),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("check_at", Moment(), nullable=False),
        _of("subscriptions", "grant"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint("grant_id", name=op.f("uq_subscriptions_grant_id")),
    )
    op.create_table(
        "looks",
        sa.Column("grant_id", sa.String(length=32), nullable=False),
        sa.Column("looked_at", Moment(), nullable=True),
        sa.Column("look_at", Moment(), nullable=False),
        _of("looks", "grant"),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("pk_looks")),
    )
    op.create_table(
        "sightings",
        sa.Column("grant_id", sa.String(length=32), nullable=False),
        sa.Column("event", sa.String(length=64), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("version", sa.String(length=120), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        _of("sightings", "grant"),
        sa.PrimaryKeyConstraint("grant_id", "event", name=op.f("pk_sightings")),
    )
    op.create_index(op.f("ix_footprints_principal_id"), "footprints", ["principal_id"])
    op.create_index(op.f("ix_footprints_made_at"), "footprints", ["made_at"])
    op.create_index(op.f("ix_subscriptions_check_at"), "subscriptions", ["check_at"])
    op.create_index(op.f("ix_looks_look_at"), "looks", ["look_at"])


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("principal_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("grant_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("invitee", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("heard_at", Moment(), nullable=False),
        sa.Column("batch", sa.String(length=32), nullable=True),
        sa.Column("batched_at", Moment(), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        *(_of("notices", what) for what in ("principal", "conversation", "grant")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    for column in ("principal_id", "conversation_id", "grant_id", "heard_at", "batch"):
        op.create_index(op.f(f"ix_notices_{column}"), "notices", [column])
    waiting = sa.text("settled_at IS NULL")
    op.create_index(
        "ix_notices_waiting", "notices", ["conversation_id"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.create_table(
        "notice_settings",
        sa.Column("principal_id", sa.String(length=32), nullable=False),
        sa.Column("off", sa.Text(), nullable=False),
        sa.Column("quiet_from", sa.String(length=5), nullable=True),
        sa.Column("quiet_to", sa.String(length=5), nullable=True),
        sa.Column("paused_until", Moment(), nullable=True),
        _of("notice_settings", "principal"),
        sa.PrimaryKeyConstraint("principal_id", name=op.f("pk_notice_settings")),
    )


def _of(table: str, whose: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{whose}_id_{whose}s")
    return sa.ForeignKeyConstraint([f"{whose}_id"], [f"{whose}s.id"], name=name, ondelete="CASCADE")
