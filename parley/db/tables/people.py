"""Those who chat, their conversations, and whoever is to be forgotten."""

from sqlalchemy import (
    JSON,
    Column,
    String,
    Table,
    UniqueConstraint,
)

from parley.db.tables.columns import Moment, metadata, principal

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
    principal(),
    Column("created_at", Moment, nullable=False),
    # When the person began anew, if ever: nothing from before is shown again, and nothing of it may be pressed.
    Column("begun_at", Moment),
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
