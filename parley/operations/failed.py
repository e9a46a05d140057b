"""Why nothing was done, as data: kept by whoever met the problem, and raised again by whoever tells of it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from parley.accounts.access import NeedsAccount
from parley.calendly.errors import (
    AuthExpired,
    CalendlyDown,
    CalendlyError,
    InvalidRequest,
    NotAllowed,
    NotFound,
    PlanRequired,
    RateLimited,
    ReconnectNeeded,
    ScopeMissing,
)
from parley.visits.host import HouseClosed

_PLAIN = (AuthExpired, CalendlyDown, HouseClosed, NotFound, PlanRequired, ReconnectNeeded)


@dataclass(frozen=True)
class Failed:
    """Nothing was done; trying again is safe."""

    cause: str
    words: str = ""
    scopes: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    linked: bool = False
    until: datetime | None = None

    @classmethod
    def of(cls, problem: Exception) -> "Failed":
        """Return what is kept of a problem."""
        cause, words = type(problem).__name__, str(problem)
        match problem:
            case NeedsAccount():
                return cls(cause, "", problem.scopes, problem.missing, problem.linked)
            case ScopeMissing():
                return cls(cause, words, missing=problem.required)
            case RateLimited():
                return cls(cause, words, until=problem.until)
            case NotAllowed() | InvalidRequest():  # also what is derived from them: it is told alike
                return cls("NotAllowed" if isinstance(problem, NotAllowed) else "InvalidRequest", words)
        return cls(cause, words)

    def problem(self) -> CalendlyError | NeedsAccount:
        """Return the problem as it was met."""
        match self.cause:
            case "NeedsAccount":
                return NeedsAccount(self.scopes, linked=self.linked, missing=self.missing)
            case "ScopeMissing":
                return ScopeMissing(self.missing)
            case "RateLimited":
                return RateLimited(self.until or datetime.now(UTC))
            case "NotAllowed":
                return NotAllowed(self.words)
            case "InvalidRequest":
                return InvalidRequest(self.words, {})
        plain = next((one for one in _PLAIN if one.__name__ == self.cause), None)
        return plain(self.words) if plain else CalendlyError(self.words)
