"""What is said: what came in and is worked, what is shown, and what is passed on to the people behind the bot."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from parley.db.tables.columns import Moment, conversation, metadata, principal

messages = Table(
    "messages",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    conversation(),
    Column("author", String(8), nullable=False),  # "user" or "bot"
    Column("body", JSON, nullable=False),
    Column("has_buttons", Boolean, nullable=False),
    # What a message is about, where it must be found again while it waits.
    Column("about", String(32)),
    Column("created_at", Moment, nullable=False, index=True),
    # Null until a channel has handed it over.
    Column("delivered_at", Moment),
    # When a client that asks for its messages was last given it; until it says that it has it, it waits.
    Column("picked_at", Moment),
    # The message of the inbox with whose answer it is handed over. No foreign key: it is kept for longer.
    Column("inbox_id", BigInteger().with_variant(Integer, "sqlite"), index=True),
)

Index(
    "ix_messages_waiting",
    messages.c.conversation_id,
    sqlite_where=messages.c.delivered_at.is_(None),
    postgresql_where=messages.c.delivered_at.is_(None),
)

# What people said, from its arrival until a repeat of it can no longer come.
inbox = Table(
    "inbox",
    metadata,
    # In order of arrival.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    conversation(index=False),
    # The client's own; null where it sends none.
    Column("message_id", String(64)),
    # What Rasa knows the turn by: the same for every try.
    Column("turn", String(32), nullable=False),
    # Text, and the title of a pressed button. Empty once it is worked: then the messages have it.
    Column("body", JSON, nullable=False),
    # What was decided on where deciding again would come out differently: a code is used up by trying it.
    Column("payload", Text),
    # The gateway that took it, as its locks know it.
    Column("holder", Integer, nullable=False),
    Column("received_at", Moment, nullable=False, index=True),
    Column("worked_at", Moment),
    # When its sender was told that it failed: it is worked only if they send it again.
    Column("withdrawn_at", Moment),
    UniqueConstraint("conversation_id", "message_id"),
    # Ids stand in messages and jobs that outlive the row: they are never used again.
    sqlite_autoincrement=True,
)

Index(
    "ix_inbox_open",
    inbox.c.conversation_id,
    inbox.c.id,
    sqlite_where=text("worked_at IS NULL AND withdrawn_at IS NULL"),
    postgresql_where=text("worked_at IS NULL AND withdrawn_at IS NULL"),
)

# Requests for a person, until somebody was told.
handoffs = Table(
    "handoffs",
    metadata,
    Column("id", String(32), primary_key=True),
    principal(),
    conversation(),
    # What the person agreed to say about how to reach them; null for nothing, and once it is settled.
    Column("reach", Text),
    # Whether they agreed that the last messages go along.
    Column("with_messages", Boolean, nullable=False),
    Column("asked_at", Moment, nullable=False),
    # When somebody was told, or it was given up.
    Column("settled_at", Moment, index=True),
)

# What people say of how a task went, and when they were asked.
feedback = Table(
    "feedback",
    metadata,
    Column("id", String(32), primary_key=True),
    principal(),
    # "booking", "cancelling", "moving"; "unasked" what somebody said of their own accord.
    Column("about", String(16), nullable=False),
    Column("asked_at", Moment, nullable=False, index=True),
    # Null until it is answered.
    Column("is_good", Boolean),
    # What went wrong, in the person's words.
    Column("words", Text),
)
