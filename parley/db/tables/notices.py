"""What happens in calendars, where it is told from, and who wants to hear of it."""

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from parley.db.tables.columns import Moment, conversation, grant, metadata, principal

# What was changed at Calendly by way of a chat, so that it is news to nobody who did it.
footprints = Table(
    "footprints",
    metadata,
    # The owner of the calendar, and a booking's key, an event's or a no-show mark's id, or an invitee's URI.
    Column("owner", Text, primary_key=True),
    Column("thing", Text, primary_key=True),
    # Whose account it was done with.
    principal(),
    Column("made_at", Moment, nullable=False, index=True),
)

# Where Calendly tells of changes to an account's calendar: one for each grant that could have one.
subscriptions = Table(
    "subscriptions",
    metadata,
    # The last part of the address that Calendly calls: random, new each time it is made, and no proof of anything.
    Column("id", String(43), primary_key=True),
    grant(nullable=False, unique=True),
    # "wanted", "live", or "refused" by plan or scope; only while it is live the calendar is not looked at.
    Column("state", String(8), nullable=False),
    # Null until Calendly has made it.
    Column("uri", Text),
    # How often it was made.
    Column("generation", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    # When it is tried again, or looked after.
    Column("check_at", Moment, nullable=False, index=True),
)

# When each account's calendar was looked at, and when it is next.
looks = Table(
    "looks",
    metadata,
    grant(primary_key=True),
    Column("looked_at", Moment),
    Column("look_at", Moment, nullable=False, index=True),
)

# What such a look saw: events by their ids, with all that tells one look from the next.
sightings = Table(
    "sightings",
    metadata,
    grant(primary_key=True),
    Column("event", String(64), primary_key=True),
    Column("starts_at", Moment, nullable=False),
    Column("version", String(120), nullable=False),
    # The no-show mark (URI) of each invitee (URI) who has one.
    Column("marks", JSON, nullable=False),
)

# What a person has to hear about a calendar; words are asked for at Calendly when it is told.
notices = Table(
    "notices",
    metadata,
    # A digest of the person, the kind and the thing: the same change is one notice, however often it is heard of.
    Column("id", String(32), primary_key=True),
    principal(),
    conversation(),
    # The grant whose calendar it is about; null when the person is a visitor of the house.
    grant(nullable=True, index=True),
    Column("kind", String(16), nullable=False),
    # URIs; of a move `invitee` is the new one and `before` the old one.
    Column("invitee", Text, nullable=False),
    Column("before", Text),
    Column("heard_at", Moment, nullable=False, index=True),
    # Those told together, by the id of the first.
    Column("batch", String(32), index=True),
    Column("batched_at", Moment),
    # Null until it was told, or turned out to be nothing to tell any more.
    Column("settled_at", Moment),
)

Index(
    "ix_notices_waiting",
    notices.c.conversation_id,
    sqlite_where=notices.c.settled_at.is_(None),
    postgresql_where=notices.c.settled_at.is_(None),
)

# What a person wants to be told, where it was ever said.
notice_settings = Table(
    "notice_settings",
    metadata,
    Column("principal_id", String(32), ForeignKey("principals.id", ondelete="CASCADE"), primary_key=True),
    # Kinds that are off, parted by spaces.
    Column("off", Text, nullable=False),
    # On the person's own clocks, "22:00" to "07:00"; null for none.
    Column("quiet_from", String(5)),
    Column("quiet_to", String(5)),
    Column("paused_until", Moment),
)
