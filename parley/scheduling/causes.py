"""Why Calendly did not do something, as data, for results that are told one by one or kept."""

from enum import StrEnum

from parley.calendly.errors import (
    AuthExpired,
    CalendlyDown,
    CalendlyError,
    InvalidRequest,
    NotAllowed,
    NotFound,
    OutcomeUnknown,
    PlanRequired,
    RateLimited,
    ReconnectNeeded,
    ScopeMissing,
    SlotTaken,
)


class Cause(StrEnum):
    """One cause for each exception of the client; both that ask for a new grant are one."""

    DOWN = "down"
    RATE_LIMITED = "rate_limited"
    RECONNECT = "reconnect"
    SCOPE_MISSING = "scope_missing"
    PLAN_REQUIRED = "plan_required"
    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"
    TAKEN = "taken"
    INVALID = "invalid"
    OUTCOME_UNKNOWN = "outcome_unknown"
    OTHER = "other"


_CAUSES: dict[type[CalendlyError], Cause] = {
    CalendlyDown: Cause.DOWN,
    RateLimited: Cause.RATE_LIMITED,
    AuthExpired: Cause.RECONNECT,
    ReconnectNeeded: Cause.RECONNECT,
    ScopeMissing: Cause.SCOPE_MISSING,
    PlanRequired: Cause.PLAN_REQUIRED,
    NotAllowed: Cause.NOT_ALLOWED,
    NotFound: Cause.NOT_FOUND,
    SlotTaken: Cause.TAKEN,
    InvalidRequest: Cause.INVALID,
    OutcomeUnknown: Cause.OUTCOME_UNKNOWN,
}


def cause_of(error: CalendlyError) -> Cause:
    """Return the cause that an exception stands for."""
    return _CAUSES.get(type(error), Cause.OTHER)
