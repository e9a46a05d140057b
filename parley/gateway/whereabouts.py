"""What a client says about the person: time zone and language, and who they are where it has made sure."""

import re
import zoneinfo
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache

from parley.gateway.channels.limits import can_be_kept
from parley.scheduling.answers import Problem, email_of, name_of

# RFC 5646 §2.1, as far as anybody sends it: language, script, region, variants.
_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
MOST_LOCALE = 35


class Nonsense(ValueError):
    """What was said cannot be; the message is a sentence for the client."""


@dataclass(frozen=True)
class Whereabouts:
    """A zone by its IANA name, a BCP 47 tag, and name and address; None where nothing was said."""

    time_zone: str | None = None
    locale: str | None = None
    name: str | None = None
    email: str | None = None


def read_whereabouts(said: Mapping[str, object]) -> Whereabouts:
    """Return `time_zone` and `locale` of what a client said. Nonsense when one of them is no such thing."""
    zone, locale = said.get("time_zone"), said.get("locale")
    if zone is not None and (not isinstance(zone, str) or zone not in _zones()):
        raise Nonsense("`time_zone` is not a zone that I know; send an IANA name such as Europe/Berlin.")
    if locale is not None and (
        not isinstance(locale, str) or len(locale) > MOST_LOCALE or not _LOCALE.fullmatch(locale)
    ):
        raise Nonsense("`locale` is not a language tag; send one such as en-GB.")
    return Whereabouts(zone, locale)


def read_metadata(said: Mapping[str, object]) -> Whereabouts:
    """Return all that a client vouches for: `time_zone`, or `zone` for short, `locale`, `name`, `email`.

    Nonsense when one of them is no such thing.
    """
    zone, short = said.get("time_zone"), said.get("zone")
    if zone is not None and short is not None and zone != short:
        raise Nonsense("`time_zone` and `zone` are two names of one thing; send one of them.")
    where = read_whereabouts({**said, "time_zone": short if zone is None else zone})
    return replace(where, name=_name(said.get("name")), email=_email(said.get("email")))


def guess_metadata(said: Mapping[str, object]) -> Whereabouts:
    """Return what makes sense of what a platform's profile says, and nothing of the rest."""
    where = guess_whereabouts(said)
    for one in ("name", "email"):
        with suppress(Nonsense):
            where = replace(where, **{one: getattr(read_metadata({one: said.get(one)}), one)})
    return where


def _name(said: object) -> str | None:
    if said is None:
        return None
    name = name_of(said) if isinstance(said, str) and can_be_kept(said) else Problem.BLANK
    if isinstance(name, Problem):
        raise Nonsense("`name` is no name that stands in an invitation; send the person's full name as text.")
    return name


def _email(said: object) -> str | None:
    if said is None:
        return None
    email = email_of(said) if isinstance(said, str) and can_be_kept(said) else Problem.BLANK
    if isinstance(email, Problem):
        raise Nonsense("`email` is no address; send the bare one that you made sure is the person's.")
    return email


def guess_whereabouts(said: object) -> Whereabouts:
    """Return what makes sense of what a browser said, and nothing of the rest."""
    found = {}
    for name in ("time_zone", "locale"):
        part = {name: said.get(name)} if isinstance(said, Mapping) else {}
        try:
            found[name] = getattr(read_whereabouts(part), name)
        except Nonsense:
            found[name] = None
    return Whereabouts(**found)


@cache
def _zones() -> set[str]:
    return zoneinfo.available_timezones()
