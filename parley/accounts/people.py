"""Principals and their conversations."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypedDict, Unpack

from sqlalchemy import ColumnElement, Connection, Select, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import conversations, messages, principals

# The channel of the one principal that is nobody's chat: the operator's own account.
HOUSE = "house"


@dataclass(frozen=True)
class Conversation:
    """One principal's conversation; `id` is what Rasa knows it by."""

    id: str
    principal_id: str
    channel: str
    address: str


@dataclass(frozen=True)
class Preferences:
    """How a person wants times told, and who they are where their channel knows; None where it was never said.

    Zones are IANA's names: `channel_zone` as their browser or client reports it, `chosen_zone` as they said themselves.
    `locale` is a BCP 47 tag such as `en-GB`: as they said themselves, else as it is reported.
    """

    channel_zone: str | None = None
    chosen_zone: str | None = None
    locale: str | None = None
    clock: Literal["12h", "24h"] | None = None
    channel_name: str | None = None
    channel_email: str | None = None


class Changes(TypedDict, total=False):
    """Preferences to change; None takes one back. `locale` is the channel's, `chosen_locale` the person's own."""

    channel_zone: str | None
    chosen_zone: str | None
    locale: str | None
    chosen_locale: str | None
    clock: Literal["12h", "24h"] | None
    channel_name: str | None
    channel_email: str | None


class UnknownConversation(LookupError):
    """No conversation has this id."""


class People:
    """Finds and makes principals and conversations."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def meet(self, channel: str, address: str) -> Conversation:
        """Return the conversation of the person known on `channel` as `address`, made now if it is their first."""
        with self._database.read() as connection:
            known = _newest(connection, channel, address)
        if known:
            return known
        try:
            return self._create(channel, address)
        except IntegrityError:  # Two first messages at once: the other one made it.
            return self.meet(channel, address)

    def conversation(self, conversation_id: str) -> Conversation:
        """Return the conversation; UnknownConversation when there is none."""
        query = _joined().where(conversations.c.id == conversation_id)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise UnknownConversation(conversation_id)
        return Conversation(*row)

    def conversation_of(self, principal_id: str) -> Conversation:
        """Return a person's newest conversation; UnknownConversation when there is none."""
        query = _joined().where(principals.c.id == principal_id).order_by(conversations.c.created_at.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise UnknownConversation(principal_id)
        return Conversation(*row)

    def preferences(self, principal_id: str) -> Preferences:
        """Return a person's preferences."""
        own = {"locale": func.coalesce(principals.c.chosen_locale, principals.c.locale)}
        columns = (own.get(name, principals.c[name]) for name in Preferences.__dataclass_fields__)
        with self._database.read() as connection:
            row = connection.execute(select(*columns).where(principals.c.id == principal_id)).one_or_none()
        return Preferences(*row) if row else Preferences()

    def prefer(self, principal_id: str, **changes: Unpack[Changes]) -> None:
        """Change those preferences that are named, and no others."""
        if changes:
            with self._database.write() as connection:
                connection.execute(update(principals).where(principals.c.id == principal_id).values(**changes))

    def _create(self, channel: str, address: str) -> Conversation:
        now = self._clock()
        made = Conversation(secrets.token_urlsafe(24), uuid.uuid4().hex, channel, address)
        with self._database.write() as connection:
            connection.execute(
                insert(principals).values(id=made.principal_id, channel=channel, address=address, created_at=now)
            )
            connection.execute(insert(conversations).values(id=made.id, principal_id=made.principal_id, created_at=now))
        return made


def is_current(conversation_id: str, at: datetime | None = None) -> ColumnElement[bool]:
    """Return the condition for those messages of a conversation that count since the person began anew, or did `at`."""
    begun = select(conversations.c.begun_at).where(conversations.c.id == conversation_id).scalar_subquery()
    not_yet = begun.is_(None) if at is None else or_(begun.is_(None), begun > at)
    return (messages.c.conversation_id == conversation_id) & or_(not_yet, messages.c.created_at > begun)


def _joined() -> Select[str, str, str, str]:
    return select(conversations.c.id, principals.c.id, principals.c.channel, principals.c.address).join_from(
        conversations, principals
    )


def _newest(connection: Connection, channel: str, address: str) -> Conversation | None:
    query = (
        _joined()
        .where(principals.c.channel == channel, principals.c.address == address)
        .order_by(conversations.c.created_at.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return Conversation(*row) if row else None
