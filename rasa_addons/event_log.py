"""Conversations in SQL: every event of each, in order, and where the live part of it begins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from rasa.shared.core.events import UserUttered
from sqlalchemy.engine import Connection, Engine, make_url

BUSY_TIMEOUT_MS = 5_000
POSTGRESQL_CONNECTIONS = 8
# An error would otherwise show the values of its statement, and with them what people said.
ENGINE: dict[str, Any] = {"future": True, "hide_parameters": True}

metadata = sa.MetaData()

conversations = sa.Table(
    "rasa_conversations",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("events", sa.Integer, nullable=False),
    sa.Column("live_from", sa.Integer, nullable=False),
    sa.Column("carried", sa.Text, nullable=False),
)

events = sa.Table(
    "rasa_events",
    metadata,
    sa.Column("conversation", sa.String(64), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(64), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
)


class ConversationMovedOn(Exception):
    """Somebody else wrote to this conversation since it was read; the turn that wanted to write is void."""


class Stored(NamedTuple):
    """One event as the database has it."""

    kind: str
    at: float
    data: str


class Live(NamedTuple):
    """Where the live part of a conversation begins, and what is carried into it (JSON list of events)."""

    start: int
    carried: str


class Head(NamedTuple):
    """How many events a conversation has, and which part of it is live."""

    events: int
    live: Live


class EventLog:
    """The two tables. Every method is one transaction and raises `sqlalchemy.exc.SQLAlchemyError` when it fails."""

    def __init__(self, url: str) -> None:
        """Open the database and make the tables that are missing. Raises ValueError for a URL that cannot be used."""
        self._engine = _engine(url)
        with self._engine.begin() as connection:
            _create_tables(connection)

    @property
    def is_remote(self) -> bool:
        """Whether a statement waits for a server rather than for a local file."""
        return self._engine.dialect.name != "sqlite"

    def head(self, conversation: str) -> Head | None:
        """What is known of a conversation; None when it has no event."""
        with self._engine.connect() as connection:
            row = connection.execute(_HEAD, {"conversation": conversation}).first()
        return Head(row.events, Live(row.live_from, row.carried)) if row else None

    def read(self, conversation: str, start: int = 0) -> list[str]:
        """The events from position `start` on, oldest first, each as JSON."""
        with self._engine.connect() as connection:
            rows = connection.execute(_READ, {"conversation": conversation, "start": start})
            return [row.data for row in rows]

    def append(self, conversation: str, after: int, new: Sequence[Stored], live: Live | None = None) -> None:
        """Add events behind the first `after` ones, and move the live part if told to: both or neither.

        Raises ConversationMovedOn when the conversation does not have exactly `after` events.
        """
        with self._engine.begin() as connection:
            self._count(connection, conversation, after, len(new), live)
            connection.execute(events.insert(), _rows(conversation, after, new))

    def _count(self, connection: Connection, conversation: str, after: int, more: int, live: Live | None) -> None:
        if after == 0:
            _start(connection, conversation, more)
            return
        changed = {"events": after + more, **_live_columns(live)}
        known = (conversations.c.id == conversation) & (conversations.c.events == after)
        if connection.execute(conversations.update().where(known).values(changed)).rowcount != 1:
            raise ConversationMovedOn(conversation)

    def forget(self, conversation: str) -> None:
        """Delete a conversation with all its events."""
        with self._engine.begin() as connection:
            connection.execute(events.delete().where(events.c.conversation == conversation))
            connection.execute(conversations.delete().where(conversations.c.id == conversation))

    def over(self, before: float, limit: int) -> list[str]:
        """The ids of conversations in which nothing has happened since the moment (seconds since 1970)."""
        last = sa.select(events.c.conversation).group_by(events.c.conversation)
        with self._engine.connect() as connection:
            rows = connection.execute(last.having(sa.func.max(events.c.at) < before).limit(limit))
            return [row.conversation for row in rows]

    def is_over(self, conversation: str, before: float) -> bool:
        """Whether nothing has happened in the conversation since the moment."""
        since = (events.c.conversation == conversation, events.c.at >= before)
        with self._engine.connect() as connection:
            return connection.execute(sa.select(events.c.position).where(*since).limit(1)).first() is None

    def long_ones(self, before: float, limit: int) -> list[str]:
        """The ids of conversations in which something was said before the moment."""
        said = (events.c.kind == UserUttered.type_name, events.c.at < before)
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(events.c.conversation).where(*said).distinct().limit(limit))
            return [row.conversation for row in rows]

    def forget_before(self, conversation: str, before: float, live: Live) -> None:
        """Move the live part, and delete what is older than the moment and not in it."""
        old = (events.c.conversation == conversation, events.c.position < live.start, events.c.at < before)
        with self._engine.begin() as connection:
            moved = conversations.update().where(conversations.c.id == conversation)
            connection.execute(moved.values(_live_columns(live)))
            connection.execute(events.delete().where(*old))

    def conversations(self) -> list[str]:
        """The ids of all conversations."""
        with self._engine.connect() as connection:
            return [row.id for row in connection.execute(sa.select(conversations.c.id))]

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


_HEAD = sa.select(conversations.c.events, conversations.c.live_from, conversations.c.carried).where(
    conversations.c.id == sa.bindparam("conversation")
)
_READ = (
    sa.select(events.c.data)
    .where(events.c.conversation == sa.bindparam("conversation"), events.c.position >= sa.bindparam("start"))
    .order_by(events.c.position)
)


def _start(connection: Connection, conversation: str, count: int) -> None:
    try:
        row = {"id": conversation, "events": count, "live_from": 0, "carried": "[]"}
        connection.execute(conversations.insert(), row)
    except sa.exc.IntegrityError as error:
        raise ConversationMovedOn(conversation) from error


def _live_columns(live: Live | None) -> dict[str, Any]:
    return {"live_from": live.start, "carried": live.carried} if live else {}


def _rows(conversation: str, after: int, new: Sequence[Stored]) -> list[dict[str, Any]]:
    return [
        {"conversation": conversation, "position": after + index, **event._asdict()} for index, event in enumerate(new)
    ]


def _create_tables(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Two processes that start together would both try to create the tables.
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext('rasa_conversations'))"))
    metadata.create_all(connection)


def _engine(url: str) -> Engine:
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    # The app's environment speaks to PostgreSQL through another driver; here it is psycopg2 whatever the URL says.
    address = address.set(drivername="postgresql+psycopg2")
    pool = {"pool_size": POSTGRESQL_CONNECTIONS, "max_overflow": 0, "pool_pre_ping": True}
    return sa.create_engine(address, **pool, **ENGINE)


def _address(url: str) -> sa.engine.URL:
    try:
        address = make_url(url)
    except sa.exc.ArgumentError:
        # SQLAlchemy's message would show the whole URL, its password included.
        raise ValueError("it is not a database URL") from None
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise ValueError("it is neither sqlite: nor postgresql:")
    return address


def _sqlite(address: sa.engine.URL) -> Engine:
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    one = {"poolclass": sa.pool.StaticPool, "connect_args": {"check_same_thread": False}}
    engine = sa.create_engine(address, **one, **ENGINE)
    sa.event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    # With WAL a power cut may lose the last turns, never the file; a crash of the process loses nothing.
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
