"""What people said, recorded before it is answered."""

import sqlalchemy as sa
from alembic import op

from parley.db.tables import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = "worked_at IS NULL AND withdrawn_at IS NULL"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "inbox",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=True),
        sa.Column("turn", sa.String(length=32), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("holder", sa.Integer(), nullable=False),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("worked_at", Moment(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_inbox_conversation_id_conversations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("conversation_id", "message_id", name=op.f("uq_inbox_conversation_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_inbox_received_at"), "inbox", ["received_at"], unique=False)
    is_open = sa.text(OPEN)
    op.create_index("ix_inbox_open", "inbox", ["conversation_id", "id"], sqlite_where=is_open, postgresql_where=is_open)
    op.add_column("messages", sa.Column("inbox_id", ID, nullable=True))
    op.create_index(op.f("ix_messages_inbox_id"), "messages", ["inbox_id"], unique=False)
