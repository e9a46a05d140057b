"""Fixtures of the app's tests.

Rasa's tests, in another environment, read this file too: what fixtures stand on is imported only where it is used.
"""

from importlib.util import find_spec

import pytest


def pytest_configure():
    """How long an example takes is no matter of a test: machines are shared."""
    if find_spec("hypothesis"):
        from hypothesis import HealthCheck, settings

        settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
        settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def anyio_backend():
    """Asynchronous tests run on asyncio, as the processes do."""
    return "asyncio"


@pytest.fixture(scope="session")
def _unscheduled():
    from tests.support.jobs import unscheduled

    with unscheduled():
        yield


@pytest.fixture(scope="session")
def _world_clock(_unscheduled):
    from tests.support.clock import MovingClock

    return MovingClock()


@pytest.fixture
def clock(_world_clock):
    """The clock of everything in the test, the sandbox included: a Wednesday noon until it is moved."""
    _world_clock.rewind()
    return _world_clock


@pytest.fixture(scope="session")
def _served_sandbox(_world_clock):
    from tests.support.sandbox import serving_sandbox

    with serving_sandbox(_world_clock) as sandbox:
        yield sandbox


@pytest.fixture
def calendly(_served_sandbox, clock):
    """The sandbox over HTTP, as if nobody had been there before."""
    _served_sandbox.reset()
    return _served_sandbox


@pytest.fixture
def outsider(calendly):
    """Somebody who books with Ana."""
    from tests.support.outsider import Outsider

    outsider = Outsider(calendly.url)
    yield outsider
    outsider.close()


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory):
    from tests.support.stores import migrated_file

    return migrated_file(tmp_path_factory.mktemp("migrated"))


@pytest.fixture(scope="session")
def _migrated_postgres():
    from parley.db.migrate import migrate
    from tests.support.stores import postgres

    with postgres() as url:
        migrate(url)
        yield url


@pytest.fixture
def sqlite_url(_migrated, tmp_path):
    """The address of a migrated SQLite file of the test's own."""
    from tests.support.stores import copied

    return copied(_migrated, tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request):
    """The address of a migrated database: each test runs on SQLite and on PostgreSQL."""
    from tests.support.stores import empty

    if request.param == "sqlite":
        return request.getfixturevalue("sqlite_url")
    url = request.getfixturevalue("_migrated_postgres")
    empty(url)
    return url


@pytest.fixture
def database(database_url):
    """A migrated database, connected."""
    from parley.db.engine import connect

    database = connect(database_url)
    yield database
    database.close()


@pytest.fixture
def sqlite(sqlite_url):
    """A migrated SQLite database, connected, for what does not depend on the kind of database."""
    from parley.db.engine import connect

    database = connect(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def desk(database, calendly, clock):
    """The account services on each kind of database."""
    from tests.support.desk import make_desk

    return make_desk(database, calendly, clock)


@pytest.fixture
def logs():
    """Everything logged in this process, as it would reach the operator."""
    from tests.support.logs import captured

    with captured() as written:
        yield written
