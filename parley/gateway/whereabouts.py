"""What a client says about the person's surroundings: time zone and language."""

import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

# RFC 5646 §2.1, as far as anybody sends it: language, script, region, variants.
_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
MOST_LOCALE = 35


class Nonsense(ValueError):
    """What was said cannot be; the message is a sentence for the client."""


@dataclass(frozen=True)
class Whereabouts:
    """A zone by its IANA name and a BCP 47 tag; None where nothing was said."""

    time_zone: str | None = None
    locale: str | None = None


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
