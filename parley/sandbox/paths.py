"""Which part of the sandbox a path belongs to."""

CONTROL = ("/_sandbox", "/healthz")
HOSTED = ("d", "confirmations", "cancellations", "reschedulings")


def is_control(path: str) -> bool:
    """The sandbox's own doors, which Calendly does not have."""
    return path == "/" or path.startswith(CONTROL)


def is_api(path: str) -> bool:
    """Calendly's API v2: whatever is neither OAuth nor the sandbox's own nor a page for whoever books."""
    return not (is_control(path) or path.startswith("/oauth/") or is_hosted(path))


def is_hosted(path: str) -> bool:
    """A page where people book. People's own are known by the hyphen in their names, which no part of the API has."""
    first = path.split("/", 2)[1]
    return first in HOSTED or "-" in first
