"""How much may be asked: calls a minute by plan, bookings by plan, token calls a minute (Calendly, "Rate limits").

All of it is counted by the sandbox's clock and forgotten with the process.
"""

import math
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from starlette.requests import Request

from parley.sandbox.errors import CalendlyError
from parley.sandbox.plans import Plans, Tier
from parley.sandbox.things import Person

PAID_LIMIT, FREE_LIMIT = 500, 50
MINUTE, HOUR, DAY = 60, 3600, 86_400
EXEMPT = "exempt"
NOTHING_MORE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Cap:
    calls: int
    seconds: int


# That the three of a paid plan hold at once is our reading of the release note of 2026-04-15.
BOOKING_CAPS: dict[Tier, tuple[Cap, ...]] = {
    "free": (),
    "trial": (Cap(5, DAY),),
    "paid": (Cap(10, MINUTE), Cap(50, HOUR), Cap(100, DAY)),
    "enterprise": (Cap(500, MINUTE),),
}


@dataclass(frozen=True)
class Rate:
    """Where a bucket stands after a call: `reset` in seconds; `over` when the call was one too many."""

    limit: int
    left: int
    reset: int
    over: bool = False

    def headers(self) -> dict[str, str]:
        """The three documented headers. Whether a 429 has `Retry-After` is UNCONFIRMED: it has none here."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.left),
            "X-RateLimit-Reset": str(self.reset),
        }


class RateMeter:
    """Counts calls per bucket and minute of the clock. A call that is refused takes nothing."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._minute = 0
        self._used: dict[str, int] = {}

    def take(self, key: str, limit: int) -> Rate:
        minute, second = divmod(int(self._clock().timestamp()), MINUTE)
        with self._lock:
            if minute != self._minute:
                self._minute, self._used = minute, {}
            used = self._used.get(key, 0)
            self._used[key] = min(used + 1, limit)
        return Rate(limit, max(limit - used - 1, 0), MINUTE - second, used >= limit)

    def forget(self) -> None:
        with self._lock:
            self._used.clear()


class BookingCaps:
    """Counts bookings per person in windows that slide with the clock."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tried: dict[str, deque[float]] = {}

    def take(self, person: str, caps: tuple[Cap, ...]) -> Rate | None:
        """None when the booking may go on; otherwise the cap that is used up, and when it lets the next one through."""
        now = self._clock().timestamp()
        with self._lock:
            tried = self._tried.setdefault(person, deque(maxlen=max((cap.calls for cap in caps), default=1)))
            for cap in caps:
                recent = [moment for moment in tried if moment > now - cap.seconds]
                if len(recent) >= cap.calls:
                    return Rate(cap.calls, 0, math.ceil(recent[-cap.calls] + cap.seconds - now), over=True)
            tried.append(now)
        return None

    def forget(self) -> None:
        with self._lock:
            self._tried.clear()


class Limits:
    """Every limit of one sandbox. `refusing=False` only counts; `token_calls`: a minute for each person, 0 lifts it."""

    def __init__(self, clock: Callable[[], datetime], plans: Plans, refusing: bool, token_calls: int) -> None:
        self._plans = plans
        self._refusing = refusing
        self._token_calls = token_calls
        self._meter = RateMeter(clock)
        self._bookings = BookingCaps(clock)

    def call(self, request: Request, person: Person, client: str) -> None:
        """Takes one call of this person's minute. Raises CalendlyError 429."""
        tier = self._plans.of(person.organization).tier
        # The bucket is per OAuth client and user, and a trial is metered like a paid plan (recorded live).
        key = f"oauth:{client}:{person.id}"
        if getattr(request.state, EXEMPT, False):
            return
        rate = self._meter.take(key, FREE_LIMIT if tier == "free" else PAID_LIMIT)
        rate = rate if self._refusing else _harmless(rate)
        _answer(request, rate, {"x-ratelimit-tier": tier, "x-ratelimit-key": key})

    def anonymous(self) -> Rate:
        """Where callers stand whom nobody knows; they are never refused for it."""
        return _harmless(self._meter.take("anonymous", FREE_LIMIT))

    def booking(self, request: Request, person: Person) -> None:
        """Takes one booking of this person's. Raises CalendlyError 429.

        UNCONFIRMED whether a booking that is then refused counts as well: here it does.
        """
        if getattr(request.state, EXEMPT, False) or not self._refusing:
            return
        rate = self._bookings.take(person.id, BOOKING_CAPS[self._plans.of(person.organization).tier])
        if rate is not None:
            _answer(request, rate)

    def tokens(self, request: Request, person: str) -> None:
        """Takes one token call of this person's minute. Raises CalendlyError 429; the shape of that is UNCONFIRMED."""
        if self._token_calls:
            _answer(request, self._meter.take(f"tokens:{person}", self._token_calls))

    def forget(self) -> None:
        self._meter.forget()
        self._bookings.forget()


def _harmless(rate: Rate) -> Rate:
    """The same where nobody is refused: one call always remains."""
    return Rate(rate.limit, max(rate.left, 1), rate.reset)


def _answer(request: Request, rate: Rate, named: Mapping[str, str] = NOTHING_MORE) -> None:
    """Leaves the headers for whoever writes them, and refuses a call that was one too many."""
    request.state.rate = {**getattr(request.state, "rate", {}), **rate.headers(), **named}
    if rate.over:
        raise CalendlyError(429)
