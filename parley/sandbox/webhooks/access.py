"""Who may have, see and end a subscription."""

from fastapi import Request

from parley.sandbox.api.caller import Caller
from parley.sandbox.api.links import identifier
from parley.sandbox.errors import CalendlyError, invalid
from parley.sandbox.rooms import sandbox_of
from parley.sandbox.things import Organization, Person
from parley.sandbox.webhooks.subscriptions import Subscription

SAY_PLAN = "Please upgrade your Calendly account to Standard"
SAY_STRANGER = "This user is not in your organization"


def check_plan(request: Request, caller: Caller) -> None:
    """Webhooks come with a plan that is paid for, or on trial. Raises CalendlyError 403."""
    if sandbox_of(request).plans.of(caller.person.organization).tier == "free":
        raise CalendlyError(403, SAY_PLAN)


def owned(request: Request, caller: Caller, uri: str) -> Organization:
    """The caller's organization, named by its URI. Raises CalendlyError 400 or 403."""
    found = identifier(uri, "organizations")
    if found is None:
        raise invalid("organization")
    organization = sandbox_of(request).world.organizations.get(found)
    if organization is None or organization.id != caller.person.organization.id:
        raise CalendlyError(403)
    return organization


def user_in(request: Request, caller: Caller, organization: Organization, uri: str) -> Person:
    """Oneself, or anybody in the organization for those who run it. Raises CalendlyError 400 or 403."""
    found = identifier(uri, "users")
    if found is None:
        raise invalid("user")
    person = sandbox_of(request).world.person(found)
    if person is None or person.organization.id != organization.id:
        raise CalendlyError(403, SAY_STRANGER)
    if person.id != caller.person.id and not caller.person.runs(organization):
        raise CalendlyError(403)
    return person


def check_scope(caller: Caller, organization: Organization, scope: str) -> None:
    """Hooks for everybody are for those who run the organization; nobody has groups. Raises CalendlyError 403."""
    if scope == "group" or (scope == "organization" and not caller.person.runs(organization)):
        raise CalendlyError(403, "You do not have permission")


def may_see(caller: Caller, subscription: Subscription) -> bool:
    themselves = subscription.user is not None and subscription.user.id == caller.person.id
    return themselves or caller.person.runs(subscription.organization)
