"""Event types: what can be booked, and what it takes to make or change one."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from parley.calendly.models.base import Moment, Resource, Sent, Wanted

Buffer = Literal[0, 5, 10, 15, 30, 45, 60, 90, 120, 150, 180]
Minutes = Annotated[int, Field(ge=1, le=720)]
LocationKind = Literal[
    "ask_invitee",
    "custom",
    "google_conference",
    "gotomeeting_conference",
    "inbound_call",
    "microsoft_teams_conference",
    "outbound_call",
    "physical",
    "webex_conference",
    "zoom_conference",
]


class LocationConfiguration(Sent):
    """Where an event of this type may take place. Keyed by `kind` here, by `type` on scheduled events."""

    kind: str | None = None
    location: str | None = None
    additional_info: str | None = None
    phone_number: str | None = None


class CustomQuestion(Sent):
    """A question of the host's; an answer must repeat its `name` exactly."""

    name: str
    type: str
    position: int
    enabled: bool
    required: bool
    answer_choices: list[str]
    include_other: bool


class Profile(Sent):
    """Whose type it is: a user or a team."""

    type: str
    name: str
    owner: str


class EventType(Resource):
    """An event type; durations, buffers and the increment are in minutes. A deleted one can still be read."""

    name: str | None = None
    active: bool
    admin_managed: bool
    booking_method: str
    slug: str | None = None
    scheduling_url: str
    duration: float
    duration_options: list[int] | None = None
    kind: str
    pooling_type: str | None = None
    type: str
    color: str
    created_at: Moment
    updated_at: Moment
    deleted_at: Moment | None = None
    internal_note: str | None = None
    description_plain: str | None = None
    description_html: str | None = None
    profile: Profile
    secret: bool
    position: int
    is_paid: bool
    locale: str
    locations: list[LocationConfiguration] | None = None
    custom_questions: list[CustomQuestion]
    # Since 2026-11-13; before that there were none to tell.
    start_time_increment: int | None = None
    before_buffer: int = 0
    after_buffer: int = 0


class OfferedLocation(Wanted):
    """A location that a new event type offers."""

    kind: LocationKind
    location: str | None = None
    additional_info: str | None = None
    phone_number: str | None = None


class EventTypeChanges(Wanted):
    """What to change on an event type; a field that is not given stays as it is."""

    active: bool | None = None
    name: str | None = None
    description: str | None = None
    duration: Minutes | None = None
    duration_options: list[int] | None = Field(None, max_length=4)
    locations: list[OfferedLocation] | None = None
    color: str | None = Field(None, pattern=r"^#[a-f0-9]{6}$")
    locale: str | None = None
    start_time_increment: int | None = Field(None, ge=5, le=720)
    before_buffer: Buffer | None = None
    after_buffer: Buffer | None = None


class NewEventType(EventTypeChanges):
    """A one-on-one event type to make for the user `owner`. It arrives inactive, whatever `active` says."""

    owner: str
    name: str


class DateRange(Wanted):
    """Bookable from one day to another, less than a year."""

    type: Literal["date_range"] = "date_range"
    start_date: date
    end_date: date


class DaysAhead(Wanted):
    """Bookable for so many days from now."""

    type: Literal["days_in_future"] = "days_in_future"
    days: int = Field(ge=0, le=365)
    only_weekdays: bool


class Spot(Wanted):
    """One time that is offered."""

    start_time: Moment
    end_time: Moment


class Spots(Wanted):
    """Bookable at these times only."""

    type: Literal["spots"] = "spots"
    spots: list[Spot]


class NewOneOff(Wanted):
    """An event type for one occasion, hosted by the user `host`; `duration` in minutes."""

    name: str = Field(max_length=55)
    host: str
    co_hosts: list[str] | None = None
    duration: float = Field(gt=0, le=720)
    timezone: str | None = None
    date_setting: DateRange | DaysAhead | Spots
    location: OfferedLocation | None = None

    def body(self) -> dict[str, Any]:
        """Return the JSON body, with whole minutes where they are whole."""
        whole = int(self.duration)
        return {**super().body(), "duration": whole if whole == self.duration else self.duration}
