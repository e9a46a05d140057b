"""Calendly accounts, and the ways to one."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from parley.db.tables.columns import Moment, conversation, metadata, principal

grants = Table(
    "grants",
    metadata,
    Column("id", String(32), primary_key=True),
    principal(),
    # "waiting" until its code was typed in the chat, "named" until the person agreed to that account, then "live";
    # "ended" once Calendly refused its refresh token.
    Column("state", String(8), nullable=False),
    Column("owner_uri", Text, nullable=False),
    Column("organization_uri", Text),
    Column("organization_name", Text),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("time_notation", String(8), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("access_token", LargeBinary, nullable=False),
    Column("refresh_token", LargeBinary, nullable=False),
    Column("expires_at", Moment, nullable=False),
    # Set while one process spends the refresh token; free again at this moment if that process died.
    Column("refreshing_until", Moment),
    # How often it was refreshed: tokens are stored only over those that they followed.
    Column("generation", Integer, nullable=False, server_default=text("0")),
    # When a grant that nobody agreed to goes; null once it is live.
    Column("confirm_by", Moment, index=True),
    Column("linked_at", Moment),
    Column("ended_at", Moment),
    # When the person was told that it ended.
    Column("told_at", Moment),
    Column("created_at", Moment, nullable=False),
)

Index(
    "ix_grants_untold",
    grants.c.ended_at,
    sqlite_where=text("state = 'ended' AND told_at IS NULL"),
    postgresql_where=text("state = 'ended' AND told_at IS NULL"),
)

# Refresh tokens of grants that are gone, to be ended at Calendly. Whose they were is nobody's business any more.
revocations = Table(
    "revocations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("refresh_token", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("try_after", Moment, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    # Subscriptions (ids, parted by spaces) that must be ended first, as nobody can who has no token any more.
    Column("hooks", Text),
)

tickets = Table(
    "tickets",
    metadata,
    Column("digest", String(64), primary_key=True),
    conversation(),
    Column("scopes", Text, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("used_at", Moment),
)

attempts = Table(
    "attempts",
    metadata,
    # RFC 6749 §10.12: the state, and with it the browser that may bring it back.
    Column("state_digest", String(64), primary_key=True),
    conversation(),
    Column("browser_digest", String(64), nullable=False),
    Column("verifier", LargeBinary, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("used_at", Moment),
)

link_codes = Table(
    "link_codes",
    metadata,
    Column("grant_id", String(32), ForeignKey("grants.id", ondelete="CASCADE"), primary_key=True),
    conversation(),
    Column("digest", String(64), nullable=False),
    Column("tries_left", Integer, nullable=False),
    Column("expires_at", Moment, nullable=False),
)
