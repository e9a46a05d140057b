"""Operations in the database: each is recorded before anything is done, and its outcome before it is told."""

import json
import uuid
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import ColumnElement, Update, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.exc import IntegrityError

from parley.accounts.people import Conversation
from parley.accounts.places import operation_place
from parley.accounts.vault import Vault
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import operations
from parley.operations.operation import NoOperation, Operation
from parley.operations.outcomes import Outcome, is_undone, read, written
from parley.operations.requests import KINDS, BookingRequest, Request, kind_of
from parley.scheduling.kept import as_json, of_json

MOST = 100  # looked at in one go
BOOKING = next(kind for kind, request in KINDS.items() if request is BookingRequest)


class Operations:
    """Keeps operations. What they are about is sealed: names and addresses."""

    def __init__(self, database: Database, vault: Vault, clock: Clock) -> None:
        self._database = database
        self._vault = vault
        self._clock = clock

    def begin(
        self,
        conversation: Conversation,
        key: str,
        request: Request,
        grant_id: str | None = None,
        owner: str | None = None,
    ) -> Operation:
        """Return the operation of that confirmation: recorded now, or known already; begun again if nothing was done.

        `owner` says whose account it is done with, now and when it is begun again; without, `grant_id` names that.
        Once this returns, it will be carried out and told, whatever happens to this process.
        """
        operation_id = uuid.uuid4().hex
        values = {
            "id": operation_id,
            "principal_id": conversation.principal_id,
            "conversation_id": conversation.id,
            "kind": kind_of(request),
            "key": key,
            "grant_id": grant_id,
            "owner": owner,
            "request": self._seal(operation_id, "request", json.dumps(as_json(request))),
            "attempt": 1,
            "sends": 0,
            "made_at": self._clock(),
        }
        try:
            with self._database.write() as connection:
                connection.execute(insert(operations).values(values))
        except IntegrityError:
            return self._begun_again(self._one(_is_of(conversation.id, operations.c.key == key)), grant_id)
        return self.get(operation_id)

    def get(self, operation_id: str) -> Operation:
        """Return an operation. NoOperation when it is gone."""
        return self._one(operations.c.id == operation_id)

    def of_conversation(self, conversation_id: str, operation_id: str) -> Operation:
        """Return an operation of this very conversation. NoOperation for any other."""
        return self._one(_is_of(conversation_id, operations.c.id == operation_id))

    def known(self, conversation_id: str, key: str) -> Operation | None:
        """Return the operation of that confirmation, None while there is none."""
        try:
            return self._one(_is_of(conversation_id, operations.c.key == key))
        except NoOperation:
            return None

    def of_key(self, key: str) -> Operation | None:
        """Return the operation whose bookings carry this key in their tracking (`utm_content`), or None."""
        with self._database.read() as connection:
            row = connection.execute(select(operations).where(operations.c.key == key)).mappings().first()
        return self._operation(row) if row else None

    def open(self, older_than: timedelta) -> list[Operation]:
        """Return operations that were begun a while ago and of which the outcome is not known, the oldest first."""
        before = self._clock() - older_than
        waiting = select(operations).where(operations.c.done_at.is_(None), operations.c.made_at <= before)
        with self._database.read() as connection:
            rows = connection.execute(waiting.order_by(operations.c.made_at).limit(MOST)).mappings().all()
        return [self._operation(row) for row in rows]

    def open_of(self, principal_id: str) -> list[Operation]:
        """Return a person's operations of which the outcome is not known, the oldest first."""
        theirs = select(operations).where(operations.c.done_at.is_(None), operations.c.principal_id == principal_id)
        with self._database.read() as connection:
            rows = connection.execute(theirs.order_by(operations.c.made_at)).mappings().all()
        return [self._operation(row) for row in rows]

    def booked_for(self, principal_id: str) -> list[tuple[str, str]]:
        """Return the names and addresses that a person booked for last, those of the latest booking first."""
        theirs = select(operations).where(operations.c.principal_id == principal_id, operations.c.kind == BOOKING)
        with self._database.read() as connection:
            rows = connection.execute(theirs.order_by(operations.c.made_at.desc()).limit(MOST)).mappings().all()
        drafts = [of_json(BookingRequest, json.loads(self._open(row, "request"))).draft for row in rows]
        return list(dict.fromkeys((one.name or "", one.email) for one in drafts if one.email))

    def claim(self, operation: Operation) -> Operation | None:
        """Note that a booking is sent next, and return the operation so; None when somebody else has noted it since.

        Whoever has noted it is the only one to send, and to say that nothing was sent.
        """
        claimed = replace(operation, sends=operation.sends + 1, sent_at=self._clock())
        change = _undone(operation).where(operations.c.sends == operation.sends)
        return claimed if self._change(change.values(sends=claimed.sends, sent_at=claimed.sent_at)) else None

    def sending(self, operation: Operation) -> bool:
        """Note that what was claimed is sent at this very moment; False when it is somebody else's by now."""
        change = _undone(operation).where(operations.c.sends == operation.sends)
        return self._change(change.values(sent_at=self._clock()))

    def doubt(self, operation: Operation) -> None:
        """Note that an answer was missed."""
        first = _undone(operation).where(operations.c.doubted_at.is_(None))
        self._change(first.values(doubted_at=self._clock()))

    def note(self, operation: Operation, progress: dict[str, object]) -> None:
        """Note how far it is."""
        self._change(_undone(operation).values(progress=self._seal(operation.id, "progress", json.dumps(progress))))

    def finish(self, operation: Operation, outcome: Outcome) -> None:
        """Note what came of it, for good: the first one counts."""
        sealed = self._seal(operation.id, "outcome", written(outcome))
        self._change(_undone(operation).values(outcome=sealed, done_at=self._clock()))

    def confirm(self, operation_id: str) -> None:
        """Note that Calendly itself told that it stands."""
        unconfirmed = update(operations).where(operations.c.id == operation_id, operations.c.confirmed_at.is_(None))
        self._change(unconfirmed.values(confirmed_at=self._clock()))

    def _begun_again(self, known: Operation, grant_id: str | None) -> Operation:
        if not is_undone(known.outcome):
            return known
        again = {
            "attempt": known.attempt + 1,
            "grant_id": grant_id,
            **dict.fromkeys(("progress", "outcome", "sent_at", "doubted_at", "done_at")),
            "sends": 0,
            "made_at": self._clock(),
        }
        this = (operations.c.id == known.id, operations.c.attempt == known.attempt, operations.c.done_at.is_not(None))
        self._change(update(operations).where(*this).values(again))
        return self.get(known.id)

    def _one(self, which: ColumnElement[bool]) -> Operation:
        with self._database.read() as connection:
            row = connection.execute(select(operations).where(which)).mappings().one_or_none()
        if row is None:
            raise NoOperation
        return self._operation(row)

    def _operation(self, row: RowMapping) -> Operation:
        request: Request = of_json(KINDS[row["kind"]], json.loads(self._open(row, "request")))
        return Operation(
            row["id"],
            row["principal_id"],
            row["conversation_id"],
            row["kind"],
            row["key"],
            row["grant_id"],
            row["owner"],
            request,
            json.loads(self._open(row, "progress")) if row["progress"] else {},
            read(self._open(row, "outcome")) if row["outcome"] else None,
            row["attempt"],
            row["sends"],
            row["sent_at"],
            row["doubted_at"] is not None,
            row["confirmed_at"],
            row["made_at"],
        )

    def _change(self, change: Update) -> bool:
        with self._database.write() as connection:
            return connection.execute(change).rowcount == 1

    def _seal(self, operation_id: str, field: str, value: str) -> bytes:
        return self._vault.seal(value, operation_place(operation_id, field))

    def _open(self, row: RowMapping, field: str) -> str:
        return self._vault.open(row[field], operation_place(row["id"], field))


def _is_of(conversation_id: str, which: ColumnElement[bool]) -> ColumnElement[bool]:
    return (operations.c.conversation_id == conversation_id) & which


def _undone(operation: Operation) -> Update:
    this = operations.c.id == operation.id, operations.c.attempt == operation.attempt
    return update(operations).where(*this, operations.c.done_at.is_(None))
