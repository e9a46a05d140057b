"""The one way to the database: transactions, locks, moments, and errors that tell nothing."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError, StatementError

from parley.db.engine import connect
from parley.db.tables import conversations, grants, principals
from tests.support.clock import WEDNESDAY_NOON


def row(number: int = 1, **more: object) -> dict[str, object]:
    made = {"id": f"p{number}", "channel": "web", "address": f"canary-{number}", "created_at": WEDNESDAY_NOON}
    return {**made, **more}


def count(database) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(principals)).scalar_one()


def test_a_write_is_kept(database):
    with database.write() as connection:
        connection.execute(insert(principals).values(row()))
    assert count(database) == 1


def test_a_write_that_fails_halfway_leaves_nothing(database):
    def add_and_fail() -> None:
        with database.write() as connection:
            connection.execute(insert(principals).values(row()))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()
    assert count(database) == 0


def test_writers_in_many_threads_lose_nothing_and_never_find_it_locked(database):
    def add(number: int) -> None:
        with database.write() as connection:
            seen = connection.execute(select(func.count()).select_from(principals)).scalar_one()
            connection.execute(insert(principals).values(row(number, address=f"{seen}-{number}")))

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(add, range(100)))
    assert count(database) == 100


def test_on_sqlite_a_write_holds_the_lock_from_its_start(sqlite):
    order: list[str] = []
    inside, done = threading.Event(), threading.Event()

    def second() -> None:
        inside.wait(5)
        with sqlite.write():
            order.append("second")
        done.set()

    thread = threading.Thread(target=second)
    thread.start()
    with sqlite.write() as connection:
        connection.execute(select(principals.c.id))
        inside.set()
        assert not done.wait(0.2)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]


def test_reading_goes_on_while_somebody_writes(sqlite):
    with sqlite.write() as connection:
        connection.execute(insert(principals).values(row()))
        assert count(sqlite) == 0
    assert count(sqlite) == 1


def test_rows_that_belong_together_go_together(database):
    with database.write() as connection:
        connection.execute(insert(principals).values(row()))
        connection.execute(insert(conversations).values(id="c", principal_id="p1", created_at=WEDNESDAY_NOON))
    with database.write() as connection:
        connection.execute(principals.delete())
    with database.read() as connection:
        assert connection.execute(select(conversations.c.id)).all() == []


def test_a_row_that_belongs_to_nobody_is_refused(database):
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(conversations).values(id="c", principal_id="none", created_at=WEDNESDAY_NOON))


def test_a_moment_comes_back_aware_in_utc_whatever_its_zone_was(database):
    auckland = datetime(2026, 11, 19, 1, 30, 15, 123456, tzinfo=ZoneInfo("Pacific/Auckland"))
    with database.write() as connection:
        connection.execute(insert(principals).values(row(created_at=auckland)))
    with database.read() as connection:
        back = connection.execute(select(principals.c.created_at)).scalar_one()
    assert back == auckland
    assert back.utcoffset() == timedelta(0)


def test_moments_are_compared_as_moments(database):
    with database.write() as connection:
        connection.execute(insert(principals).values(row()))
    earlier = (WEDNESDAY_NOON - timedelta(seconds=1)).astimezone(ZoneInfo("Pacific/Auckland"))
    later = (WEDNESDAY_NOON + timedelta(seconds=1)).astimezone(ZoneInfo("America/New_York"))
    between = (principals.c.created_at > earlier) & (principals.c.created_at < later)
    with database.read() as connection:
        assert connection.execute(select(principals.c.id).where(between)).all() == [("p1",)]


def test_a_moment_without_a_zone_is_refused(database):
    naive = datetime.now(UTC).replace(tzinfo=None)
    with pytest.raises(StatementError, match="zone"), database.write() as connection:
        connection.execute(insert(principals).values(row(created_at=naive)))


def test_an_error_does_not_tell_what_was_being_stored(database):
    with database.write() as connection:
        connection.execute(insert(principals).values(row()))
    with pytest.raises(IntegrityError) as refused, database.write() as connection:
        connection.execute(
            insert(grants).values(id="g", principal_id="canary-1", state="live", email="canary@x.example")
        )
    assert "canary" not in str(refused.value).split("DETAIL")[0]


@pytest.mark.anyio
async def test_work_leaves_the_event_loop_free(sqlite):
    waiting = threading.Event()
    work = asyncio.create_task(sqlite.run(waiting.wait, 5))
    await asyncio.sleep(0)  # the loop turns while the work waits
    waiting.set()
    assert await work is True


@pytest.mark.anyio
async def test_work_on_sqlite_is_done_in_the_order_it_was_handed_over(sqlite):
    done: list[int] = []
    await asyncio.gather(*(sqlite.run(done.append, number) for number in range(50)))
    assert done == list(range(50))


@pytest.mark.parametrize("scheme", ["postgres://", "postgresql://"])
def test_an_operators_postgres_address_uses_the_driver_that_is_installed(scheme):
    database = connect(f"{scheme}somebody@db.example/parley")
    assert database.engine.dialect.driver == "psycopg"
    database.close()
