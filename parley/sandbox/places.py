"""Where an event takes place, as an event tells it: keyed by `type`, conferences with a link.

The links lead to names reserved for examples (RFC 2606), so nobody ends up in a stranger's meeting.
"""

from typing import Any

from parley.sandbox.ids import mint, number
from parley.sandbox.samples import Contact, Place


def place(where: Place | None, event: str, invitee: Contact) -> dict[str, Any] | None:
    """The `location` of a scheduled event; None when its type has none."""
    if where is None:
        return None
    if where.type.endswith("_conference"):
        return {"type": where.type, "status": "pushed", **_conference(where.type, event)}
    return {"type": where.type, "location": invitee.phone if where.type == "outbound_call" else where.location}


def _conference(kind: str, event: str) -> dict[str, Any]:
    room = number(80_000_000_000, 89_999_999_999, "room", event)
    if kind == "zoom_conference":
        return {"join_url": f"https://zoom.example.com/j/{room}", "data": {"id": room, "settings": {}}}
    if kind == "google_conference":
        return {"join_url": f"https://meet.example.com/{_spoken(room)}", "data": None}
    if kind == "webex_conference":
        return {"join_url": f"https://webex.example.com/meet/{room}", "data": {"id": str(room)}}
    return {"join_url": f"https://teams.example.com/l/meetup-join/{mint('teams', event)}", "data": {}}


def _spoken(room: int) -> str:
    """Three groups of letters, `abc-defg-hij`."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in str(room)[1:])
    return f"{letters[:3]}-{letters[3:7]}-{letters[7:]}"
