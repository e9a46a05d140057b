"""What the gateways still owe somebody, read in their own books."""

import time
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from parley.jobs.store import FILE, SCHEMA, is_embedded

WORKED = "('ENQUEUED', 'PENDING')"


def left_over(values: Mapping[str, str], seconds: float) -> dict[str, str]:
    """Wait until what is under way now has been worked; return what is not after that time, names by id."""
    engine, table = _books(values["PARLEY_DATABASE_URL"])
    deadline = time.monotonic() + seconds
    left = _under_way(engine, table)
    while left and time.monotonic() < deadline:
        time.sleep(0.5)
        # Chores come again and again under new ids: what counts is what does not go away.
        now = _under_way(engine, table)
        left = {key: name for key, name in left.items() if key in now}
    engine.dispose()
    return left


def _under_way(engine: Engine, table: str) -> dict[str, str]:
    query = text(f"SELECT workflow_uuid, name FROM {table} WHERE status IN {WORKED}")
    with engine.connect() as connection:
        return {row.workflow_uuid: row.name for row in connection.execute(query)}


def _books(database_url: str) -> tuple[Engine, str]:
    if is_embedded(database_url):
        folder = Path(str(make_url(database_url).database)).parent
        return create_engine(f"sqlite:///{folder / FILE}"), "workflow_status"
    return create_engine(make_url(database_url).set(drivername="postgresql+psycopg")), f"{SCHEMA}.workflow_status"
