"""The migrations lead to the very tables that the code uses."""

from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from parley.db import migrate as migrate_module
from parley.db.engine import connect
from parley.db.migrate import migrate
from parley.db.tables import metadata
from tests.support.desk import all_at_once


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


@pytest.mark.parametrize(
    "name", ["principals", "conversations", "messages", "grants", "tickets", "attempts", "link_codes"]
)
def test_no_table_keeps_a_column_for_a_secret_in_clear(database, name):
    kinds = {column["name"]: str(column["type"]) for column in inspect(database.engine).get_columns(name)}
    sealed = {"access_token", "refresh_token", "verifier"} & set(kinds)
    assert all(kinds[column] in ("BLOB", "BYTEA") for column in sealed)
