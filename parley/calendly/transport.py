"""HTTP to Calendly: one pooled session, timeouts, a User-Agent, and errors told apart."""

from collections.abc import Mapping
from datetime import timedelta
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from tenacity import Retrying, retry_if_exception_type, stop_before_delay, wait_exponential_jitter

from parley.calendly.errors import CalendlyDown, from_answer
from parley.clock import Clock

# Calendly answered 403 to a request without one.
USER_AGENT = {"User-Agent": "Parley/0.1"}
TIMEOUTS = (3.05, 5)  # seconds to connect, seconds between bytes
POOL = 64
READ_BUDGET = timedelta(seconds=4)


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
    """Reads from one Calendly API host."""

    def __init__(self, session: requests.Session, base_url: str, clock: Clock, budget: timedelta = READ_BUDGET) -> None:
        self._session = session
        self._base_url = base_url
        self._clock = clock
        self._budget = budget

    def get(self, path: str, token: str, params: Mapping[str, Any]) -> dict[str, Any]:
        """Return the parsed answer to a read, tried again within the budget while Calendly is down.

        Raises the `CalendlyError` of the cause.
        """
        retrying = Retrying(
            retry=retry_if_exception_type(CalendlyDown),
            stop=stop_before_delay(self._budget.total_seconds()),
            wait=wait_exponential_jitter(multiplier=0.2, max=1.5, jitter=0.3),
            reraise=True,
        )
        return retrying(self._get, path, token, params)

    def _get(self, path: str, token: str, params: Mapping[str, Any]) -> dict[str, Any]:
        try:
            answer = self._session.get(
                self._base_url + path, params=params, auth=Bearer(token), timeout=TIMEOUTS, allow_redirects=False
            )
        except requests.RequestException as error:
            raise CalendlyDown(f"Calendly cannot be reached ({type(error).__name__})") from None
        body = _json(answer)
        if answer.status_code != 200:
            raise from_answer(answer.status_code, answer.headers, body, self._clock)
        if not isinstance(body, dict):
            raise CalendlyDown("Calendly's answer is not JSON")
        return body


def _json(answer: requests.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None
