"""Databases for tests: a migrated SQLite file, and a migrated PostgreSQL database where a server is given."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from parley.db.migrate import migrate
from parley.db.tables import metadata

POSTGRES = "PARLEY_TEST_POSTGRES_URL"


def migrated_file(folder: Path) -> Path:
    """Return a SQLite file with every migration applied, for `copied` to copy: closed, it has no log beside it."""
    path = folder / "migrated.db"
    migrate(f"sqlite:///{path}")
    return path


def copied(template: Path, folder: Path) -> str:
    """Return the address of a fresh copy."""
    shutil.copy(template, folder / "parley.db")
    return f"sqlite:///{folder / 'parley.db'}"


@contextmanager
def postgres() -> Iterator[str]:
    """Give the address of a new, empty database on the tests' server, gone afterwards."""
    server = os.environ.get(POSTGRES)
    if not server:
        pytest.skip(f"{POSTGRES} is not set: no PostgreSQL to test with")
    address = make_url(server).set(drivername="postgresql+psycopg")
    name = f"parley_{uuid.uuid4().hex}"
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


def empty(url: str) -> None:
    """Delete every row."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    engine.dispose()
