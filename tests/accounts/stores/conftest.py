"""Each test of a store runs on all of them."""

import pytest

from parley.accounts.stores.memory import memory_stores
from parley.db.engine import connect
from tests.accounts.stores.ground import Ground, buried, in_sql
from tests.support.stores import empty


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def ground(request, clock):
    if request.param == "memory":
        return Ground(memory_stores(buried), lambda name: (f"principal {name}", f"conversation {name}"))
    return request.getfixturevalue(f"_{request.param}_ground")


@pytest.fixture
def _sqlite_ground(sqlite, clock):
    return in_sql(sqlite, clock)


@pytest.fixture
def _postgresql_ground(_migrated_postgres, clock):
    empty(_migrated_postgres)
    database = connect(_migrated_postgres)
    yield in_sql(database, clock)
    database.close()
