"""What a visitor may see of what Calendly tells about the house: fields that are let through, one by one.

Whatever is not named here stays behind, so a field that Calendly adds tomorrow does too.
"""

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]
_EVENT = ("uri", "name", "status", "start_time", "end_time", "event_type", "location", "created_at", "updated_at")
_INVITEE = (
    "uri",
    "email",
    "first_name",
    "last_name",
    "name",
    "status",
    "questions_and_answers",
    "timezone",
    "event",
    "created_at",
    "updated_at",
    "tracking",
    "text_reminder_number",
    "rescheduled",
    "old_invitee",
    "new_invitee",
    "cancel_url",
    "reschedule_url",
    "cancellation",
    "payment",
)
_TYPE = (
    "uri",
    "name",
    "active",
    "admin_managed",
    "booking_method",
    "slug",
    "scheduling_url",
    "duration",
    "duration_options",
    "kind",
    "pooling_type",
    "type",
    "color",
    "created_at",
    "updated_at",
    "deleted_at",
    "description_plain",
    "description_html",
    "profile",
    "secret",
    "position",
    "is_paid",
    "locale",
    "custom_questions",
    "start_time_increment",
)
_PLACE = ("kind", "location")


def only(names: tuple[str, ...], whole: Json) -> dict[str, Any]:
    """Return these fields, as far as they are there."""
    return {name: whole[name] for name in names if name in whole}


def event(whole: Json, own: Json) -> dict[str, Any]:
    """Return an event as one of its invitees may see it: without the others, and cancelled once that invitee is out."""
    many = seats(whole) > 1
    out = own.get("status") != "active"
    seen = only(_EVENT, whole) | {
        # That it is a group is known from its type; how many are in it is not.
        "invitees_counter": {"total": 1, "active": 0 if out else 1, "limit": 2 if many else 1},
        "event_memberships": [only(("user", "user_name"), host) for host in whole.get("event_memberships") or []],
        # Of a group's guests nobody tells who brought them.
        "event_guests": [] if many else list(whole.get("event_guests") or []),
    }
    cancelled = whole.get("cancellation") or (own.get("cancellation") if out else None)
    return seen | ({"status": "canceled", "cancellation": cancelled} if out or cancelled else {})


def seats(whole: Json) -> int:
    """Return how many invitees an event takes; when that is not told, it may be several."""
    return int((whole.get("invitees_counter") or {}).get("limit") or 2)


def invitee(whole: Json) -> dict[str, Any]:
    """Return a visitor's own invitee; whether the host missed them is the host's note."""
    return only(_INVITEE, whole)


def event_type(whole: Json) -> dict[str, Any]:
    """Return an event type as its public page shows it: no note, no buffers, no number to call before it is booked."""
    places = whole.get("locations")
    return only(_TYPE, whole) | {"locations": None if places is None else [only(_PLACE, place) for place in places]}


def opening(whole: Json) -> dict[str, Any]:
    """Return an opening; how many others are in it is nobody's business."""
    return only(("status", "start_time", "scheduling_url"), whole) | {"invitees_remaining": 1}
