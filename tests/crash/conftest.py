"""What the parent of the children looks at: the same database and sandbox, under the gateway's key."""

import pytest

from tests.crash.children import World
from tests.support.desk import make_desk
from tests.support.gateway import KEY


@pytest.fixture
def desk(database, calendly, clock):
    """The account services with the gateway's key."""
    return make_desk(database, calendly, clock, (KEY,))


@pytest.fixture
def world(database_url, calendly, clock):
    """Give a function that says where everything is, and what time it is now."""
    return lambda: World(database_url, calendly.url, clock())


@pytest.fixture
def migrated(request):
    """A SQLite file with every table, to be copied."""
    return request.getfixturevalue("_migrated")
