"""Availability schedules: a user's own hours, and those of an event type."""

import datetime as dt
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from pydantic import Field, model_validator

from parley.sandbox.api.bodies import Body, Zone, read
from parley.sandbox.api.caller import Caller, caller_with
from parley.sandbox.api.links import Links
from parley.sandbox.api.members import colleague, managed_type, named_type, needed
from parley.sandbox.errors import CalendlyError, invalid
from parley.sandbox.records import ScheduleRecord
from parley.sandbox.rooms import Sandbox, sandbox_of
from parley.sandbox.samples import Rule, Window
from parley.sandbox.schedules import hours_of, own_hours, own_schedule, special_hours
from parley.sandbox.things import EventType, Person

router = APIRouter()
Reader = Annotated[Caller, Depends(caller_with("availability:read"))]
Writer = Annotated[Caller, Depends(caller_with("availability:write"))]

NAME = "Working hours"


class WindowBody(Body):
    from_: str = Field(alias="from", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    to: str = Field(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")


class RuleBody(Body):
    type: Literal["wday", "date"]
    wday: Literal["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] | None = None
    date: str | None = None
    intervals: list[WindowBody]

    @model_validator(mode="after")
    def _says_when(self) -> "RuleBody":
        if self.type == "wday" and self.wday is None:
            raise ValueError("wday is missing")
        if self.type == "date":
            dt.date.fromisoformat(self.date or "")
        return self

    def rule(self) -> Rule:
        intervals = tuple(Window(**{"from": window.from_, "to": window.to}) for window in self.intervals)
        day = dt.date.fromisoformat(self.date).isoformat() if self.type == "date" and self.date else None
        return Rule(type=self.type, wday=self.wday if self.type == "wday" else None, date=day, intervals=intervals)


class AvailabilityRule(Body):
    timezone: Zone
    rules: list[RuleBody] | None = None
    user: str | None = None


class ScheduleUpdate(Body):
    availability_rule: AvailabilityRule
    availability_setting: Literal["host"] = "host"


@router.get("/user_availability_schedules")
async def schedules(request: Request, caller: Reader) -> JSONResponse:
    """Everybody here has one."""
    person = colleague(sandbox_of(request), caller, needed(request.query_params, "user"))
    return JSONResponse({"collection": [_own(person, Links.of(request))]})


@router.get("/user_availability_schedules/{schedule_id}")
async def schedule(request: Request, schedule_id: str, caller: Reader) -> JSONResponse:
    people = sandbox_of(request).world.people
    person = next((person for person in people if own_schedule(person) == schedule_id), None)
    if person is None:
        raise CalendlyError(404)
    if person.organization.id != caller.person.organization.id:
        raise CalendlyError(403)
    return JSONResponse({"resource": _own(person, Links.of(request))})


@router.get("/event_type_availability_schedules")
async def type_schedules(request: Request, caller: Reader) -> JSONResponse:
    """One for each host."""
    sandbox, links = sandbox_of(request), Links.of(request)
    kind = named_type(sandbox, caller, needed(request.query_params, "event_type"))
    return JSONResponse({"collection": [_of_type(sandbox, kind, host, links) for host in kind.hosts]})


@router.patch("/event_type_availability_schedules")
async def update(request: Request, caller: Writer) -> JSONResponse:
    """One host's hours for this type; the rules replace all that were there. Without a user: the owner's."""
    sandbox, links = sandbox_of(request), Links.of(request)
    kind = managed_type(caller, named_type(sandbox, caller, needed(request.query_params, "event_type")))
    wanted = (await read(request, ScheduleUpdate)).availability_rule
    host = colleague(sandbox, caller, wanted.user, "availability_rule.user") if wanted.user else kind.owner
    if all(host.id != other.id for other in kind.hosts):
        raise invalid("availability_rule.user")
    rules = hours_of(sandbox.world, kind, host).rules
    if wanted.rules is not None:
        rules = tuple(rule.rule() for rule in wanted.rules)
    record = ScheduleRecord(event_type=kind.id, host=host.sample.slug, timezone=wanted.timezone, rules=rules)
    sandbox.made.schedule(record)
    return JSONResponse({"resource": _of_type(sandbox, kind, host, links)})


def _own(person: Person, links: Links) -> dict[str, Any]:
    hours = own_hours(person)
    return {
        "uri": links.schedule(person),
        "default": True,
        "name": NAME,
        "user": links.user(person),
        "timezone": hours.timezone,
        "rules": [_rule(rule) for rule in hours.rules],
    }


def _of_type(sandbox: Sandbox, kind: EventType, host: Person, links: Links) -> dict[str, Any]:
    """Hours of the type's own have no address; a host's own hours keep theirs."""
    special = special_hours(sandbox.world, kind, host)
    hours = special or own_hours(host)
    named = {"name": None} if special else {"uri": links.schedule(host), "name": NAME}
    rules = [_rule(rule) for rule in hours.rules]
    return {
        "event_type": links.of_type(kind.id),
        "availability_setting": "host",
        "availability_rule": {"timezone": hours.timezone, **named, "user": links.user(host), "rules": rules},
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return rule.model_dump(mode="json", by_alias=True, exclude_none=True)
