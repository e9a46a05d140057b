"""Where an event takes place, as an event tells it: keyed by `type`, conferences with a link.

The links lead to names reserved for examples (RFC 2606), so nobody ends up in a stranger's meeting.
"""

from typing import Any

from parley.sandbox.ids import mint, number
from parley.sandbox.samples import Contact, Place

GIVEN_BY_INVITEE = ("outbound_call", "ask_invitee")
WITH_TEXT = ("physical", "custom", *GIVEN_BY_INVITEE)
# An event's location calls this one otherwise than its event type does (Calendly's OpenAPI of 2023).
EVENT_NAMES = {"gotomeeting_conference": "gotomeeting"}


def place(where: Place | None, event: str, invitee: Contact) -> dict[str, Any] | None:
    """The `location` of a scheduled event; None when its type has none."""
    if where is None:
        return None
    if where.type.endswith("_conference"):
        kind = EVENT_NAMES.get(where.type, where.type)
        return {"type": kind, "status": "pushed", **_conference(where.type, event)}
    return {"type": where.type, "location": where.location or _reached(where, invitee)}


def _reached(where: Place, invitee: Contact) -> str | None:
    """The number that the host rings."""
    return invitee.phone if where.type == "outbound_call" else None


def configured(where: Place) -> dict[str, str]:
    """The same as an event type offers it, keyed by `kind`."""
    if where.type == "inbound_call":
        number_told = {"phone_number": where.location} if where.location else {}
        return {"kind": where.type, **number_told}
    return {"kind": where.type, "location": where.location} if where.location else {"kind": where.type}


def _conference(kind: str, event: str) -> dict[str, Any]:
    room = number(80_000_000_000, 89_999_999_999, "room", event)
    if kind == "zoom_conference":
        return {"join_url": f"https://zoom.example.com/j/{room}", "data": {"id": room, "settings": {}}}
    if kind == "google_conference":
        return {"join_url": f"https://meet.example.com/{_spoken(room)}", "data": None}
    if kind == "webex_conference":
        return {"join_url": f"https://webex.example.com/meet/{room}", "data": {"id": str(room)}}
    if kind == "gotomeeting_conference":
        return {"join_url": f"https://gotomeeting.example.com/join/{room}", "data": {"id": str(room)}}
    return {"join_url": f"https://teams.example.com/l/meetup-join/{mint('teams', event)}", "data": {}}


def _spoken(room: int) -> str:
    """Three groups of letters, `abc-defg-hij`."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in str(room)[1:])
    return f"{letters[:3]}-{letters[3:7]}-{letters[7:]}"
