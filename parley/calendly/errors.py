"""One exception per cause, decided in the order in which Calendly's answers tell causes apart."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from parley.clock import Clock

LONGEST_WAIT = 86_400.0  # seconds; the longest period that Calendly counts calls in is a day


class CalendlyError(Exception):
    """Calendly did not do what was asked; the subclass says why."""


class AuthExpired(CalendlyError):
    """The access token is not accepted (any 401): refresh once, try once more."""


class ReconnectNeeded(CalendlyError):
    """The grant has ended at Calendly; only the person can renew it."""


class ScopeMissing(CalendlyError):
    """The grant lacks a scope that this call needs."""

    def __init__(self, required: frozenset[str]) -> None:
        super().__init__(f"Scopes needed: {' '.join(sorted(required))}")
        self.required = required


class PlanRequired(CalendlyError):
    """The account's plan does not include this call."""


class NotAllowed(CalendlyError):
    """The account may not do or see this."""


class NotFound(CalendlyError):
    """There is no such thing (any more)."""


class InvalidRequest(CalendlyError):
    """Calendly found a value wrong; `details` maps each parameter to what it said of it."""

    def __init__(self, message: str, details: Mapping[str, str]) -> None:
        super().__init__(message)
        self.details = details


class RateLimited(CalendlyError):
    """Too many calls for this account; free again at `until` (aware, UTC)."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Rate limited until {until:%H:%M:%S} UTC")
        self.until = until


class CalendlyDown(CalendlyError):
    """No usable answer: unreachable, too slow, 5xx, or a body that is not Calendly's."""


def from_answer(status: int, headers: Mapping[str, str], body: Any, clock: Clock) -> CalendlyError:
    """Return the exception for a refused call. `body` is the parsed JSON, or None when it was none."""
    body = body if isinstance(body, dict) else {}
    message = str(body.get("message") or "")
    if status == 401:
        return AuthExpired("The access token is not accepted")
    if status == 403:
        return _forbidden(body, message)
    if status == 404:
        return NotFound(message or "Not found")
    if status == 429:
        return RateLimited(clock() + timedelta(seconds=_seconds(headers)))
    if not 400 <= status < 500:  # also a redirect, which this API does not have
        return CalendlyDown(f"Calendly answered {status}")
    return InvalidRequest(message or f"Calendly answered {status}", _details(body))


def _forbidden(body: Mapping[str, Any], message: str) -> CalendlyError:
    required = body.get("required_scopes")
    if required and isinstance(required, list):
        return ScopeMissing(frozenset(map(str, required)))
    if "paid" in message.lower() or "upgrade" in message.lower():
        return PlanRequired(message)
    return NotAllowed(message or "Not allowed")


def _seconds(headers: Mapping[str, str]) -> float:
    # UNCONFIRMED whether Calendly sends Retry-After on a 429; X-RateLimit-Reset is documented, and normally 60.
    for name in ("Retry-After", "X-RateLimit-Reset"):
        value = headers.get(name, "")
        if value.isdecimal():
            return min(float(value), LONGEST_WAIT)
    return 60.0


def _details(body: Mapping[str, Any]) -> dict[str, str]:
    details = body.get("details")
    details = details if isinstance(details, list) else []
    return {str(part.get("parameter", "")): str(part.get("message", "")) for part in details if isinstance(part, dict)}
