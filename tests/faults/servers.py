"""PostgreSQL and Redis for a stack that is there twice."""

import os
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from scripts.testing.services import provide
from tests.faults.storm import MORTAL
from tests.faults.twins import SECOND

# One of each, then the other of each.
TWICE_MORTAL = tuple(name for each in dict.fromkeys(MORTAL) for name in (each, f"{each}{SECOND}"))


@contextmanager
def servers() -> Iterator[dict[str, str]]:
    """Give the settings that lead to two empty databases and a Redis; the servers are started unless they run."""
    with ExitStack() as closing:
        found, missing = provide(closing, os.environ)
        if missing:
            raise SystemExit("\n".join(missing))
        where = {**os.environ, **found}
        with _database(where["PARLEY_TEST_POSTGRES_URL"]) as own, _database(where["PARLEY_TEST_POSTGRES_URL"]) as rasa:
            yield {
                "PARLEY_DATABASE_URL": own,
                "PARLEY_TRACKER_URL": rasa,
                "PARLEY_REDIS_URL": where["PARLEY_TEST_REDIS_URL"],
            }


@contextmanager
def _database(server: str) -> Iterator[str]:
    address, name = make_url(server).set(drivername="postgresql+psycopg"), f"faults_{uuid.uuid4().hex}"
    _administer(address, f"CREATE DATABASE {name}")
    try:
        plain = address.set(drivername="postgresql", database=name)
        yield plain.render_as_string(hide_password=False)
    finally:
        _administer(address, f"DROP DATABASE {name} WITH (FORCE)")


def _administer(address: URL, command: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(command))
    engine.dispose()
