"""Whose zone a person's times are in."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

from parley.when.zones import UnknownZone, zone_of


class Source(StrEnum):
    """Where a person's zone is known from, the strongest first."""

    CHOSEN = "chosen"
    CALENDLY = "calendly"
    CHANNEL = "channel"


class Preferences(Protocol):
    """What is needed of a person's preferences: zones by their IANA names."""

    @property
    def chosen_zone(self) -> str | None:
        """Return the zone that the person set."""

    @property
    def channel_zone(self) -> str | None:
        """Return the zone that the browser or the client reports."""


class Owner(Protocol):
    """What is needed of the owner of a linked Calendly account."""

    @property
    def time_zone(self) -> str:
        """Return the zone set at Calendly."""


@dataclass(frozen=True)
class PersonZone:
    """A person's zone, and where it is known from."""

    zone: ZoneInfo
    source: Source


@dataclass(frozen=True)
class ZoneNews:
    """A change of zone to be told once: from which (None: none was known) to which, and why."""

    before: str | None
    after: str
    source: Source


def zone_for(preferences: Preferences, owner: Owner | None) -> PersonZone | None:
    """Return a person's zone: their own choice, else Calendly's once linked, else the channel's.

    None when nothing is known: the zone is then to be asked for, or the one assumed is to be said. A name that the zone
    data does not have counts as nothing; it is never taken for UTC. Only ever the person's own: the owner is the
    account that this person linked, not the host they book with.
    """
    named = (
        (preferences.chosen_zone, Source.CHOSEN),
        (owner.time_zone if owner else None, Source.CALENDLY),
        (preferences.channel_zone, Source.CHANNEL),
    )
    return next((PersonZone(zone, source) for name, source in named if (zone := _known(name))), None)


def zone_news(told: str | None, current: PersonZone | None) -> ZoneNews | None:
    """Return what to tell a person whose times were last told in the zone named `told`. None when nothing changed.

    The caller keeps `after` as the zone told, so that it is told once. What the person set themselves is no news.
    """
    if current is None or current.source is Source.CHOSEN or current.zone.key == told:
        return None
    return ZoneNews(told, current.zone.key, current.source)


def _known(name: str | None) -> ZoneInfo | None:
    try:
        return zone_of(name) if name else None
    except UnknownZone:
        return None
