"""Scopes (Calendly, 2026-03): all there are, which operation needs which, and what the bot says it needs them for."""

# `:write` includes `:read` of the same family. `invitees:read`, in an example of Calendly's guide, is not one of them
# and would break the consent page.
_BOTH = ("organizations", "event_types", "availability", "scheduled_events", "webhooks", "contacts", "meeting_recaps")
_READ = ("users", "locations", "groups", "routing_forms", "activity_log", "outgoing_communications")
_WRITE = ("scheduling_links", "shares", "data_compliance")
CATALOGUE = frozenset(
    [f"{family}:{right}" for family in _BOTH for right in ("read", "write")]
    + [f"{family}:read" for family in _READ]
    + [f"{family}:write" for family in _WRITE]
)

_OPERATIONS = {
    "users:read": ("getCurrentUser", "getUser"),
    "organizations:read": ("getOrganization", "listOrganizationMemberships", "getOrganizationMembership"),
    "event_types:read": ("listEventTypes", "getEventType"),
    "event_types:write": ("createEventType", "updateEventType", "createOneOffEventType"),
    "availability:read": (
        "listEventTypeAvailabilitySchedules",
        "listUserAvailabilitySchedules",
        "getUserAvailabilitySchedule",
        "listUserBusyTimes",
    ),
    "availability:write": ("updateEventTypeAvailabilitySchedule",),
    "scheduled_events:read": (
        "listScheduledEvents",
        "getScheduledEvent",
        "listEventInvitees",
        "getEventInvitee",
        "getInviteeNoShow",
    ),
    "scheduled_events:write": (
        "cancelEvent",
        "createEventInvitee",
        "createInviteeNoShow",
        "deleteInviteeNoShow",
    ),
    "scheduling_links:write": ("createSchedulingLink",),
    "webhooks:read": ("listWebhookSubscriptions", "getWebhookSubscription", "getSampleWebhookData"),
    "webhooks:write": ("createWebhookSubscription", "deleteWebhookSubscription"),
}
# By operationId of the contract. UNCONFIRMED which of two scopes openings need, because sources disagree: ask for both.
NEEDED = {operation: frozenset({scope}) for scope, operations in _OPERATIONS.items() for operation in operations} | {
    "listEventTypeAvailableTimes": frozenset({"availability:read", "event_types:read"})
}

READ_EVENTS = frozenset({"users:read", "scheduled_events:read"})
# What finding a time and booking it takes: asked for together, so that nobody is sent to Calendly twice for one.
BOOK = frozenset({"users:read", "event_types:read", "availability:read", "scheduled_events:write"})
# What cancelling takes, and telling who did not come.
CHANGE = frozenset({"users:read", "scheduled_events:write"})
# The least with which the bot can do all that it does for one person.
EVERYTHING = frozenset(
    {"users:read", "event_types:read", "availability:read", "scheduled_events:write", "scheduling_links:write"}
)

WHY = {
    "users:read": ("Your name, e-mail and time zone", "so that times are shown as you know them"),
    "scheduled_events:read": (
        "Your scheduled events and their invitees",
        "so that I can tell what is on and who comes",
    ),
    "scheduled_events:write": (
        "Book and cancel in your calendar",
        "so that I can make, move and cancel meetings when you say so",
    ),
    "event_types:read": ("Your event types", "so that I can tell what can be booked with you"),
    "availability:read": ("Your working hours and busy times", "so that I can find a time that is free"),
    "scheduling_links:write": ("Make links that are good for one booking", "so that you can hand them out"),
    "organizations:read": ("Your organization and its members", "so that I can find your colleagues"),
    "webhooks:write": ("Be told when something changes", "so that you hear of bookings and cancellations at once"),
}

_WEBHOOK_FAMILIES = {
    "invitee": "scheduled_events:read",
    "invitee_no_show": "scheduled_events:read",
    "routing_form_submission": "routing_forms:read",
    "meeting_recap": "meeting_recaps:read",
    "contact": "contacts:read",
    "event_type": "event_types:read",
}


def needed_for_webhooks(events: list[str]) -> frozenset[str]:
    """Return what subscribing to these events needs: the right to subscribe, and to read each family of them."""
    families = {event.partition(".")[0] for event in events}
    return NEEDED["createWebhookSubscription"] | {
        _WEBHOOK_FAMILIES[family] for family in families if family in _WEBHOOK_FAMILIES
    }


def covers(granted: frozenset[str], needed: frozenset[str]) -> bool:
    """Return whether `granted` includes every scope of `needed`. Apps older than scopes hold `default`: all of them."""
    return "default" in granted or all(
        scope in granted or scope.replace(":read", ":write") in granted for scope in needed
    )
