"""Codes in SQL."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from parley.accounts.stores.base import Bury, CodeCheck, KeptCode
from parley.accounts.stores.sql_rows import drop, lock_chat
from parley.db.engine import Database
from parley.db.tables import grants, link_codes


class SqlCodes:
    """The `CodeStore` in SQL."""

    def __init__(self, database: Database, bury: Bury) -> None:
        self._database = database
        self._bury = bury

    def issue(self, code: KeptCode) -> None:
        """Keep a code."""
        with suppress(IntegrityError):  # Its grant is gone.
            self._issue(code)

    def _issue(self, code: KeptCode) -> None:
        theirs = link_codes.c.conversation_id == code.conversation_id
        earlier = select(link_codes.c.grant_id).where(theirs)
        with self._database.write() as connection:
            lock_chat(connection, code.conversation_id)
            drop(connection, self._bury, grants.c.id.in_(earlier), grants.c.state == "waiting")
            connection.execute(delete(link_codes).where(theirs))
            connection.execute(insert(link_codes).values(asdict(code)))

    def consume(
        self, conversation_id: str, judge: Callable[[KeptCode], CodeCheck], confirm_by: datetime
    ) -> tuple[CodeCheck, KeptCode | None]:
        """Spend one try: taken before it is judged, so that guesses at the same moment share the five."""
        tries = link_codes.c.tries_left
        try_one = update(link_codes).where(link_codes.c.conversation_id == conversation_id, tries > 0)
        with self._database.write() as connection:
            lock_chat(connection, conversation_id)
            row = connection.execute(try_one.values(tries_left=tries - 1).returning(*link_codes.c)).one_or_none()
            if row is None:
                return CodeCheck.NOT_WAITING, None
            code = KeptCode(*row)
            outcome = judge(code)
            if outcome is CodeCheck.WRONG and code.tries_left:
                return outcome, code
            connection.execute(delete(link_codes).where(link_codes.c.grant_id == code.grant_id))
            if outcome is CodeCheck.RIGHT:
                self._name(connection, code.grant_id, confirm_by)
                return outcome, code
            drop(connection, self._bury, grants.c.id == code.grant_id, grants.c.state == "waiting")
        return (CodeCheck.NO_TRIES_LEFT if outcome is CodeCheck.WRONG else outcome), code

    def waits(self, conversation_id: str, now: datetime) -> bool:
        """Return whether a code is still to be typed."""
        theirs = (link_codes.c.conversation_id == conversation_id) & (link_codes.c.expires_at > now)
        with self._database.read() as connection:
            return connection.execute(select(link_codes.c.grant_id).where(theirs)).first() is not None

    def _name(self, connection: Connection, grant_id: str, confirm_by: datetime) -> None:
        person = select(grants.c.principal_id).where(grants.c.id == grant_id).scalar_subquery()
        drop(connection, self._bury, grants.c.principal_id == person, grants.c.state == "named")
        change = update(grants).where(grants.c.id == grant_id)
        connection.execute(change.values(state="named", confirm_by=confirm_by))
