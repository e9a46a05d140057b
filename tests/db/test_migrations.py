"""The migrations lead to the very tables that the code uses."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import column, inspect, select, table

from parley.db import migrate as migrate_module
from parley.db.engine import connect
from parley.db.migrate import migrate
from parley.db.tables import grants, metadata, principals
from tests.support.clock import WEDNESDAY_NOON
from tests.support.desk import all_at_once
from tests.support.stores import postgres

ROOT = Path(__file__).parent.parent.parent


def minute(number: int) -> datetime:
    return WEDNESDAY_NOON + timedelta(minutes=number)


def person(name: str) -> dict[str, Any]:
    return {"id": name, "channel": "rest", "address": name, "created_at": minute(0)}


def old_grant(name: str, principal: str, state: str, made: int) -> dict[str, Any]:
    texts = dict.fromkeys(("owner_uri", "name", "email", "time_zone", "time_notation", "scopes"), name[:8])
    sealed = {"access_token": b"sealed", "refresh_token": b"sealed"}
    moments = {"expires_at": minute(made), "created_at": minute(made)}
    return {"id": name, "principal_id": principal, "state": state, **texts, **sealed, **moments}


def add(connection, today, rows: list[dict[str, Any]]) -> None:
    """Insert rows of an earlier time; today's types tell how their values travel."""
    earlier = table(today.name, *(column(name, today.c[name].type) for name in rows[0]))
    connection.execute(earlier.insert(), rows)


@pytest.fixture
def empty_url(request, tmp_path):
    """The address of a database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'parley.db'}"
    else:
        with postgres() as url:
            yield url


def test_the_newest_migration_gives_the_tables_of_the_code(database):
    with database.read() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, {"compare_type": True}), metadata)
    assert differences == []


def test_every_table_of_the_code_is_there(database):
    assert set(inspect(database.engine).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_migrating_twice_is_harmless_and_keeps_what_is_there(desk, database_url):
    met = desk.meet()
    migrate(database_url)
    migrate(database_url)
    assert desk.people.conversation(met.id) == met


def test_there_is_one_newest_migration_and_the_database_is_at_it(database):
    config = Config()
    config.set_main_option("script_location", str(migrate_module._HERE))
    heads = ScriptDirectory.from_config(config).get_heads()
    with database.read() as connection:
        assert MigrationContext.configure(connection).get_current_heads() == tuple(heads)
    assert len(heads) == 1


def test_whoever_migrates_a_file_at_once_does_not_disturb_the_others(tmp_path):
    url = f"sqlite:///{tmp_path / 'new' / 'parley.db'}"
    with closing(connect(url)) as database:
        database.engine.connect().close()  # now the file is there, and nothing in it
    assert all_at_once(4, lambda: migrate(url)) == [None] * 4
    database = connect(url)
    assert set(metadata.tables) < set(inspect(database.engine).get_table_names())
    database.close()


def test_processes_that_migrate_a_brand_new_file_at_once_all_succeed(tmp_path):
    url = f"sqlite:///{tmp_path / 'new' / 'parley.db'}"
    script = f"from parley.db.migrate import migrate; migrate({url!r})"
    processes = [subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.PIPE) for _ in range(3)]
    told = [process.communicate(timeout=60)[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], told
    with closing(connect(url)) as database:
        assert set(metadata.tables) < set(inspect(database.engine).get_table_names())


def test_a_new_file_that_somebody_is_writing_is_waited_for(tmp_path):
    path = tmp_path / "parley.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other, ThreadPoolExecutor(1) as thread:
        other.execute("BEGIN EXCLUSIVE")
        migrating = thread.submit(migrate, f"sqlite:///{path}")
        with pytest.raises(TimeoutError):
            migrating.result(0.5)
        other.execute("COMMIT")
        assert migrating.result(30) is None


@pytest.mark.parametrize("empty_url", ["sqlite", "postgresql"], indirect=True)
def test_what_was_linked_before_there_were_several_accounts_is_carried_over(empty_url):
    migrate(empty_url, to="0001")
    with closing(connect(empty_url)) as database, database.write() as connection:
        add(connection, principals, [person(name) for name in ("two", "one", "none", "code")])
        linked = [
            old_grant("older", "two", "live", 1),
            old_grant("newer", "two", "live", 2),
            old_grant("over", "two", "ended", 3),
            old_grant("only", "one", "ended", 1),
            old_grant("waits", "code", "waiting", 5),
        ]
        add(connection, grants, linked)
    migrate(empty_url)
    with closing(connect(empty_url)) as database, database.read() as connection:
        defaults = dict(connection.execute(select(principals.c.id, principals.c.default_grant_id)).all())
        rows = {row.id: row for row in connection.execute(select(grants))}
    assert defaults == {"two": "newer", "one": "only", "none": None, "code": None}
    assert [rows[name].linked_at for name in ("older", "newer", "waits")] == [minute(1), minute(2), None]
    assert (rows["waits"].confirm_by, rows["newer"].confirm_by) == (minute(35), None)
    assert (rows["over"].told_at, rows["newer"].told_at) == (minute(3), None)
    assert {(row.generation, row.refresh_token) for row in rows.values()} == {(0, b"sealed")}


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_no_table_keeps_a_column_for_a_secret_in_clear(database, name):
    kinds = {column["name"]: str(column["type"]) for column in inspect(database.engine).get_columns(name)}
    sealed = {"access_token", "refresh_token", "verifier"} & set(kinds)
    assert all(kinds[column] in ("BLOB", "BYTEA") for column in sealed)
