"""A Calendly that enforces its limit: so many calls a minute for each token, and 429 for every one above."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from tests.calendly.wire import Reply, Request


class LimitedCalendly:
    """Answers a wire's requests. Minutes are the clock's own, as Calendly's `X-RateLimit-Reset` counts them down."""

    def __init__(self, clock: Callable[[], datetime], body: object, limit: int = 50) -> None:
        self._clock, self._body, self._limit = clock, body, limit
        self._lock = threading.Lock()
        self._used: Counter[tuple[str, int]] = Counter()
        self.answered: Counter[int] = Counter()

    def __call__(self, request: Request) -> Reply:
        with self._lock:
            minute, second = divmod(int(self._clock().timestamp()), 60)
            key = (request.headers["authorization"], minute)
            self._used[key] += 1
            left = self._limit - self._used[key]
            status = 200 if left >= 0 else 429
            self.answered[status] += 1
        headers = {
            "X-RateLimit-Limit": str(self._limit),
            "X-RateLimit-Remaining": str(max(left, 0)),
            "X-RateLimit-Reset": str(60 - second),
        }
        return Reply(status, self._body if status == 200 else None, headers)
