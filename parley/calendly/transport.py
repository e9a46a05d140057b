"""HTTP to Calendly: one pooled session, timeouts, a User-Agent, pacing, and errors told apart."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_exponential_jitter, wait_random

from parley.calendly.errors import CalendlyDown, OutcomeUnknown, RateLimited, free_again, from_answer
from parley.calendly.faults import was_never_sent
from parley.calendly.pacing import Pacing
from parley.calendly.timer import Deadline, Timer
from parley.clock import Clock

# Calendly answered 403 to a request without one.
USER_AGENT = {"User-Agent": "Parley/0.1"}
TIMEOUTS = (3.05, 5)  # seconds to connect, seconds between bytes
POOL = 64
READ_BUDGET = timedelta(seconds=4)
BACK_OFF = wait_exponential_jitter(multiplier=0.2, max=1.5, jitter=0.3)
JITTER = wait_random(0.05, 0.3)


def make_session() -> requests.Session:
    """Return the session that every call of this process shares."""
    session = requests.Session()
    session.headers.update(USER_AGENT)
    # One person's cookies must never travel with another's request.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(pool_connections=4, pool_maxsize=POOL, pool_block=True))
    return session


class Bearer(AuthBase):
    """RFC 6750 §2.1; an auth object, because a header alone gives way to an entry in the host's `.netrc`."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Return the request with the token in its header."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Transport:
    """Reads from and writes to one Calendly API host.

    `budget` is how long a call may wait before and between its tries when the caller names no other; a try that has
    begun is bounded by `timeouts` alone. `timer` measures and passes that time, `clock` dates what Calendly says.
    """

    def __init__(
        self,
        session: requests.Session,
        base_url: str,
        clock: Clock,
        budget: timedelta = READ_BUDGET,
        timer: Timer | None = None,
        timeouts: tuple[float, float] = TIMEOUTS,
    ) -> None:
        self._session = session
        self._base_url = base_url
        self._clock = clock
        self._budget = budget
        self._timer = timer or Timer()
        self._timeouts = timeouts
        self._pacing = Pacing(clock, self._timer)

    def now(self) -> datetime:
        """Return this moment, by the clock that dates what Calendly says."""
        return self._clock()

    def get(self, path: str, token: str, params: Mapping[str, Any], budget: timedelta | None = None) -> dict[str, Any]:
        """Return the parsed answer to a read, tried again within the budget while Calendly is down or its limit is hit.

        Raises the `CalendlyError` of the cause.
        """
        deadline = self._deadline(budget)
        retrying = Retrying(
            retry=retry_if_exception_type((CalendlyDown, RateLimited)),
            wait=self._pause,
            stop=lambda state: state.upcoming_sleep > deadline.left(),
            sleep=self._timer.sleep,
            reraise=True,
        )
        return retrying(self._get, path, token, params, deadline)

    def send(
        self,
        method: str,
        path: str,
        token: str,
        params: Mapping[str, Any],
        body: Mapping[str, Any] | None,
        budget: timedelta | None = None,
    ) -> dict[str, Any]:
        """Send a write, once, and return the parsed answer ({} where there is none).

        Raises the `CalendlyError` of the cause. CalendlyDown means that nothing was sent; OutcomeUnknown that Calendly
        may have done it.
        """
        try:
            answer, parsed = self._ask(method, path, token, params, body, self._deadline(budget))
        except requests.RequestException as error:
            if was_never_sent(error):
                raise CalendlyDown(f"Calendly cannot be reached ({type(error).__name__})") from None
            raise OutcomeUnknown(f"Calendly's answer was lost ({type(error).__name__})") from None
        if 200 <= answer.status_code < 300:
            return _written(answer, parsed)
        problem = from_answer(answer.status_code, answer.headers, parsed, self._clock)
        raise OutcomeUnknown(str(problem)) if isinstance(problem, CalendlyDown) else problem

    def _get(self, path: str, token: str, params: Mapping[str, Any], deadline: Deadline) -> dict[str, Any]:
        try:
            answer, body = self._ask("GET", path, token, params, None, deadline)
        except requests.RequestException as error:
            raise CalendlyDown(f"Calendly cannot be reached ({type(error).__name__})") from None
        if answer.status_code != 200:
            raise from_answer(answer.status_code, answer.headers, body, self._clock)
        if not isinstance(body, dict):
            raise CalendlyDown("Calendly's answer is not JSON")
        return body

    def _ask(
        self,
        method: str,
        path: str,
        token: str,
        params: Mapping[str, Any],
        body: Mapping[str, Any] | None,
        deadline: Deadline,
    ) -> tuple[requests.Response, Any]:
        with self._pacing.call(_key(method, path, token), deadline) as call:
            answer = self._session.request(
                method,
                self._base_url + path,
                params=params,
                json=body,
                auth=Bearer(token),
                timeout=self._timeouts,
                allow_redirects=False,
            )
            call.told(answer.headers)
            parsed = _json(answer)
            if answer.status_code == 429:
                call.refused_until = free_again(answer.headers, self._clock)
        return answer, parsed

    def _deadline(self, budget: timedelta | None) -> Deadline:
        return Deadline(self._budget if budget is None else budget, self._timer)

    def _pause(self, state: RetryCallState) -> float:
        problem = state.outcome.exception() if state.outcome else None
        if isinstance(problem, RateLimited):
            return max(0.0, (problem.until - self._clock()).total_seconds()) + JITTER(state)
        return BACK_OFF(state)


def _key(method: str, path: str, token: str) -> str:
    # Bookings have caps of their own. UNCONFIRMED whether their answers' headers tell of those or of the general limit:
    # kept apart, the one cannot be taken for the other.
    kind = "book" if (method, path) == ("POST", "/invitees") else "any"
    return f"{kind}:{hashlib.sha256(token.encode()).hexdigest()}"


def _written(answer: requests.Response, body: Any) -> dict[str, Any]:
    if answer.status_code == 204:
        return {}
    if not isinstance(body, dict):
        raise OutcomeUnknown("Calendly's answer is not JSON")
    return body


def _json(answer: requests.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None
