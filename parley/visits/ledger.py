"""The bookings that people made through the bot: which are whose."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from parley.accounts.vault import Vault
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import bookings, visitor_addresses

MOST = 50  # of one person that are looked at, the last ones
_COLUMNS = (
    bookings.c.id,
    bookings.c.principal_id,
    bookings.c.conversation_id,
    bookings.c.host,
    bookings.c.event_type,
    bookings.c.starts_at,
    bookings.c.key,
    bookings.c.event,
    bookings.c.invitee,
    bookings.c.email_digest,
    bookings.c.made_at,
)


@dataclass(frozen=True)
class Visitor:
    """Whoever books with somebody else: the person, and the conversation in which they do."""

    principal_id: str
    conversation_id: str


@dataclass(frozen=True)
class Entry:
    """One booking; `event` and `invitee` are URIs, None as long as it is not known whether it was made."""

    id: str
    principal_id: str
    conversation_id: str
    host: str
    event_type: str
    starts_at: datetime
    key: str
    event: str | None
    invitee: str | None
    email_digest: str
    made_at: datetime

    @property
    def event_id(self) -> str | None:
        """Return the event's id."""
        return self.event.rsplit("/", 1)[-1] if self.event else None

    @property
    def invitee_id(self) -> str | None:
        """Return the invitee's id."""
        return self.invitee.rsplit("/", 1)[-1] if self.invitee else None


class Ledger:
    """Keeps who booked what. Addresses are kept as digests: they are only ever compared."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    def begin(
        self, visitor: Visitor, host: str, event_type: str, starts_at: datetime, key: str, email: str
    ) -> tuple[str, bool]:
        """Note that a booking is about to be made, and return the note's id, and whether it is the first of its key.

        The same key has the same note.
        """
        values = {
            "id": uuid.uuid4().hex,
            "principal_id": visitor.principal_id,
            "conversation_id": visitor.conversation_id,
            "host": host,
            "event_type": event_type,
            "starts_at": starts_at,
            "key": key,
            "email_digest": self.digests(email)[0],
            "made_at": self._clock(),
        }
        try:
            with self._database.write() as connection:
                connection.execute(insert(bookings).values(values))
        except IntegrityError:
            return self._known(visitor, key), False
        return str(values["id"]), True

    def made(self, entry_id: str, event: str, invitee: str) -> None:
        """Note that a booking was made, as this event and invitee (URIs)."""
        with self._database.write() as connection:
            connection.execute(update(bookings).where(bookings.c.id == entry_id).values(event=event, invitee=invitee))

    def forget(self, entry_id: str) -> None:
        """Forget a booking that was certainly not made."""
        with self._database.write() as connection:
            connection.execute(delete(bookings).where(bookings.c.id == entry_id, bookings.c.event.is_(None)))

    def moved(self, entry: Entry, event: str, invitee: str, starts_at: datetime) -> None:
        """Note the booking that took the place of another one, for whoever the other one belongs to."""
        values = {
            "id": uuid.uuid4().hex,
            "principal_id": entry.principal_id,
            "conversation_id": entry.conversation_id,
            "host": entry.host,
            "event_type": entry.event_type,
            "starts_at": starts_at,
            "key": invitee[-255:],
            "event": event,
            "invitee": invitee,
            "email_digest": entry.email_digest,
            "made_at": self._clock(),
        }
        try:
            with self._database.write() as connection:
                connection.execute(insert(bookings).values(values))
        except IntegrityError:  # Two looked at once.
            return

    def of(self, principal_id: str, host: str) -> list[Entry]:
        """Return what a person booked with a host, and what was booked for an address shown to be theirs.

        At most 50, the latest to take place first.
        """
        shown = select(visitor_addresses.c.email_digest).where(
            visitor_addresses.c.principal_id == principal_id, visitor_addresses.c.until > self._clock()
        )
        theirs = or_(bookings.c.principal_id == principal_id, bookings.c.email_digest.in_(shown))
        query = select(*_COLUMNS).where(theirs, bookings.c.host == host)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(bookings.c.starts_at.desc()).limit(MOST)).mappings().all()
        return [_entry(row) for row in rows]

    def whose(self, host: str, invitees: Collection[str]) -> Visitor | None:
        """Return whose booking with a host this is, by the URIs that it has and had; None when it is no visitor's."""
        query = select(bookings.c.principal_id, bookings.c.conversation_id)
        query = query.where(bookings.c.host == host, bookings.c.invitee.in_(invitees))
        with self._database.read() as connection:
            row = connection.execute(query.order_by(bookings.c.made_at).limit(1)).one_or_none()
        return Visitor(*row) if row else None

    def holds(self, host: str, key: str) -> Visitor | None:
        """Return who made the booking with a host that carries this key; None when no visitor did."""
        query = select(bookings.c.principal_id, bookings.c.conversation_id)
        with self._database.read() as connection:
            rows = connection.execute(query.where(bookings.c.host == host, bookings.c.key == key).limit(1))
            row = rows.one_or_none()
        return Visitor(*row) if row else None

    def ahead(self, host: str, most: int) -> list[Entry]:
        """Return at most so many bookings with a host that are made and still to come, the soonest first."""
        query = select(*_COLUMNS).where(bookings.c.host == host, bookings.c.event.is_not(None))
        query = query.where(bookings.c.starts_at > self._clock()).order_by(bookings.c.starts_at).limit(most)
        with self._database.read() as connection:
            return [_entry(row) for row in connection.execute(query).mappings().all()]

    def has_any(self, principal_id: str) -> bool:
        """Return whether there is anything of this person's at all."""
        with self._database.read() as connection:
            return _any(connection, principal_id, self._clock())

    def known_addresses(self, digests: Collection[str]) -> bool:
        """Return whether anything was booked for an address."""
        query = select(bookings.c.id).where(bookings.c.email_digest.in_(digests), bookings.c.event.is_not(None))
        with self._database.read() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def digests(self, email: str) -> list[str]:
        """Return the digests of an address under every key, the newest first."""
        return self._vault.digests("invitee", email.strip().casefold())

    def _known(self, visitor: Visitor, key: str) -> str:
        mine = (bookings.c.principal_id == visitor.principal_id, bookings.c.key == key)
        with self._database.read() as connection:
            return str(connection.execute(select(bookings.c.id).where(*mine)).scalar_one())


def _any(connection: Connection, principal_id: str, now: datetime) -> bool:
    shown = select(visitor_addresses.c.email_digest).where(
        visitor_addresses.c.principal_id == principal_id, visitor_addresses.c.until > now
    )
    theirs = or_(bookings.c.principal_id == principal_id, bookings.c.email_digest.in_(shown))
    return connection.execute(select(bookings.c.id).where(theirs).limit(1)).first() is not None


def _entry(row: RowMapping) -> Entry:
    return Entry(**row)
