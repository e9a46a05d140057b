"""Who may bring people: Slack workspaces and REST clients."""

from sqlalchemy import (
    Column,
    ForeignKey,
    LargeBinary,
    String,
    Table,
)

from parley.db.tables.columns import Moment, metadata

# Slack workspaces (or whole organizations) that the app is installed in.
slack_workspaces = Table(
    "slack_workspaces",
    metadata,
    # The workspace's id, the organization's where it is installed for all of its workspaces.
    Column("id", String(32), primary_key=True),
    Column("enterprise_id", String(32), index=True),
    Column("bot_token", LargeBinary, nullable=False),
    Column("bot_id", String(32)),
    Column("bot_user_id", String(32)),
    Column("installed_at", Moment, nullable=False),
)

# States of installations under way: whoever comes back with one began here.
slack_states = Table(
    "slack_states",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("expires_at", Moment, nullable=False, index=True),
)

# REST clients that were made from the command line; others stand in the settings.
rest_clients = Table(
    "rest_clients",
    metadata,
    # What the people who come by it belong to.
    Column("name", String(40), primary_key=True),
    # How much it may send; null for what the settings say.
    Column("rate", String(64)),
    # Where it is called back and what signs that, sealed: addresses may carry secrets. Null when it is not.
    Column("callback", LargeBinary),
    Column("created_at", Moment, nullable=False),
)

# Their keys; a client has several while one takes another's place.
rest_keys = Table(
    "rest_keys",
    metadata,
    # In clear, to name it by.
    Column("id", String(16), primary_key=True),
    Column("client", String(40), ForeignKey("rest_clients.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    # To the minute.
    Column("last_used_at", Moment),
    Column("revoked_at", Moment),
)
