"""Which tables are about a person: none may be forgotten."""

import pytest

from parley.db.tables import metadata, principals
from parley.rights.about import ABOUT_NOBODY, is_about, tables_about
from parley.rights.export import OPENED, SECRET, is_hidden, sealed_columns

TABLES = sorted(metadata.tables)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_leads_to_a_person_or_is_said_to_be_about_nobody(name):
    assert (metadata.tables[name] in tables_about()) != (name in ABOUT_NOBODY)


@pytest.mark.parametrize("name", [name for name in TABLES if name not in ABOUT_NOBODY])
def test_the_rows_about_a_person_go_with_the_person(name):
    """Each way towards a person is one along which deleting goes on."""
    keys = [key for key in metadata.tables[name].foreign_keys if key.column.table in tables_about()]
    assert [key.ondelete for key in keys] == ["CASCADE"] * len(keys)
    assert keys or metadata.tables[name] is principals


def test_every_sealed_column_about_people_is_known_to_be_a_secret_or_is_opened():
    assert {one for one in sealed_columns() if not is_hidden(metadata.tables[one[0]], one[1])} == OPENED
    assert sealed_columns() >= SECRET


def test_no_row_is_taken_for_another_persons(desk):
    ana, ben = desk.meet("ana"), desk.meet("ben")
    with desk.database.write() as connection:
        for table in tables_about():
            found = connection.execute(table.select().where(is_about(table, ben.principal_id))).mappings().all()
            assert ana.principal_id not in str([dict(row) for row in found])
            assert ana.id not in str([dict(row) for row in found])
