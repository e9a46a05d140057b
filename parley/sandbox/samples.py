"""The sample people, read from `people/*.toml`.

Calendars are fortnightly timetables, not dates: `world.py` lays them over the days around now.
"""

import tomllib
from datetime import datetime, time
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

PEOPLE = Path(__file__).parent / "people"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

CallType = Literal["physical", "inbound_call", "outbound_call", "ask_invitee", "custom"]
ConferenceType = Literal["zoom_conference", "google_conference", "microsoft_teams_conference", "webex_conference"]


class Sample(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OrganizationSample(Sample):
    slug: str
    name: str
    kind: str
    plan: str
    stage: Literal["trial", "free", "paid"]
    number: int
    created_at: datetime


class Place(Sample):
    """Where it happens. An outbound call has no text of its own: the host rings the invitee's phone."""

    type: CallType | ConferenceType
    location: str | None = None


class Contact(Sample):
    """Somebody who books, and how that person answers this event type's questions, in their order."""

    name: str
    email: str
    timezone: str
    answers: tuple[str, ...] = ()
    phone: str | None = None
    utm_source: str | None = None


class EventTypeSample(Sample):
    key: str
    name: str
    minutes: int
    location: Place | None = None
    seats: int = 1
    before_buffer: int = 0
    after_buffer: int = 0
    split_names: bool = False
    notes: str | None = None
    questions: tuple[str, ...] = ()
    roster: tuple[Contact, ...] = ()


class CancellationSample(Sample):
    by: Literal["host", "invitee"]
    reason: str | None = None


class BookingSample(Sample):
    """One line of the timetable. `dropout`: why the last of several invitees canceled while the rest still come."""

    type: str
    day: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    at: time
    weeks: Literal["every", "even", "odd"] = "every"
    invitees: int = 1
    guests: tuple[str, ...] = ()
    canceled: CancellationSample | None = None
    dropout: str | None = None


class PersonSample(Sample):
    order: int
    slug: str
    name: str
    email: str
    timezone: str
    time_notation: Literal["12h", "24h"]
    organization: str
    role: Literal["owner", "admin", "user"]
    calendar_kind: Literal["google", "outlook", "exchange", "icloud"] | None = None
    created_at: datetime
    event_types: tuple[EventTypeSample, ...] = ()
    calendar: tuple[BookingSample, ...] = ()


class Samples(Sample):
    organizations: tuple[OrganizationSample, ...]
    people: tuple[PersonSample, ...]


def read_samples(folder: Path = PEOPLE) -> Samples:
    """Everybody, in the order they are to be listed. Raises pydantic's ValidationError on a slip in a file."""
    tables = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))}
    organizations = tables.pop("organizations")["organizations"]
    people = sorted((PersonSample.model_validate(table) for table in tables.values()), key=lambda person: person.order)
    return Samples(organizations=organizations, people=tuple(people))
