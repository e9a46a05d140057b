"""One line of text for each thing that the command line shows. Times are UTC, as Calendly sends them."""

from datetime import datetime

from parley.calendly.errors import CalendlyError, InvalidRequest, ReconnectNeeded, ScopeMissing
from parley.calendly.models import (
    AvailabilitySchedule,
    BusyTime,
    EventType,
    Invitee,
    Opening,
    Organization,
    OrganizationMembership,
    ScheduledEvent,
    User,
    WebhookSubscription,
)


def moment(when: datetime) -> str:
    """Return a time, to the minute."""
    return f"{when:%a %Y-%m-%d %H:%M} UTC"


def user(one: User) -> str:
    """Return who it is."""
    return f"{one.id}  {one.name} <{one.email}>  {one.timezone}  {one.scheduling_url}"


def organization(one: Organization) -> str:
    """Return what it may."""
    return f"{one.id}  {one.name or '(no name)'}  plan {one.plan}, {one.stage}"


def membership(one: OrganizationMembership) -> str:
    """Return who it is, in which role."""
    return f"{one.id}  {one.role}  {one.user.name} <{one.user.email}>  {one.user.timezone}"


def event_type(one: EventType) -> str:
    """Return what it is and how long it takes."""
    state = "" if one.active else "  (inactive)"
    shared = f", {one.pooling_type}" if one.pooling_type else ""
    return f"{one.id}  {one.name or '(no name)'}  {one.duration:g} min, {one.kind}{shared}  {one.scheduling_url}{state}"


def opening(one: Opening) -> str:
    """Return when it is, and for how many."""
    return f"{moment(one.start_time)}  {one.invitees_remaining} free"


def busy(one: BusyTime) -> str:
    """Return from when to when."""
    return f"{moment(one.start_time)} to {moment(one.end_time)}  {one.type}"


def schedule(one: AvailabilitySchedule) -> str:
    """Return its hours, rule by rule."""
    rules = "; ".join(
        f"{rule.wday or rule.date} {', '.join(f'{hours.start}-{hours.end}' for hours in rule.intervals) or 'closed'}"
        for rule in one.rules
    )
    return f"{one.id}  {one.name}{' (default)' if one.default else ''}  {one.timezone}  {rules}"


def event(one: ScheduledEvent) -> str:
    """Return when it is and how many come."""
    canceled = "  (canceled)" if one.status == "canceled" else ""
    coming = f"{one.invitees_counter.active} of {one.invitees_counter.limit}"
    return f"{one.id}  {moment(one.start_time)}  {one.name or '(no name)'}  {coming} invitees{canceled}"


def invitee(one: Invitee) -> str:
    """Return who booked, and how it stands."""
    marks = [one.status, *(["no-show"] if one.no_show else []), *(["rescheduled"] if one.rescheduled else [])]
    return f"{one.id}  {one.name} <{one.email}>  {one.timezone}  {', '.join(marks)}"


def webhook(one: WebhookSubscription) -> str:
    """Return where it delivers, and what."""
    return f"{one.id}  {one.state}  {one.callback_url}  {', '.join(one.events)}"


def problem(error: CalendlyError) -> str:
    """Return what stands in the way, and what to do."""
    if isinstance(error, ReconnectNeeded):
        return "Calendly does not accept this token. Make a new one at Calendly, under Integrations, API & Webhooks."
    if isinstance(error, ScopeMissing):
        return f"The token lacks a scope. Make one that has: {' '.join(sorted(error.required))}"
    fields = error.details if isinstance(error, InvalidRequest) else {}
    said = "".join(f"\n  {name or 'request'}: {message}" for name, message in fields.items())
    return f"{type(error).__name__}: {error}{said}"
