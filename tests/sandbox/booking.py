"""Booking in somebody's name, with whatever the event type wants."""

from datetime import datetime, timedelta
from typing import Any

import httpx

from .oauth_client import Session

ALL = "users:read organizations:read event_types:write availability:write scheduled_events:write scheduling_links:write"
SOON, LATER = "2026-11-19T00:00:00Z", "2026-11-21T00:00:00Z"
AT = "2026-11-19T08:30:00Z"  # an opening of Ana's on the day after the clock's Wednesday
COMPANY = [{"question": "Your company", "answer": "Harbor Films", "position": 0}]  # what the Portfolio Talk must know
TRACKING = {
    "utm_campaign": "spring",
    "utm_source": None,
    "utm_medium": None,
    "utm_content": None,
    "utm_term": None,
    "salesforce_uuid": None,
}


def times(session: Session, kind: dict[str, Any], start: str = SOON, end: str = LATER) -> list[str]:
    """When it can be booked, by default on the two days after the clock's Wednesday."""
    query = {"event_type": kind["uri"], "start_time": start, "end_time": end}
    return [opening["start_time"] for opening in session.collection("/event_type_available_times", **query)]


def wish(kind: dict[str, Any], start: str, **changes: Any) -> dict[str, Any]:
    """A body that fits every sample type without required questions; a change to None leaves the field out."""
    places = kind["locations"] if kind["pooling_type"] != "round_robin" else None
    body = {
        "event_type": kind["uri"],
        "start_time": start,
        "invitee": {"email": "lee.park@example.org", "name": "Lee Park", "timezone": "America/New_York"},
        "location": {name: places[0][name] for name in ("kind", "location") if name in places[0]} if places else None,
    }
    return {name: value for name, value in (body | changes).items() if value is not None}


def book(session: Session, kind: dict[str, Any], start: str, **changes: Any) -> httpx.Response:
    return session.send("POST", "/invitees", wish(kind, start, **changes))


def booked(session: Session, kind: dict[str, Any], start: str, **changes: Any) -> dict[str, Any]:
    """The new invitee."""
    answer = book(session, kind, start, **changes)
    assert answer.status_code == 201, answer.text
    return answer.json()["resource"]


def why(answer: httpx.Response) -> dict[str, str]:
    """The one detail of a refusal."""
    assert answer.status_code == 400, answer.text
    (detail,) = answer.json()["details"]
    return detail


def written(moment: datetime, **later: float) -> str:
    return (moment + timedelta(**later)).strftime("%Y-%m-%dT%H:%M:%SZ")
