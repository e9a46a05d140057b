"""The sample people, read from `people/*.toml`, or a whole world from one YAML file.

Calendars are fortnightly timetables, not dates: `world.py` lays them over the days around now.
"""

import tomllib
from collections.abc import Iterable
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

PEOPLE = Path(__file__).parent / "people"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

CallType = Literal["physical", "inbound_call", "outbound_call", "ask_invitee", "custom"]
ConferenceType = Literal[
    "zoom_conference", "google_conference", "microsoft_teams_conference", "webex_conference", "gotomeeting_conference"
]

PlaceType = CallType | ConferenceType


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

    type: PlaceType
    location: str | None = None
    info: str | None = None


class Contact(Sample):
    """Somebody who books, and how that person answers this event type's questions, in their order."""

    name: str
    email: str
    timezone: str
    answers: tuple[str, ...] = ()
    phone: str | None = None
    utm_source: str | None = None


class Question(Sample):
    """What a host asks whoever books. In a file, a bare text stands for an optional question with a free answer."""

    name: str
    type: Literal["string", "text", "phone_number", "single_select", "multi_select"] = "text"
    required: bool = False
    enabled: bool = True
    choices: tuple[str, ...] = ()
    other: bool = False


def _question(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class Window(Sample):
    """From one local time to another, `HH:MM`; `24:00` is the end of the day."""

    start: str = Field(alias="from", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    end: str = Field(alias="to", pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")


class Rule(Sample):
    """When somebody can be booked on one weekday, or on one date, which then goes before the weekday. None: closed."""

    type: Literal["wday", "date"]
    wday: Literal["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] | None = None
    date: str | None = Field(None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    intervals: tuple[Window, ...]


class Hours(Sample):
    """An availability schedule: rules in the wall-clock time of its zone."""

    timezone: str
    rules: tuple[Rule, ...]


class EventTypeSample(Sample):
    """What can be booked. `location` is the first place on offer, `alternatives` the others; times in minutes.

    `pooling`: whether one of the hosts comes (round robin) or all of them do; `hours` of a host, by slug, hold for this
    type instead of that person's own. `notice`: how long before its start a time can still be booked.
    """

    key: str
    name: str
    minutes: int
    location: Place | None = None
    alternatives: tuple[Place, ...] = ()
    seats: int = 1
    before_buffer: int = 0
    after_buffer: int = 0
    increment: int | None = 30
    notice: int = 240
    days_ahead: int = 60
    split_names: bool = False
    notes: str | None = None
    description: str | None = None
    color: str = "#8247f5"
    pooling: Literal["round_robin", "collective"] | None = None
    co_hosts: tuple[str, ...] = ()
    hours: dict[str, Hours] = {}
    active: bool = True
    secret: bool = False
    duration_options: tuple[int, ...] | None = None
    locale: str = "en"
    questions: tuple[Annotated[Question, BeforeValidator(_question)], ...] = ()
    roster: tuple[Contact, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        return (self.location, *self.alternatives) if self.location else ()


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


class ExternalSample(Sample):
    """Something else in the person's own calendar, each week; it takes time and is nobody's business."""

    day: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    at: time
    minutes: int


WORKDAYS: tuple[dict[str, Any], ...] = tuple(
    {"type": "wday", "wday": name, "intervals": [{"from": "09:00", "to": "17:00"}]}
    for name in ("monday", "tuesday", "wednesday", "thursday", "friday")
)
WEEKEND: tuple[dict[str, Any], ...] = tuple(
    {"type": "wday", "wday": name, "intervals": []} for name in ("saturday", "sunday")
)


class PersonSample(Sample):
    """Somebody with an account. `hours`: when that person can be booked; Monday to Friday, nine to five, by default."""

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
    hours: tuple[Rule, ...] = Field((*WORKDAYS, *WEEKEND), validate_default=True)
    external: tuple[ExternalSample, ...] = ()


class Samples(Sample):
    organizations: tuple[OrganizationSample, ...]
    people: tuple[PersonSample, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        homes = {person.slug: person.organization for person in self.people}
        known = {organization.slug for organization in self.organizations}
        for person in self.people:
            types = {kind.key for kind in person.event_types}
            _named(f"{person.slug}: organization", [person.organization], known)
            _named(f"{person.slug}: calendar", [booking.type for booking in person.calendar], types)
            near = {slug for slug, home in homes.items() if home == person.organization and slug != person.slug}
            for kind in person.event_types:
                _named(f"{person.slug}: {kind.key}: co_hosts", kind.co_hosts, near)
        return self


def _named(where: str, names: Iterable[str], known: set[str]) -> None:
    """Raises ValueError for the first name that is none."""
    for name in names:
        if name not in known:
            raise ValueError(f"{where}: there is no {name!r}")


def read_samples(folder: Path = PEOPLE) -> Samples:
    """Everybody, in the order they are to be listed. Raises pydantic's ValidationError on a slip in a file."""
    tables = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))}
    organizations = tables.pop("organizations")["organizations"]
    people = sorted((PersonSample.model_validate(table) for table in tables.values()), key=lambda person: person.order)
    return Samples(organizations=organizations, people=tuple(people))


def read_world(path: Path) -> Samples:
    """A world of one's own: one YAML file with `organizations` and `people`, in the words of the sample files.

    Raises OSError when there is no such file, pydantic's ValidationError on a slip in it.
    """
    samples = Samples.model_validate(_plain(path.read_text("utf-8")))
    return Samples(organizations=samples.organizations, people=tuple(sorted(samples.people, key=lambda p: p.order)))


def _plain(text: str) -> Any:
    """Numbers, dates and times stay texts for the models to read: YAML would take `10:00` for a number, 600."""
    import yaml  # only who brings such a file needs it

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {  # noqa: RUF012 - as in the class it overrides
            first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":bool", ":null"))]
            for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return yaml.load(text, Loader)  # noqa: S506 - a safe loader
