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

from parley.db.engine import connect
from parley.db.migrate import migrate

POSTGRES = "PARLEY_TEST_POSTGRES_URL"


def migrated_file(folder: Path) -> Path:
    """Return a SQLite file with every migration applied, for `copied` to copy."""
    path = folder / "migrated.db"
    migrate(f"sqlite:///{path}")
    # Leave nothing in the write-ahead log: only the file itself is copied.
    database = connect(f"sqlite:///{path}")
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.close()
    return path


def copied(template: Path, folder: Path) -> str:
    """Return the address of a fresh copy."""
    shutil.copy(template, folder / "parley.db")
    return f"sqlite:///{folder / 'parley.db'}"


@contextmanager
def postgres(template: str | None = None) -> Iterator[str]:
    """Give the address of a new database on the tests' server, a copy of `template`, gone afterwards."""
    server = os.environ.get(POSTGRES)
    if not server:
        pytest.skip(f"{POSTGRES} is not set: no PostgreSQL to test with")
    address = make_url(server.replace("postgresql://", "postgresql+psycopg://", 1))
    name = f"parley_{uuid.uuid4().hex}"
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else "")))
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()
