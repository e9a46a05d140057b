"""Keeping below Calendly's rate limits, by what its answers say is left: a 429 is prevented, not provoked.

Per key (a token) and process. Calls under way count as not yet subtracted from what Calendly last said, so any number
of threads may share a key.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from parley.calendly.errors import LONGEST_WAIT, CalendlyDown, RateLimited, number_in
from parley.calendly.timer import Deadline, Timer
from parley.clock import Clock

UNTOLD = 8  # calls at once to somebody of whom nothing is known yet
PERIOD = 60.0  # seconds that calls are counted in, when an answer does not say
# Seconds are told whole, and UNCONFIRMED which way they are rounded.
GRACE = timedelta(seconds=1)
MANY = 1_000
NO_TIME = datetime.min.replace(tzinfo=UTC)


@dataclass
class _Bucket:
    """What is known of one key; `left` is the least that this period's answers said, None when none said it.

    The period ends between `ends_after` and `ends`: an answer tells when, but not how long it was on its way.
    """

    limit: int | None = None
    left: int | None = None
    ends_after: datetime = NO_TIME
    ends: datetime = NO_TIME
    answered: bool = False
    under_way: int = 0

    def has_room(self) -> bool:
        if self.left is None:
            return self.answered or self.under_way < UNTOLD
        return self.left > self.under_way

    def roll(self, now: datetime) -> None:
        """Start a new period when the old one has ended: all calls are free again."""
        if self.left is not None and now >= self.ends:
            self.left, self.ends_after, self.ends = self.limit, NO_TIME, NO_TIME

    def hear(self, left: int, ends_after: datetime, ends: datetime) -> None:
        """Take in what an answer said, in whatever order answers arrive; one of an earlier period says nothing."""
        if self.left is None or ends_after > self.ends:
            self.left, self.ends_after, self.ends = left, ends_after, ends
        elif ends >= self.ends_after:
            self.left, self.ends = min(left, self.left), max(ends, self.ends)

    def is_idle(self, now: datetime) -> bool:
        return not self.under_way and now >= self.ends


@dataclass
class Call:
    """A call under way; tell it what the answer said."""

    began: datetime
    headers: Mapping[str, str] = field(default_factory=dict)
    refused_until: datetime | None = None
    answered: bool = False

    def told(self, headers: Mapping[str, str]) -> None:
        """Take note of the answer's headers."""
        self.headers, self.answered = headers, True


class Pacing:
    """Lets calls through one key at a time as fast as Calendly allows."""

    def __init__(self, clock: Clock, timer: Timer) -> None:
        self._clock = clock
        self._timer = timer
        self._buckets: dict[str, _Bucket] = {}
        self._changed = threading.Condition()

    @contextmanager
    def call(self, key: str, deadline: Deadline) -> Iterator[Call]:
        """Hold a call's place while the context lasts. RateLimited when there will be none before the deadline."""
        bucket, call = self._enter(key, deadline), Call(self._clock())
        try:
            yield call
        finally:
            with self._changed:
                self._leave(bucket, call)
                self._changed.notify_all()

    def _enter(self, key: str, deadline: Deadline) -> _Bucket:
        while True:
            with self._changed:
                bucket = self._bucket(key)
                if bucket.has_room():
                    bucket.under_way += 1
                    return bucket
                wait = self._closed_for(bucket, deadline)
                if wait is None:
                    self._await_an_answer(deadline)
                    continue
            self._timer.sleep(wait)

    def _closed_for(self, bucket: _Bucket, deadline: Deadline) -> float | None:
        """Return the seconds until the next period, or None when only calls under way take the room."""
        if bucket.left is None or bucket.left > 0:
            return None
        wait = max(0.0, (bucket.ends - self._clock()).total_seconds())
        if wait > deadline.left():
            raise RateLimited(bucket.ends)
        return wait

    def _await_an_answer(self, deadline: Deadline) -> None:
        # Only the answers to calls under way can tell whether there is room for more.
        if not deadline.left() or not self._changed.wait(deadline.left()):
            raise CalendlyDown("Calendly has not answered what it was asked before")

    def _bucket(self, key: str) -> _Bucket:
        if len(self._buckets) > MANY:
            now = self._clock()
            self._buckets = {name: one for name, one in self._buckets.items() if not one.is_idle(now)}
        bucket = self._buckets.setdefault(key, _Bucket())
        if bucket.left is not None:
            bucket.roll(self._clock())
        return bucket

    def _leave(self, bucket: _Bucket, call: Call) -> None:
        bucket.under_way -= 1
        if not call.answered:
            # Lost, but perhaps counted.
            bucket.left = None if bucket.left is None else bucket.left - 1
            return
        bucket.answered = True
        bucket.limit = number_in(call.headers, "X-RateLimit-Limit") or bucket.limit
        left = number_in(call.headers, "X-RateLimit-Remaining")
        if call.refused_until is not None:
            bucket.left, bucket.ends = 0, max(bucket.ends, call.refused_until)
            bucket.ends_after = bucket.ends
        elif left is not None:
            seconds = number_in(call.headers, "X-RateLimit-Reset")
            wait = timedelta(seconds=PERIOD if seconds is None else min(seconds, LONGEST_WAIT))
            bucket.hear(left, call.began + wait - GRACE, self._clock() + wait + GRACE)
