"""REST clients with keys of their own, and messages that they pick up."""

import sqlalchemy as sa
from alembic import op

from parley.db.tables import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "rest_clients",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("rate", sa.String(length=64), nullable=True),
        sa.Column("callback", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_rest_clients")),
    )
    op.create_table(
        "rest_keys",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("client", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("last_used_at", Moment(), nullable=True),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client"], ["rest_clients.name"], name=op.f("fk_rest_keys_client_rest_clients"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rest_keys")),
        sa.UniqueConstraint("digest", name=op.f("uq_rest_keys_digest")),
    )
    op.create_index(op.f("ix_rest_keys_client"), "rest_keys", ["client"])
    op.add_column("messages", sa.Column("picked_at", Moment(), nullable=True))
