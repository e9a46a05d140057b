"""The tables: people, their conversations and grants, what they did with them, what was said, and what is told."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite has no zone of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime: its zone would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _conversation(*, index: bool = True) -> Column[Any]:
    return Column(
        "conversation_id", String(64), ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=index
    )


def _principal() -> Column[Any]:
    return Column(
        "principal_id", String(32), ForeignKey("principals.id", ondelete="CASCADE"), nullable=False, index=True
    )


principals = Table(
    "principals",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("channel", String(32), nullable=False),
    # Who the person is on that channel, e.g. `<visitor>` or `<client>:<sender>`.
    Column("address", String(512), nullable=False),
    # One of the person's own grants, whenever they have one that is live or ended. No foreign key: each row would
    # need the other one first.
    Column("default_grant_id", String(32)),
    # Preferences; null was never said. Zones are IANA's names, the locale is BCP 47's, the clock "12h" or "24h".
    Column("channel_zone", String(64)),
    Column("chosen_zone", String(64)),
    Column("locale", String(35)),
    Column("chosen_locale", String(35)),
    Column("clock", String(3)),
    # Who the person is, as their client has made sure; null where it says nothing.
    Column("channel_name", String(255)),
    Column("channel_email", String(320)),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("channel", "address"),
)

conversations = Table(
    "conversations",
    metadata,
    # Random and unguessable: it is Rasa's sender_id.
    Column("id", String(64), primary_key=True),
    _principal(),
    Column("created_at", Moment, nullable=False),
    # When the person began anew, if ever: nothing from before is shown again, and nothing of it may be pressed.
    Column("begun_at", Moment),
)

messages = Table(
    "messages",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    _conversation(),
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
    _conversation(index=False),
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

grants = Table(
    "grants",
    metadata,
    Column("id", String(32), primary_key=True),
    _principal(),
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
    _conversation(),
    Column("scopes", Text, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("used_at", Moment),
)

attempts = Table(
    "attempts",
    metadata,
    # RFC 6749 §10.12: the state, and with it the browser that may bring it back.
    Column("state_digest", String(64), primary_key=True),
    _conversation(),
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
    _conversation(),
    Column("digest", String(64), nullable=False),
    Column("tries_left", Integer, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

# Bookings that people made through the bot with a host who is not themselves.
bookings = Table(
    "bookings",
    metadata,
    Column("id", String(32), primary_key=True),
    _principal(),
    _conversation(),
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
    _principal(),
    _conversation(),
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
    _principal(),
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

# Requests for a person, until somebody was told.
handoffs = Table(
    "handoffs",
    metadata,
    Column("id", String(32), primary_key=True),
    _principal(),
    _conversation(),
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
    _principal(),
    # "booking", "cancelling", "moving"; "unasked" what somebody said of their own accord.
    Column("about", String(16), nullable=False),
    Column("asked_at", Moment, nullable=False, index=True),
    # Null until it is answered.
    Column("is_good", Boolean),
    # What went wrong, in the person's words.
    Column("words", Text),
)

# People who are to be erased. Not their rows: these go with them, and this one stays until all the rest is gone.
erasures = Table(
    "erasures",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("principal_id", String(32), nullable=False, unique=True),
    # Ids of conversations that Rasa and the jobs still have to forget.
    Column("conversations", JSON, nullable=False),
    Column("asked_at", Moment, nullable=False),
)

# What people want to be reminded of. The calendar is that of an account of theirs, by its owner's URI, or the house's.
reminders = Table(
    "reminders",
    metadata,
    Column("id", String(32), primary_key=True),
    _principal(),
    _conversation(),
    # Null for the house's, of which a visitor sees their own bookings.
    Column("owner", Text),
    Column("created_at", Moment, nullable=False),
    # "once" before one event, "every" before each, "moment" at a moment of the person's own about one event.
    Column("kind", String(8), nullable=False),
    Column("event_id", String(64)),
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
    _principal(),
    _conversation(),
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


def _grant(**more: Any) -> Column[Any]:
    return Column("grant_id", String(32), ForeignKey("grants.id", ondelete="CASCADE"), **more)


# What was changed at Calendly by way of a chat, so that it is news to nobody who did it.
footprints = Table(
    "footprints",
    metadata,
    # The owner of the calendar, and a booking's key, an event's or a no-show mark's id, or an invitee's URI.
    Column("owner", Text, primary_key=True),
    Column("thing", Text, primary_key=True),
    # Whose account it was done with.
    _principal(),
    Column("made_at", Moment, nullable=False, index=True),
)

# Where Calendly tells of changes to an account's calendar: one for each grant that could have one.
subscriptions = Table(
    "subscriptions",
    metadata,
    # The last part of the address that Calendly calls: random, new each time it is made, and no proof of anything.
    Column("id", String(43), primary_key=True),
    _grant(nullable=False, unique=True),
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
    _grant(primary_key=True),
    Column("looked_at", Moment),
    Column("look_at", Moment, nullable=False, index=True),
)

# What such a look saw: events by their ids, with all that tells one look from the next.
sightings = Table(
    "sightings",
    metadata,
    _grant(primary_key=True),
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
    _principal(),
    _conversation(),
    # The grant whose calendar it is about; null when the person is a visitor of the house.
    _grant(nullable=True, index=True),
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
