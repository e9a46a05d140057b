"""One exception per cause, decided in the order in which Calendly's answers tell causes apart."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from parley.clock import Clock

LONGEST_WAIT = 86_400.0  # seconds; the longest period that Calendly counts calls in is a day
LARGEST = 10.0**9  # more than any number that Calendly's headers tell
TAKEN = "already_filled"
TAKEN_WORDS = (TAKEN, "already filled", "has been filled", "no longer available")


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


class SlotTaken(CalendlyError):
    """The opening is gone or was never offered: read the openings again, never try the same time again."""


class InvalidRequest(CalendlyError):
    """Calendly found a value wrong; `details` maps each parameter to what it said of it.

    `status` tells apart what else is refused like this: 409 exists already, 424 the person's calendar cannot be read.
    """

    def __init__(self, message: str, details: Mapping[str, str], status: int = 400) -> None:
        super().__init__(message)
        self.details = details
        self.status = status


class RateLimited(CalendlyError):
    """Too many calls for this account; free again at `until` (aware, UTC)."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Rate limited until {until:%H:%M:%S} UTC")
        self.until = until


class CalendlyDown(CalendlyError):
    """No usable answer to a read, or a write that never left: unreachable, too slow, 5xx, a body not Calendly's."""


class OutcomeUnknown(CalendlyError):
    """A write whose answer was lost: it may have been done. Find out by reading, never by sending it again."""


def from_answer(status: int, headers: Mapping[str, str], body: Any, clock: Clock) -> CalendlyError:
    """Return the exception for a refused call. `body` is the parsed JSON, or None when it was none."""
    body = body if isinstance(body, dict) else {}
    message = str(body.get("message") or "")
    if status == 401:  # UNCONFIRMED whether an expired token has a text of its own; every 401 is taken alike
        return AuthExpired("The access token is not accepted")
    if status == 403:
        return _forbidden(body, message)
    if status == 429:
        return RateLimited(free_again(headers, clock))
    if not 400 <= status < 500 or status == 408:  # also a redirect, which this API does not have
        return CalendlyDown(f"Calendly answered {status}")
    if status in (400, 404, 409) and _is_taken(body, message):
        return SlotTaken("That start time is no longer free")
    if status == 404:
        return NotFound(message or "Not found")
    return InvalidRequest(message or f"Calendly answered {status}", _by_field(body), status)


def free_again(headers: Mapping[str, str], clock: Clock) -> datetime:
    """Return when calls are free again after a 429 (aware, UTC)."""
    # UNCONFIRMED whether Calendly sends Retry-After on a 429; X-RateLimit-Reset is documented, and normally 60.
    told = (number_in(headers, name) for name in ("Retry-After", "X-RateLimit-Reset"))
    seconds = next((number for number in told if number is not None), 60)
    return clock() + timedelta(seconds=min(seconds, LONGEST_WAIT))


def number_in(headers: Mapping[str, str], name: str) -> int | None:
    """Return a header's whole number, or None when it has none."""
    value = headers.get(name, "")
    return int(min(float(value), LARGEST)) if value.isdecimal() else None


def _forbidden(body: Mapping[str, Any], message: str) -> CalendlyError:
    required = body.get("required_scopes")
    if required and isinstance(required, list):
        return ScopeMissing(frozenset(map(str, required)))
    if "paid" in message.lower() or "upgrade" in message.lower():
        return PlanRequired(message)
    return NotAllowed(message or "Not allowed")


def _is_taken(body: Mapping[str, Any], message: str) -> bool:
    # Recorded as 400 with this code. UNCONFIRMED whether it is ever a 404 or 409, or comes without the code.
    details = _details(body)
    if any(part.get("code") == TAKEN for part in details):
        return True
    said = [message, *(str(part.get("message", "")) for part in details)]
    return any(words in text.lower() for text in said for words in TAKEN_WORDS)


def _by_field(body: Mapping[str, Any]) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    for part in _details(body):
        said.setdefault(str(part.get("parameter", "")), []).append(str(part.get("message", "")))
    return {parameter: "; ".join(messages) for parameter, messages in said.items()}


def _details(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    details = body.get("details")
    return [part for part in details if isinstance(part, dict)] if isinstance(details, list) else []
