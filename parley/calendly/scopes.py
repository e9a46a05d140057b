"""Scopes (Calendly, 2026-03): which the bot asks for, and what each is for in plain words."""

# `:write` includes `:read` of the same family.
READ_EVENTS = frozenset({"users:read", "scheduled_events:read"})

WHY = {
    "users:read": ("Your name, e-mail and time zone", "so that times are shown as you know them"),
    "scheduled_events:read": (
        "Your scheduled events and their invitees",
        "so that I can tell what is on and who comes",
    ),
}


def covers(granted: frozenset[str], needed: frozenset[str]) -> bool:
    """Return whether `granted` includes every scope of `needed`. Apps older than scopes hold `default`: all of them."""
    return "default" in granted or all(
        scope in granted or scope.replace(":read", ":write") in granted for scope in needed
    )
