"""Which part of the sandbox a path belongs to."""

CONTROL = ("/_sandbox", "/healthz")


def is_control(path: str) -> bool:
    """The sandbox's own doors, which Calendly does not have."""
    return path == "/" or path.startswith(CONTROL)


def is_api(path: str) -> bool:
    """Calendly's API v2: whatever is neither OAuth nor the sandbox's own."""
    return not (is_control(path) or path.startswith("/oauth/"))
