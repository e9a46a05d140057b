"""Whom and what a request names, and whether the caller may ask about it."""

from collections.abc import Mapping

from parley.sandbox.api.caller import Caller
from parley.sandbox.api.links import identifier
from parley.sandbox.errors import CalendlyError, invalid
from parley.sandbox.rooms import Sandbox
from parley.sandbox.things import EventType, Person

FOREIGN = "This user is not in your organization"


def colleague(sandbox: Sandbox, caller: Caller, uri: str, parameter: str = "user") -> Person:
    """Somebody of the caller's organization. Raises CalendlyError 400 for what is no user, 403 for anybody else."""
    found = identifier(uri, "users")
    if found is None:
        raise invalid(parameter)
    person = sandbox.world.person(found)
    if person is None or person.organization.id != caller.person.organization.id:
        raise CalendlyError(403, FOREIGN)
    return person


def subject(sandbox: Sandbox, caller: Caller, uri: str, parameter: str = "user") -> Person:
    """The caller, or anybody in the organization that the caller runs. Raises CalendlyError 400 or 403."""
    person = colleague(sandbox, caller, uri, parameter)
    if person.id != caller.person.id and not caller.person.runs(person.organization):
        raise CalendlyError(403, "You do not have permission")
    return person


def whole_organization(caller: Caller, uri: str) -> None:
    """Raises CalendlyError unless it is the organization that the caller runs."""
    found = identifier(uri, "organizations")
    if found is None:
        raise invalid("organization")
    if found != caller.person.organization.id or not caller.person.runs(caller.person.organization):
        raise CalendlyError(403)


def needed(query: Mapping[str, str], name: str) -> str:
    """Raises CalendlyError 400 when the parameter is not there."""
    if not query.get(name):
        raise invalid(name, "is missing")
    return query[name]


def named_type(sandbox: Sandbox, caller: Caller, uri: str, parameter: str = "event_type") -> EventType:
    """An event type of the caller's organization. Raises CalendlyError 400 for no such reference, 403 or 404."""
    found = identifier(uri, "event_types")
    if found is None:
        raise invalid(parameter)
    return known_type(sandbox, caller, found)


def known_type(sandbox: Sandbox, caller: Caller, type_id: str) -> EventType:
    found = sandbox.world.event_type(type_id)
    if found is None:
        raise CalendlyError(404)
    if found.owner.organization.id != caller.person.organization.id:
        raise CalendlyError(403)
    return found


def managed_type(caller: Caller, event_type: EventType) -> EventType:
    """The type, if the caller may change it. Raises CalendlyError 403."""
    if event_type.owner.id != caller.person.id and not caller.person.runs(event_type.owner.organization):
        raise CalendlyError(403)
    return event_type
