"""Free times, busy times, and the schedules behind them."""

from typing import Literal

from pydantic import Field

from parley.calendly.models.base import Moment, Resource, Sent, Wanted

Weekday = Literal["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]


class Opening(Sent):
    """A time that can be booked. It is not held for anybody, and its end is not told: add the type's duration."""

    status: str
    invitees_remaining: int
    start_time: Moment
    scheduling_url: str


class BusyEvent(Sent):
    """The scheduled event that makes somebody busy."""

    uri: str


class BusyTime(Sent):
    """A time that is taken; `type` is `calendly`, `reserved` or `external`."""

    type: str
    start_time: Moment
    end_time: Moment
    buffered_start_time: Moment | None = None
    buffered_end_time: Moment | None = None
    event: BusyEvent | None = None


class Interval(Sent):
    """From when to when, as `HH:MM` on the clocks of the schedule's zone."""

    start: str | None = Field(None, alias="from")
    end: str | None = Field(None, alias="to")


class AvailabilityRule(Sent):
    """The hours of a weekday (`wday`) or of one day (`date`); no intervals means closed."""

    type: str
    wday: str | None = None
    date: str | None = None
    intervals: list[Interval]


class AvailabilitySchedule(Resource):
    """A user's working hours."""

    default: bool
    name: str
    user: str
    timezone: str
    rules: list[AvailabilityRule]


class HostRule(Sent):
    """The hours of one host of an event type."""

    timezone: str | None = None
    uri: str | None = None
    name: str | None = None
    user: str | None = None
    rules: list[AvailabilityRule] | None = None


class EventTypeAvailabilitySchedule(Sent):
    """When an event type can be booked with a host."""

    event_type: str | None = None
    availability_setting: str | None = None
    availability_rule: HostRule | None = None


class Hours(Wanted):
    """Hours to set, as `HH:MM`."""

    start: str = Field(pattern=r"^\d\d:\d\d$", serialization_alias="from")
    end: str = Field(pattern=r"^\d\d:\d\d$", serialization_alias="to")


class NewRule(Wanted):
    """The hours to set for a weekday or for one day (`YYYY-MM-DD`)."""

    type: Literal["wday", "date"]
    wday: Weekday | None = None
    date: str | None = None
    intervals: list[Hours]


class NewAvailability(Wanted):
    """The hours to give an event type; the rules replace all that it had."""

    timezone: str
    rules: list[NewRule] | None = None
    user: str | None = None

    def body(self) -> dict[str, object]:
        """Return the JSON body, as the endpoint wraps it."""
        return {"availability_rule": self.model_dump(mode="json", exclude_none=True, by_alias=True)}
