"""What can be subscribed to, which scope that takes, and for whom."""

from parley.sandbox.oauth.scopes import allows

# Each family's read scope is needed beside `webhooks:write`.
FAMILIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "invitee": ("scheduled_events:read", ("created", "canceled")),
    "invitee_no_show": ("scheduled_events:read", ("created", "deleted")),
    "meeting_recap": ("meeting_recaps:read", ("created", "updated", "deleted")),
    "routing_form_submission": ("routing_forms:read", ("created",)),
    "contact": ("contacts:read", ("created", "updated", "deleted")),
}
# UNCONFIRMED whether hooks may subscribe to event_type.*: the table has it, the schema of the call does not. Refused.
SUBSCRIBABLE = tuple(f"{family}.{what}" for family, (_, whats) in FAMILIES.items() for what in whats)
SAMPLED = (*SUBSCRIBABLE, "event_type.created", "event_type.updated", "event_type.deleted")
SCOPES = ("organization", "user", "group")
ONLY_IN = {"routing_form_submission": "organization", "meeting_recap": "user"}


def fits(event: str, scope: str) -> bool:
    """Whether hooks of this scope may have this event."""
    return ONLY_IN.get(event.partition(".")[0], scope) == scope


def readable(event: str, granted: str) -> bool:
    """Whether the token may read what this event tells."""
    return allows(granted, FAMILIES[event.partition(".")[0]][0])
