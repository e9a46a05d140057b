"""What people want to be told by the clock."""

from sqlalchemy import (
    Column,
    Integer,
    String,
    Table,
    Text,
)

from parley.db.tables.columns import Moment, conversation, metadata, principal

# What people want to be reminded of. The calendar is that of an account of theirs, by its owner's URI, or the house's.
reminders = Table(
    "reminders",
    metadata,
    Column("id", String(32), primary_key=True),
    principal(),
    conversation(),
    # Null for the house's, of which a visitor sees their own bookings.
    Column("owner", Text),
    Column("created_at", Moment, nullable=False),
    # "once" before one event, "every" before each, "moment" at a moment of the person's own about one event.
    Column("kind", String(8), nullable=False),
    Column("event_id", String(64)),
    # The event type that "every" keeps to, by its URI and the name it had; null for all of them.
    Column("event_type", Text),
    Column("type_name", Text),
    # When that event starts, or the one that is next, as it was last seen.
    Column("starts_at", Moment),
    # How long before: minutes that pass; or days on the calendar, at a minute of the day.
    Column("minutes", Integer, nullable=False),
    Column("days", Integer),
    Column("wall", Integer),
    Column("at", Moment),
    # Whatever was due up to here was told.
    Column("told_until", Moment, nullable=False),
    # Null while nothing is to be told, or the account cannot be looked into.
    Column("next_due", Moment, index=True),
    # When to look into the calendar again: what moved there moves this.
    Column("look_at", Moment, nullable=False, index=True),
)

# Summaries of a calendar at times of the week.
digests = Table(
    "digests",
    metadata,
    Column("id", String(32), primary_key=True),
    principal(),
    conversation(),
    Column("owner", Text),
    Column("created_at", Moment, nullable=False),
    # Days of the week, 0 for Monday, with commas; and the minute of the day on the wall.
    Column("weekdays", String(13), nullable=False),
    Column("wall", Integer, nullable=False),
    # "day", "tomorrow" or "week".
    Column("covers", String(8), nullable=False),
    # The zone that the person named for it, else it follows theirs; and the one that the next time was found with.
    Column("zone", String(64)),
    Column("zone_used", String(64), nullable=False),
    Column("next_due", Moment, nullable=False, index=True),
)
