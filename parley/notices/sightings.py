"""What looks at calendars saw, for the next ones to compare with."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from parley.db.engine import Database
from parley.db.tables import looks, sightings


@dataclass(frozen=True)
class Sighting:
    """One event as it was seen: `version` tells whether it has changed, `marks` who was a no-show (URIs)."""

    starts_at: datetime
    version: str
    marks: Mapping[str, str]


class Sightings:
    """Keeps sightings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, grant_id: str) -> dict[str, Sighting]:
        """Return what was seen in a calendar, by the events' ids."""
        with self._database.read() as connection:
            rows = connection.execute(select(sightings).where(sightings.c.grant_id == grant_id)).all()
        return {row.event: Sighting(row.starts_at, row.version, row.marks) for row in rows}

    def keep(self, grant_id: str, seen: Mapping[str, Sighting], gone: Collection[str]) -> None:
        """Keep what was seen, in place of what was before, and forget what is gone."""
        mine = sightings.c.grant_id == grant_id
        rows = [{"grant_id": grant_id, "event": name, **vars(one)} for name, one in seen.items()]
        with self._database.write() as connection:
            connection.execute(delete(sightings).where(mine, sightings.c.event.in_([*seen, *gone])))
            if rows:
                connection.execute(insert(sightings), rows)

    def looked(self, grant_id: str, at: datetime | None, look_at: datetime) -> None:
        """Note when a calendar was looked at, unless that failed, and when it is to be again."""
        values = {"look_at": look_at, **({"looked_at": at} if at else {})}
        with self._database.write() as connection:
            change = update(looks).where(looks.c.grant_id == grant_id)
            if not connection.execute(change.values(**values)).rowcount:
                connection.execute(insert(looks).values(grant_id=grant_id, **values))
