"""Slack workspaces that the app is installed in, and installations under way."""

import sqlalchemy as sa
from alembic import op

from parley.db.tables import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "slack_workspaces",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("enterprise_id", sa.String(length=32), nullable=True),
        sa.Column("bot_token", sa.LargeBinary(), nullable=False),
        sa.Column("bot_id", sa.String(length=32), nullable=True),
        sa.Column("bot_user_id", sa.String(length=32), nullable=True),
        sa.Column("installed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slack_workspaces")),
    )
    op.create_index(op.f("ix_slack_workspaces_enterprise_id"), "slack_workspaces", ["enterprise_id"])
    op.create_table(
        "slack_states",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_slack_states")),
    )
    op.create_index(op.f("ix_slack_states_expires_at"), "slack_states", ["expires_at"])
