"""Calendly's scopes (live since 2026-03-03) and what each means to the person who is asked."""

WORDS: dict[str, str] = {
    "users:read": "see your name, e-mail address and time zone",
    "organizations:read": "see your organization and its members",
    "organizations:write": "manage your organization and its members",
    "event_types:read": "see your event types",
    "event_types:write": "create and change your event types",
    "availability:read": "see when you are free and busy",
    "availability:write": "change your availability",
    "scheduled_events:read": "see your scheduled events and who is invited",
    "scheduled_events:write": "see, book and cancel your scheduled events",
    "scheduling_links:write": "make single-use scheduling links",
    "shares:write": "share event types with changed settings",
    "locations:read": "see your meeting places",
    "groups:read": "see the groups of your organization",
    "routing_forms:read": "see your routing forms and their answers",
    "webhooks:read": "see which notifications are set up",
    "webhooks:write": "be notified when your events change",
    "contacts:read": "see your contacts",
    "contacts:write": "see and change your contacts",
    "meeting_recaps:read": "read the recaps of your meetings",
    "meeting_recaps:write": "read and change the recaps of your meetings",
    "activity_log:read": "read your organization's activity log",
    "outgoing_communications:read": "see the messages Calendly sent for you",
    "data_compliance:write": "erase people's data on request",
}


def unknown(scope: str) -> bool:
    """Whether the list holds a scope that Calendly does not have; one such spoils the whole request."""
    return any(name not in WORDS for name in scope.split())


def allows(scope: str, needed: str) -> bool:
    """Whether this list grants what is needed; writing includes reading of the same family."""
    granted = scope.split()
    family, _, right = needed.partition(":")
    return needed in granted or (right == "read" and f"{family}:write" in granted)


def in_words(scope: str) -> list[str]:
    return [WORDS[name] for name in scope.split()]
