"""A sample person's calendar as Calendly's stand-in holds it: what is free, what is booked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import httpx

from tests.e2e.running import Running
from tests.support import plain

SOONEST = timedelta(days=2)
Booking = dict[str, Any]


@dataclass
class Calendar:
    """One person's calendar."""

    running: Running
    person: str = "ana"
    zone: ZoneInfo = field(init=False)
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        token = plain.post(f"{self.running.sandbox}/_sandbox/tokens", json={"person": self.person}).json()
        headers = {"Authorization": f"Bearer {token['access_token']}", "User-Agent": "tests"}
        self._client = plain.Client(base_url=self.running.sandbox, headers=headers, timeout=30)
        self.zone = ZoneInfo(self._get("/users/me")["resource"]["timezone"])

    def bookings(self) -> dict[str, Booking]:
        """Every booking that stands from now on, by invitee."""
        user = self._get("/users/me")["resource"]["uri"]
        now = datetime.now(UTC).isoformat()
        events = self._all("/scheduled_events", user=user, status="active", min_start_time=now, count=100)
        return {
            who["uri"]: {"event": event, "invitee": who}
            for event in events
            for who in self._all(f"{_path(event['uri'])}/invitees", count=100)
            if who["status"] == "active"
        }

    def take(
        self,
        start: datetime,
        kind: str = "Intro Call",
        name: str = "Somebody Faster",
        email: str = "faster@example.org",
        zone: str | None = None,
    ) -> None:
        """Book an opening, as somebody else would."""
        invitee = {"name": name, "email": email, "timezone": zone or self.zone.key}
        event_type = self._type(kind)
        body = {"event_type": event_type["uri"], "start_time": start.astimezone(UTC).isoformat(), "invitee": invitee}
        place = {"kind": event_type["locations"][0]["kind"], "location": event_type["locations"][0].get("location")}
        self._client.post("/invitees", json={**body, "location": place}).raise_for_status()

    def give_up(self, email: str, reason: str = "") -> None:
        """Cancel a booking as its invitee does, by the link that Calendly sent."""
        page = urlsplit(self._of(email)["cancel_url"]).path
        answer = plain.post(f"{self.running.sandbox}{page}", data={"reason": reason})
        assert answer.status_code == 303, answer.text

    def move(self, email: str, to: datetime) -> None:
        """Move a booking as its invitee does, by the link that Calendly sent."""
        who = self._of(email)
        page, start = urlsplit(who["reschedule_url"]).path, to.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        form = {"name": who["name"], "email": who["email"]}
        answer = plain.post(f"{self.running.sandbox}{page}/{start}", data=form)
        assert answer.status_code == 303, answer.text

    def call_off(self, email: str, reason: str | None = None) -> None:
        """Cancel somebody's booking as the host does at Calendly."""
        body = {"reason": reason} if reason else {}
        self._client.post(f"{_path(self._of(email)['event'])}/cancellation", json=body).raise_for_status()

    def hooks(self) -> int:
        """How many subscriptions tell of changes to this calendar."""
        me = self._get("/users/me")["resource"]
        query = {"organization": me["current_organization"], "scope": "user", "user": me["uri"], "count": 100}
        return len(self._all("/webhook_subscriptions", **query))

    def no_shows(self) -> set[tuple[str, str]]:
        """Everybody who is marked as a no-show, with the event: of last week's and from now on."""
        user, since = self._get("/users/me")["resource"]["uri"], datetime.now(UTC) - timedelta(days=8)
        events = self._all("/scheduled_events", user=user, min_start_time=since.isoformat(), count=100)
        return {
            (event["uri"], who["uri"])
            for event in events
            for who in self._all(f"{_path(event['uri'])}/invitees", count=100)
            if who["no_show"]
        }

    def cancel(self, bookings: Iterable[Booking]) -> None:
        """Cancel the events of these bookings."""
        for event in {one["event"]["uri"] for one in bookings}:
            self._client.post(f"{_path(event)}/cancellation", json={}).raise_for_status()

    def moments(self, kind: str) -> dict[str, datetime]:
        """Openings to talk about: `free1` to `free3` on three days, `later1` on the first of them, and a `night`.

        All at the same hour where that is free.
        """
        days: dict[Any, list[datetime]] = {}
        for start in self._openings(kind):
            days.setdefault(start.date(), []).append(start)
        whole = [[one for one in day if one.minute == 0] for day in days.values()]
        first, second, third = [day for day in whole if len(day) > 1][:3]
        at, night = first[0].hour, first[0].replace(hour=3)
        free2, free3 = (next((one for one in day if one.hour == at), day[0]) for day in (second, third))
        return {"free1": first[0], "later1": first[1], "free2": free2, "free3": free3, "night": night}

    def _of(self, email: str) -> dict[str, Any]:
        return next(one["invitee"] for one in self.bookings().values() if one["invitee"]["email"] == email)

    def _type(self, kind: str) -> dict[str, Any]:
        user = self._get("/users/me")["resource"]["uri"]
        types = self._all("/event_types", user=user, count=100)
        return next(one for one in types if one["name"] == kind)

    def _openings(self, kind: str) -> list[datetime]:
        uri = self._type(kind)["uri"]
        found: list[datetime] = []
        start = datetime.now(UTC) + SOONEST
        for week in range(2):
            span = [start + timedelta(days=7 * week), start + timedelta(days=7 * (week + 1), minutes=-1)]
            told = self._get(
                "/event_type_available_times",
                event_type=uri,
                start_time=span[0].isoformat(),
                end_time=span[1].isoformat(),
            )
            found += [datetime.fromisoformat(one["start_time"]).astimezone(self.zone) for one in told["collection"]]
        return found

    def _all(self, path: str, **params: Any) -> list[dict[str, Any]]:
        page = self._get(path, **params)
        found: list[dict[str, Any]] = page["collection"]
        while token := page["pagination"]["next_page_token"]:
            page = self._get(path, **params, page_token=token)
            found += page["collection"]
        return found

    def _get(self, path: str, **params: Any) -> dict[str, Any]:
        answer = self._client.get(path, params=params)
        answer.raise_for_status()
        body: dict[str, Any] = answer.json()
        return body


def spoken(moments: dict[str, datetime]) -> dict[str, str]:
    """What stands for each moment in a conversation: whole, its day, and its hour."""
    words = {}
    for name, moment in moments.items():
        day = f"{moment.day} {moment:%B}"
        words |= {name: f"{day} at {moment:%H:%M}", f"{name}_day": day, f"{name}_hour": f"{moment:%H:%M}"}
    return words


def told(booking: Booking, zone: ZoneInfo) -> dict[str, Any]:
    """A booking as conversations expect it."""
    event, who = booking["event"], booking["invitee"]
    start = datetime.fromisoformat(event["start_time"]).astimezone(zone)
    return {
        "type": event["name"],
        "at": f"{start.day} {start:%B} at {start:%H:%M}",
        "name": who["name"],
        "email": who["email"],
        "zone": who["timezone"],
        "place": (event["location"] or {}).get("type"),
        "answers": {one["question"]: one["answer"] for one in who["questions_and_answers"]},
        "guests": [one["email"] for one in event["event_guests"]],
    }


def _path(uri: str) -> str:
    return "/scheduled_events/" + uri.rsplit("/", 1)[-1]
