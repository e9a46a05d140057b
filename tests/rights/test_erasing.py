"""Erasing what the database has about a person."""

import pytest
from sqlalchemy import func, select

from parley.db.tables import conversations, erasures, metadata, principals, revocations
from parley.rights.about import ABOUT_NOBODY, is_about, tables_about
from parley.rights.erasing import Erasures


@pytest.fixture
def kept(desk, clock):
    return Erasures(desk.database, desk.accounts.grants, clock)


def rows(desk, table, condition=None) -> int:
    query = select(func.count()).select_from(table)
    with desk.database.read() as connection:
        return connection.execute(query if condition is None else query.where(condition)).scalar_one()


def test_nothing_about_the_person_is_left_and_nothing_of_others_is_gone(desk, kept):
    ana, ben = desk.meet("ana"), desk.meet("ben")
    for one, person in ((ana, "ana"), (ben, "ben")):
        desk.connect(one, person)
    others = {table: rows(desk, table, is_about(table, ben.principal_id)) for table in tables_about()}
    kept.erase_rows(kept.ask(ana.principal_id))
    assert {table.name for table in tables_about() if rows(desk, table, is_about(table, ana.principal_id))} == set()
    assert {table: rows(desk, table, is_about(table, ben.principal_id)) for table in tables_about()} == others
    left = {name for name, table in metadata.tables.items() if name in ABOUT_NOBODY and rows(desk, table)}
    assert left == {"erasures", "revocations"}


def test_the_accounts_are_left_to_be_revoked(desk, kept):
    ana = desk.meet("ana")
    desk.connect(ana, "ana")
    desk.connect(ana, "ben")
    kept.erase_rows(kept.ask(ana.principal_id))
    assert rows(desk, revocations) == 2


def test_what_others_must_still_forget_is_known_until_it_is_finished(desk, kept):
    ana = desk.meet("ana")
    erasure = kept.ask(ana.principal_id)
    kept.erase_rows(erasure)
    kept.erase_rows(erasure)  # after a crash
    assert kept.get(erasure).conversations == [ana.id]
    assert kept.due() == [erasure]
    kept.finish(erasure)
    assert kept.get(erasure) is None
    assert rows(desk, erasures) == 0
    kept.erase_rows(erasure)


def test_asking_twice_is_asking_once_and_the_house_is_never_erased(desk, kept):
    ana = desk.meet("ana")
    assert kept.ask(ana.principal_id) == kept.ask(ana.principal_id)
    assert kept.ask("nobody") is None
    assert kept.ask(desk.house.conversation().principal_id) is None
    with desk.database.read() as connection:
        query = select(principals.c.channel).join(conversations)
        assert set(connection.execute(query).scalars()) == {"web", "house"}


def test_whoever_comes_back_is_somebody_new(desk, kept):
    before = desk.meet("ana")
    kept.erase_rows(kept.ask(before.principal_id))
    after = desk.meet("ana")
    assert after.id != before.id
    assert after.principal_id != before.principal_id
