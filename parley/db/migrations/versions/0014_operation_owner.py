"""Whose account an operation is done with."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("operations", sa.Column("owner", sa.String(255), nullable=True))
