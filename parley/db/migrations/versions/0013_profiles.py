"""Who people are, as their client has made sure, and the order of dates that they chose themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("principals", sa.Column("chosen_locale", sa.String(length=35), nullable=True))
    op.add_column("principals", sa.Column("channel_name", sa.String(length=255), nullable=True))
    op.add_column("principals", sa.Column("channel_email", sa.String(length=320), nullable=True))
