"""A running stack, and the sandbox behind it."""

import base64
import os
import re
import secrets
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from parley.supervisor.stack import Stack
from parley.supervisor.values import Ports
from tests.support import plain

CLIENT, KEY = "tests", "key-of-the-test-client"
PATIENCE = 20  # seconds
BY_THE_CLOCK = re.compile(r"/(oauth/revoke|webhook_subscriptions)\b")
LONG_AGO = timedelta(hours=11)
CHORES = 60  # seconds within which a chore comes round and is done, with room for a busy machine


def _text(moment: datetime) -> str:
    """A moment as the database keeps it."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


@dataclass(frozen=True)
class Running:
    """The stack and where its parts answer."""

    stack: Stack

    @property
    def url(self) -> str:
        return self.stack.url

    @property
    def jobs(self) -> Path:
        return self.stack.var_dir / "jobs.db"

    @property
    def sandbox(self) -> str:
        return self.stack.values["PARLEY_CALENDLY_API_URL"]

    def calls(self) -> int:
        """How often Calendly was called so far."""
        return sum(self._requests()["counts"].values())

    def calls_since(self, before: int) -> Counter[str]:
        """How often each of Calendly's operations was called since there were `before`, as `GET /users/me`.

        What is done by the clock for people of earlier conversations is not counted: revocations, subscriptions and
        looks at calendars."""
        log = self._requests()
        made = sum(log["counts"].values()) - before
        new = log["requests"][-made:] if made else []
        return Counter(f"{one['method']} {one['path']}" for one in new if not _is_by_the_clock(one))

    def _requests(self) -> dict[str, Any]:
        log: dict[str, Any] = plain.get(f"{self.sandbox}/_sandbox/requests").json()
        return log

    def switch(self, switches: dict[str, Any] | None) -> None:
        """Make Calendly misbehave, or behave again."""
        answer = (
            plain.put(f"{self.sandbox}/_sandbox/switches", json=switches)
            if switches
            else plain.delete(f"{self.sandbox}/_sandbox/switches")
        )
        answer.raise_for_status()

    def arm(self, fault: dict[str, Any]) -> None:
        """Make one call to Calendly go wrong in this way."""
        plain.post(f"{self.sandbox}/_sandbox/faults", json=fault).raise_for_status()

    def disarm(self) -> None:
        """Take back every fault that no call has met."""
        plain.delete(f"{self.sandbox}/_sandbox/faults").raise_for_status()

    def settle(self) -> None:
        """Wait until all that somebody has to hear of is told."""
        deadline = time.monotonic() + PATIENCE
        while self._telling():
            assert time.monotonic() < deadline, "news are not told"
            time.sleep(0.05)

    def _telling(self) -> int:
        query = "SELECT count(*) FROM workflow_status WHERE name = 'tell' AND status IN ('ENQUEUED', 'PENDING')"
        with closing(sqlite3.connect(f"file:{self.jobs}?mode=ro", uri=True)) as connection:
            return int(connection.execute(query).fetchone()[0])

    def watched(self) -> None:
        """Wait until Calendly tells of changes to every account that allows it."""
        deadline = time.monotonic() + 2 * PATIENCE
        while self._unwatched():
            assert time.monotonic() < deadline, "an account is not subscribed"
            time.sleep(0.1)

    def news(self, count: int, *, told: bool) -> None:
        """Wait until so much news of the calendar of whoever came last is noted, or told."""
        deadline = time.monotonic() + 3 * PATIENCE
        while self._news(told) < count:
            assert time.monotonic() < deadline, "news are missing"
            time.sleep(0.1)

    def _news(self, told: bool) -> int:
        query = (
            "SELECT count(*), count(settled_at) FROM notices WHERE principal_id = "
            "(SELECT id FROM principals WHERE channel <> 'house' ORDER BY created_at DESC LIMIT 1)"
        )
        with closing(sqlite3.connect(self.jobs.with_name("parley.db"), timeout=PATIENCE)) as connection:
            return int(connection.execute(query).fetchone()[1 if told else 0])

    def _unwatched(self) -> int:
        query = (
            "SELECT count(*) FROM grants LEFT JOIN subscriptions ON subscriptions.grant_id = grants.id WHERE "
            "grants.state = 'live' AND grants.scopes LIKE '%webhooks:write%' AND subscriptions.state IS NOT 'live'"
        )
        with closing(sqlite3.connect(self.jobs.with_name("parley.db"), timeout=PATIENCE)) as connection:
            return int(connection.execute(query).fetchone()[0])

    def run_out(self, what: str) -> None:
        """Let the time of everybody's `link`s, `code`s or `agreement`s be over."""
        table, column = {"link": ("tickets", "expires_at"), "code": ("link_codes", "expires_at")}.get(
            what, ("grants", "confirm_by")
        )
        query = f"UPDATE {table} SET {column} = '2020-01-01 00:00:00.000000' WHERE {column} IS NOT NULL"
        with closing(sqlite3.connect(self.jobs.with_name("parley.db"), timeout=PATIENCE)) as connection, connection:
            connection.execute(query)

    def come_due(self, what: str) -> None:
        """Let the time of everybody's `reminders` or `digests` come, once they are planned: they are set back so far.

        A reminder before an event gets the lead that makes it due, one at a moment gets a moment that has come.
        """
        deadline = time.monotonic() + 2 * CHORES
        while self._unplanned(what):
            assert time.monotonic() < deadline, f"{what} are not planned"
            time.sleep(0.2)
        now = datetime.now(UTC)
        with closing(sqlite3.connect(self.jobs.with_name("parley.db"), timeout=PATIENCE)) as connection, connection:
            if what == "digests":
                connection.execute("UPDATE digests SET next_due = ?", (_text(now),))
                return
            found = connection.execute("SELECT id, starts_at FROM reminders WHERE next_due IS NOT NULL").fetchall()
            for reminder_id, starts_at in found:
                start = datetime.fromisoformat(starts_at).replace(tzinfo=UTC)
                minutes = -(-(start - now).total_seconds() // 60)
                due = _text(start - timedelta(minutes=minutes))
                connection.execute(
                    "UPDATE reminders SET minutes = ?, days = NULL, wall = NULL, next_due = ?, told_until = ?, "
                    "at = CASE WHEN at IS NULL THEN NULL ELSE ? END WHERE id = ?",
                    (int(minutes), due, _text(now - timedelta(hours=1)), due, reminder_id),
                )

    def wait_told(self) -> None:
        """Wait until all reminders and digests that are due are told."""
        deadline = time.monotonic() + 2 * CHORES
        while self._count_due():
            assert time.monotonic() < deadline, "what is due is not told"
            time.sleep(0.2)
        self.settle()

    def forget_plans(self) -> None:
        """Forget every reminder and digest: Calendly would be looked into for them during what is played next."""
        with closing(sqlite3.connect(self.jobs.with_name("parley.db"), timeout=PATIENCE)) as connection, connection:
            connection.execute("DELETE FROM reminders")
            connection.execute("DELETE FROM digests")

    def _count_due(self) -> int:
        database, query = self.jobs.with_name("parley.db"), "SELECT count(*) FROM {} WHERE next_due <= ?"
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            now = (_text(datetime.now(UTC)),)
            return sum(
                int(connection.execute(query.format(one), now).fetchone()[0]) for one in ("reminders", "digests")
            )

    def _unplanned(self, what: str) -> int:
        """How many have no time yet, or are about to be looked after because something moved."""
        waits = "next_due IS NULL" if what == "digests" else "next_due IS NULL OR look_at <= :now"
        database, now = self.jobs.with_name("parley.db"), _text(datetime.now(UTC))
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            query = f"SELECT count(*) FROM {what} WHERE {waits}"
            return int(connection.execute(query, {"now": now}).fetchone()[0])

    def expire(self) -> None:
        """End every access token at Calendly."""
        plain.post(f"{self.sandbox}/_sandbox/expire").raise_for_status()

    def forget(self) -> None:
        """Make Calendly forget every grant, as if each person had removed the app there."""
        plain.post(f"{self.sandbox}/_sandbox/reset").raise_for_status()

    def restart(self) -> None:
        """Stop every process and start it again on the same data."""
        self.stack.stop()
        self.stack.migrate()
        self.stack.start()
        self.stack.wait_ready()


@contextmanager
def start(root: Path, var: Path, **settings: str) -> Iterator[Running]:
    """Give a stack on free ports that keeps its data in `var`."""
    chosen = {
        "PARLEY_RASA_SECRET": secrets.token_hex(16),
        "PARLEY_ACTIONS_SECRET": secrets.token_hex(16),
        "PARLEY_KEYS": base64.b64encode(os.urandom(32)).decode(),
        # Many people share the few sample accounts here, faster than Calendly would let them.
        "PARLEY_SANDBOX_LIMITS": "false",
        "PARLEY_SANDBOX_TOKEN_CALLS": "0",
        # Conversations are played faster than anybody types.
        "PARLEY_VISITOR_RATE": "10000/minute",
        # News are told at once, and those of conversations played before cost no call.
        "PARLEY_GATHER_SECONDS": "1",
        "PARLEY_POLL_MINUTES": "0",
        "PARLEY_REST_CLIENTS": f"{CLIENT}:{KEY},others:{KEY}-of-others",
        **settings,
    }
    with Stack(root, var, Ports.free(), chosen) as stack:
        yield Running(stack)


def _is_by_the_clock(asked: dict[str, Any]) -> bool:
    """Return whether nobody asked for this.

    A look at a calendar alone lists what stands, or was called off, from a day ago on; one for reminders lists what
    stands from half a day ago on.
    """
    query = asked["query"]
    if BY_THE_CLOCK.match(asked["path"]):
        return True
    if (asked["method"], asked["path"]) != ("GET", "/scheduled_events") or "status" not in query:
        return False
    earliest = datetime.fromisoformat(query.get("min_start_time", asked["at"]))
    return "max_start_time" not in query and datetime.fromisoformat(asked["at"]) - earliest > LONG_AGO
