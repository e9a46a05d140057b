"""Whose account it is, read once when it is linked."""

import structlog

from parley.accounts.grant import Owner
from parley.calendly.client import Calendly
from parley.calendly.errors import CalendlyError
from parley.calendly.scopes import NEEDED, covers

log = structlog.get_logger(__name__)


def read_owner(calendly: Calendly, scopes: frozenset[str] | None) -> Owner:
    """Return the owner, with the organization's name where these scopes allow to read it (None: try).

    Raises the CalendlyError that kept the owner from being read; without the organization's name it goes on.
    """
    user = calendly.current_user()
    allowed = scopes is None or covers(scopes, NEEDED["getOrganization"])
    name = _organization(calendly, user.current_organization) if allowed else None
    return Owner(user.uri, user.current_organization, user.name, user.email, user.timezone, user.time_notation, name)


def _organization(calendly: Calendly, uri: str) -> str | None:
    try:
        return calendly.organizations.get(uri.rstrip("/").rpartition("/")[2]).name
    except CalendlyError as problem:
        log.info("organization not read", cause=type(problem).__name__)
        return None
