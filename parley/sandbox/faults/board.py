"""Which faults are armed, and which call takes which."""

import itertools
import threading
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from parley.sandbox.paths import is_api

Kind = Literal[
    "steal_opening",
    "commit_then_500",
    "commit_then_hang",
    "lose_refresh_answer",
    "unauthenticated",
    "rate_limited",
    "no_details",
    "bad_gateway",
    "slow",
    "drop",
]
WORDS: dict[Kind, str] = {
    "steal_opening": "Steal the opening: somebody else books the time just before POST /invitees does",
    "commit_then_500": "Commit, then 500: a write is done and answered as if it had failed",
    "commit_then_hang": "Commit, then hang: a write is done and never answered",
    "lose_refresh_answer": "Lose the answer to a refresh: the old token is spent, the new pair never arrives",
    "unauthenticated": "401 in mid-session: the access token is not accepted",
    "rate_limited": "429 now: too many requests, until the minute ends",
    "no_details": "Details missing: a 400 that names no field",
    "bad_gateway": "HTML 502: a proxy answers instead",
    "slow": "Slow: the call waits before it is worked on",
    "drop": "Drop the connection before any work",
}
WRITES = ("POST", "PUT", "PATCH", "DELETE")


class Fault(BaseModel):
    """`paths` are path beginnings, empty for all calls that the fault is about.

    `ms`: how long `slow` waits (a second unless said) and `commit_then_hang` says nothing (a minute unless said).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    times: Literal["once", "always"] = "once"
    paths: tuple[str, ...] = ()
    ms: int | None = Field(None, ge=0, le=600_000)

    @property
    def seconds(self) -> float:
        usual = 60_000 if self.kind == "commit_then_hang" else 1000
        return (usual if self.ms is None else self.ms) / 1000

    def covers(self, method: str, path: str) -> bool:
        """Whether a call can meet this fault: some are only about one call, or about writing."""
        if self.paths and not path.startswith(self.paths):
            return False
        match self.kind:
            case "steal_opening":
                return (method, path) == ("POST", "/invitees")
            case "lose_refresh_answer":
                return (method, path) == ("POST", "/oauth/token")
            case "commit_then_500" | "commit_then_hang":
                return method in WRITES and (bool(self.paths) or is_api(path))
        return bool(self.paths) or is_api(path)


class Armed(BaseModel):
    """A fault that waits for its call; `met`: how many it has spoiled so far."""

    id: int
    fault: Fault
    met: int = 0


class FaultBoard:
    """The armed faults, the oldest first. Safe for threads; not kept over a restart."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._armed: dict[int, Armed] = {}

    def arm(self, fault: Fault) -> Armed:
        with self._lock:
            armed = Armed(id=next(self._numbers), fault=fault)
            self._armed[armed.id] = armed
        return armed

    def armed(self) -> list[Armed]:
        with self._lock:
            return [armed.model_copy() for armed in self._armed.values()]

    def covering(self, method: str, path: str) -> list[Armed]:
        """Every fault that this call may meet, the oldest first; none is used up by looking."""
        with self._lock:
            return [armed for armed in self._armed.values() if armed.fault.covers(method, path)]

    def meet(self, armed: Armed) -> bool:
        """Uses the fault for one call. False when another call took it first."""
        with self._lock:
            if armed.id not in self._armed:
                return False
            armed.met += 1
            if armed.fault.times == "once":
                del self._armed[armed.id]
            return True

    def disarm(self, identifier: int) -> bool:
        """Whether there was such a fault."""
        with self._lock:
            return self._armed.pop(identifier, None) is not None

    def clear(self) -> None:
        with self._lock:
            self._armed.clear()
