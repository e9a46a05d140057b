"""Several accounts for one person, preferences, and revocations that outlive their grants."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from parley.db.tables import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WAITING_LIFE = timedelta(minutes=30)
UNTOLD = "state = 'ended' AND told_at IS NULL"

grants = sa.table(
    "grants",
    sa.column("id", sa.String),
    sa.column("principal_id", sa.String),
    sa.column("state", sa.String),
    sa.column("created_at", Moment()),
    sa.column("confirm_by", Moment()),
    sa.column("linked_at", Moment()),
    sa.column("ended_at", Moment()),
    sa.column("told_at", Moment()),
)
principals = sa.table("principals", sa.column("id", sa.String), sa.column("default_grant_id", sa.String))


def upgrade() -> None:
    """Apply."""
    _add_columns()
    _add_revocations()
    for table in ("tickets", "attempts"):
        op.create_index(op.f(f"ix_{table}_expires_at"), table, ["expires_at"], unique=False)
    connection = op.get_bind()
    _date_grants(connection)
    _choose_defaults(connection)


def _add_columns() -> None:
    for name, kind in (
        ("default_grant_id", sa.String(length=32)),
        ("channel_zone", sa.String(length=64)),
        ("chosen_zone", sa.String(length=64)),
        ("locale", sa.String(length=35)),
        ("clock", sa.String(length=3)),
    ):
        op.add_column("principals", sa.Column(name, kind, nullable=True))
    op.add_column("messages", sa.Column("about", sa.String(length=32), nullable=True))
    op.add_column("grants", sa.Column("organization_name", sa.Text(), nullable=True))
    op.add_column("grants", sa.Column("generation", sa.Integer(), server_default=sa.text("0"), nullable=False))
    for name in ("confirm_by", "linked_at", "ended_at", "told_at"):
        op.add_column("grants", sa.Column(name, Moment(), nullable=True))
    op.create_index(op.f("ix_grants_confirm_by"), "grants", ["confirm_by"], unique=False)
    untold = sa.text(UNTOLD)
    op.create_index("ix_grants_untold", "grants", ["ended_at"], sqlite_where=untold, postgresql_where=untold)


def _add_revocations() -> None:
    op.create_table(
        "revocations",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("refresh_token", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("try_after", Moment(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revocations")),
    )
    op.create_index(op.f("ix_revocations_try_after"), "revocations", ["try_after"], unique=False)


def _date_grants(connection: sa.Connection) -> None:
    made, settled = grants.c.created_at, grants.c.state != "waiting"
    connection.execute(sa.update(grants).where(settled).values(linked_at=made))
    # Whoever met one that ended before now was told then.
    connection.execute(sa.update(grants).where(grants.c.state == "ended").values(ended_at=made, told_at=made))
    for row in connection.execute(sa.select(grants.c.id, made).where(~settled)).all():
        life = {"confirm_by": row.created_at + WAITING_LIFE}
        connection.execute(sa.update(grants).where(grants.c.id == row.id).values(life))


def _choose_defaults(connection: sa.Connection) -> None:
    # The one that was used so far: the newest live one, else the newest that ended.
    ordered = sa.select(grants.c.id, grants.c.principal_id).where(grants.c.state != "waiting")
    ordered = ordered.order_by(grants.c.state == "live", grants.c.created_at)
    defaults = {row.principal_id: row.id for row in connection.execute(ordered)}
    for principal_id, grant_id in defaults.items():
        change = sa.update(principals).where(principals.c.id == principal_id)
        connection.execute(change.values(default_grant_id=grant_id))
