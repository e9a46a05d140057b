"""The tables: people, their conversations and grants, what they did with them, what was said, and what is told."""

from parley.db.tables.accounts import attempts, grants, link_codes, revocations, tickets
from parley.db.tables.bookings import bookings, operations, visitor_addresses, visitor_codes
from parley.db.tables.channels import rest_clients, rest_keys, slack_states, slack_workspaces
from parley.db.tables.columns import Moment, metadata
from parley.db.tables.notices import footprints, looks, notice_settings, notices, sightings, subscriptions
from parley.db.tables.people import conversations, erasures, principals
from parley.db.tables.plans import digests, reminders
from parley.db.tables.talk import feedback, handoffs, inbox, messages

__all__ = [
    "Moment",
    "attempts",
    "bookings",
    "conversations",
    "digests",
    "erasures",
    "feedback",
    "footprints",
    "grants",
    "handoffs",
    "inbox",
    "link_codes",
    "looks",
    "messages",
    "metadata",
    "notice_settings",
    "notices",
    "operations",
    "principals",
    "reminders",
    "rest_clients",
    "rest_keys",
    "revocations",
    "sightings",
    "slack_states",
    "slack_workspaces",
    "subscriptions",
    "tickets",
    "visitor_addresses",
    "visitor_codes",
]
