"""How a connection between two processes can go wrong."""

import threading
from dataclasses import dataclass, field
from enum import StrEnum


class Way(StrEnum):
    """One way, and in its comment what the two ends see of it."""

    LATENCY = "latency"  # everything arrives, late
    RESET_BEFORE = "reset before"  # the request never reaches the other side
    RESET_AFTER = "reset after"  # the other side has done its work, and nobody hears of it
    HALF_ANSWER = "half answer"  # as before, but the answer breaks off in the middle
    BLACKHOLE = "blackhole"  # connected, and then silence, until the link is mended
    DOWN = "down"  # nobody there: what is open is reset, and what is new is refused


@dataclass(eq=False)
class Fault:
    """A fault that a link meets `times` requests with (None: all, until it is mended).

    A request meets it that holds all of `about`, such as `POST /invitees`; DOWN meets everything. `met` is set as soon
    as somebody has met it.
    """

    way: Way
    about: tuple[bytes, ...] = ()
    times: int | None = 1
    seconds: float = 1.0
    met: threading.Event = field(default_factory=threading.Event)

    def meets(self, request: bytes) -> bool:
        """Return whether this request meets the fault, which is then one time less for others."""
        if self.way is Way.DOWN or self.times == 0 or not all(each in request for each in self.about):
            return False
        if self.times is not None:
            self.times -= 1
        self.met.set()
        return True
