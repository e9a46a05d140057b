"""Where a conversation was begun anew."""

import sqlalchemy as sa
from alembic import op

from parley.db.tables import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("conversations", sa.Column("begun_at", Moment(), nullable=True))
