"""Reminders before every event of one type."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("reminders", sa.Column("event_type", sa.Text(), nullable=True))
    op.add_column("reminders", sa.Column("type_name", sa.Text(), nullable=True))
