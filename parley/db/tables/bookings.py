"""What was said yes to and booked, by owners and by visitors."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from parley.db.tables.columns import Moment, conversation, metadata, principal

# Bookings that people made through the bot with a host who is not themselves.
bookings = Table(
    "bookings",
    metadata,
    Column("id", String(32), primary_key=True),
    principal(),
    conversation(),
    # The Calendly user that was booked with, and what was booked, as URIs.
    Column("host", Text, nullable=False),
    Column("event_type", Text, nullable=False),
    Column("starts_at", Moment, nullable=False),
    # What the booking carries to be known again by, when the answer to making it was lost.
    Column("key", String(255), nullable=False),
    # Null until Calendly has said that it is made.
    Column("event", Text),
    Column("invitee", Text),
    Column("email_digest", String(64), nullable=False, index=True),
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("principal_id", "key"),
)

# What people said yes to (`kind`: booking, rescheduling, cancelling): recorded before anything is sent to Calendly.
operations = Table(
    "operations",
    metadata,
    Column("id", String(32), primary_key=True),
    principal(),
    conversation(),
    Column("kind", String(16), nullable=False),
    # The confirmation's own: the same yes again is the same operation. A booking carries it to Calendly.
    Column("key", String(64), nullable=False, index=True),
    # Which of the person's accounts it is done with; null leaves it to the default. One that is gone is missed then.
    Column("grant_id", String(32)),
    # Whose account it is done with, which stays the same when that is linked anew; null in rows of older releases.
    Column("owner", String(255)),
    # Sealed, as are the two below: names and addresses.
    Column("request", LargeBinary, nullable=False),
    # What is done of it already, where it takes several calls.
    Column("progress", LargeBinary),
    # Null until it is known for certain what came of it, as is `done_at`.
    Column("outcome", LargeBinary),
    # How often it was begun: again only after nothing was done.
    Column("attempt", Integer, nullable=False),
    # How often a booking was sent in this attempt, and when last; noted before it is sent.
    Column("sends", Integer, nullable=False),
    Column("sent_at", Moment),
    # When Calendly's answer was first missed; null while it never was.
    Column("doubted_at", Moment),
    # When Calendly itself told that it stands.
    Column("confirmed_at", Moment),
    Column("made_at", Moment, nullable=False),
    Column("done_at", Moment),
    UniqueConstraint("conversation_id", "key"),
)

Index(
    "ix_operations_open",
    operations.c.made_at,
    sqlite_where=operations.c.done_at.is_(None),
    postgresql_where=operations.c.done_at.is_(None),
)

# Codes sent by mail to find the bookings of an address again; kept for a day, to count how many were asked for.
visitor_codes = Table(
    "visitor_codes",
    metadata,
    Column("id", String(32), primary_key=True),
    principal(),
    Column("email_digest", String(64), nullable=False, index=True),
    Column("digest", String(64), nullable=False),
    Column("tries_left", Integer, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False, index=True),
)

# Addresses that people have shown to be theirs by such a code, and until when that holds.
visitor_addresses = Table(
    "visitor_addresses",
    metadata,
    Column(
        "principal_id", String(32), ForeignKey("principals.id", ondelete="CASCADE"), nullable=False, primary_key=True
    ),
    Column("email_digest", String(64), nullable=False, primary_key=True),
    Column("until", Moment, nullable=False),
)
