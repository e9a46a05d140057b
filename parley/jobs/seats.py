"""Seats: which of several gateways on one database this one is, so that each knows which unfinished work is its own.

DBOS resumes what a process of the same name left unfinished. A name that two living gateways share would do work
twice; a name that never comes back would leave it undone. So a gateway takes the first seat that is free, and holds it
by a lock that PostgreSQL takes back the moment the process is gone.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

SEATS = 64
# Seconds for which a gateway that starts waits for a seat, and between two tries.
WAIT, PAUSE = 30.0, 0.2
# The first half of the lock's key: nobody else here takes advisory locks of this kind.
_KIND = 0x70_61_72_6C
# The second half of the lock that is held by whoever sits down, or keeps the empty seats.
_DOOR = SEATS


class NoSeat(RuntimeError):
    """More gateways than seats."""


class Seats:
    """Seats on one PostgreSQL database."""

    def __init__(self, database_url: str) -> None:
        address = make_url(database_url).set(drivername="postgresql+psycopg")
        self._engine: Engine = create_engine(
            address, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True
        )
        self._held: Connection | None = None
        self.number = -1

    @property
    def name(self) -> str:
        """Return what this gateway is called among the executors."""
        return name_of(self.number)

    def take(self) -> None:
        """Take the first free seat, until `leave` or the end of the process. NoSeat when there is none for a while."""
        self._held = self._engine.connect()
        # Another gateway keeps all the empty ones for as long as it takes up what was left on them.
        until = time.monotonic() + WAIT
        while not self._sat_down(self._held):
            if time.monotonic() > until:
                self.leave()
                raise NoSeat(f"{SEATS} gateways already run on this database.")
            time.sleep(PAUSE)

    def _sat_down(self, connection: Connection) -> bool:
        if not _lock(connection, _DOOR):
            return False
        free = next((number for number in range(SEATS) if _lock(connection, number)), None)
        _unlock(connection, _DOOR)
        self.number = self.number if free is None else free
        return free is not None

    def leave(self) -> None:
        """Give the seat back, so that it is free at once: PostgreSQL notices a closed connection a moment later."""
        if self._held is not None:
            with suppress(DBAPIError):
                self._held.execute(text("SELECT pg_advisory_unlock_all()"))
            self._held.close()
            self._held = None

    def keep(self) -> bool:
        """Take the same seat again if its connection broke; False when it is somebody else's by now."""
        if self._is_held():
            return True
        self.leave()
        self._held = self._engine.connect()
        return _lock(self._held, self.number)

    def _is_held(self) -> bool:
        try:
            return self._held is not None and self._held.execute(text("SELECT 1")).scalar_one() == 1
        except DBAPIError:
            return False

    @contextmanager
    def empty(self) -> Iterator[list[str]]:
        """Give the names of the seats on which nobody sits, kept free while the context lasts; none at the same time.

        Who comes meanwhile finds the door shut until every one of them is free again, and takes the first.
        """
        with self._engine.connect() as connection:
            others = [number for number in range(SEATS) if number != self.number]
            empty = [number for number in others if _lock(connection, number)] if _lock(connection, _DOOR) else []
            try:
                yield [name_of(number) for number in empty]
            finally:
                with suppress(DBAPIError):  # A connection that broke has freed them.
                    for number in empty:
                        _unlock(connection, number)


def name_of(number: int) -> str:
    """Return the executor's name for a seat."""
    return f"gateway-{number}"


def _lock(connection: Connection, number: int) -> bool:
    query = text("SELECT pg_try_advisory_lock(:kind, :number)")
    return bool(connection.execute(query, {"kind": _KIND, "number": number}).scalar_one())


def _unlock(connection: Connection, number: int) -> None:
    connection.execute(text("SELECT pg_advisory_unlock(:kind, :number)"), {"kind": _KIND, "number": number})
