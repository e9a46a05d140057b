"""Whose clocks a person's times are on, and how they are written: asked of nobody twice in a turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from typing import Any, cast
from zoneinfo import ZoneInfo

from actions.services import Services
from parley.accounts.access import Account
from parley.scheduling.ranges import Range
from parley.when.gazetteer import place_of
from parley.when.regions import Clock, Region, region_of
from parley.when.say import Sayable, UnknownZone, say, say_hour, say_there, say_zone, zone_of
from parley.when.say.hours import say_hours
from parley.when.wall import offset_of
from parley.when.whose import PersonZone, zone_for, zone_news

# Told with this before it, a zone was only assumed.
ASSUMED = "?"
HALF_A_YEAR = timedelta(days=182)


class Clocks:
    """One person's zone, clock and order of dates. The zone of a host they book with is never taken for theirs."""

    def __init__(self, services: Services, conversation_id: str) -> None:
        people, self._clock = services.accounts.people, services.clock
        self.principal_id = people.conversation(conversation_id).principal_id
        self.preferences = people.preferences(self.principal_id)
        self.owner = services.access.owner(conversation_id)
        self.known: PersonZone | None = zone_for(self.preferences, self.owner)
        # The zone of the account that the turn is about: it is theirs too while nothing else is known.
        self._assumed = "UTC"
        # The zone that times were told in this turn.
        self.told_in: ZoneInfo | None = None
        # The moments that were told in this turn, in their order; one alone ends where it begins.
        self.told: list[Range] = []
        # Whether the answer itself tells of the change.
        self.is_said = False

    @property
    def region(self) -> Region:
        """Return how the person writes dates."""
        return region_of(self.preferences.locale)

    @property
    def clock(self) -> Clock | None:
        """Return 12 or 24 hours: as the person said, else as in their Calendly; None leaves it to their region."""
        chosen = self.preferences.clock or (self.owner.time_notation if self.owner else None)
        return cast(Clock, chosen) if chosen in ("12h", "24h") else None

    def zone(self, account: Account | None = None) -> ZoneInfo:
        """Return the person's zone; while it is not known, the account's, which is then said to be assumed."""
        if self.known:
            return self.known.zone
        if account:
            self._assumed = account.owner.time_zone
        try:
            return zone_of(self._assumed)
        except UnknownZone:
            return ZoneInfo("UTC")

    def said(self, what: Sayable, account: Account | None = None, their_zone: ZoneInfo | None = None) -> str:
        """Return a time in words, with its zone, and on the other side's clocks too when they differ."""
        self.told_in = zone = self.zone(account)
        if isinstance(what, datetime):
            self.told.append((what, what))
        elif isinstance(what, tuple) and isinstance(what[0], datetime) and isinstance(what[1], datetime):
            self.told.append((what[0], what[1]))
        return say(what, self._clock(), zone, self.preferences.locale, self.clock, their_zone=their_zone)

    @contextmanager
    def in_passing(self) -> Iterator[None]:
        """Let what is told within be none of the moments told: the time that a list is of."""
        told = list(self.told)
        yield
        self.told = told

    def said_in(self, zone: ZoneInfo, what: Sayable) -> str:
        """Return a time as it is on other clocks, those of an invitee for instance."""
        return say(what, self._clock(), zone, self.preferences.locale, self.clock)

    def said_there(self, span: Range, there: tzinfo, account: Account | None = None) -> str | None:
        """Return a range as it is in another zone, the day only where it differs; None where nothing does."""
        return say_there(span, self._clock(), self.zone(account), there, self.preferences.locale, self.clock)

    def hour(self, moment: datetime, account: Account | None = None) -> str:
        """Return a time of day alone, for a sentence that has its day and zone."""
        twelve = self.clock == "12h" if self.clock else self.region.twelve_hours
        return say_hour(moment.astimezone(self.zone(account)), self.region, twelve_hours=twelve)

    def hours(self, start: datetime, end: datetime, account: Account | None = None) -> tuple[str, str]:
        """Return both ends of a range within a day, for a sentence that has its day and zone."""
        zone, twelve = self.zone(account), self.clock == "12h" if self.clock else self.region.twelve_hours
        return say_hours(start.astimezone(zone), end.astimezone(zone), self.region, twelve_hours=twelve)

    def zone_words(self, account: Account | None = None, at: datetime | None = None) -> str:
        """Return what the zone is called at a moment, now if none is given: `CET`, `Auckland time`."""
        self.told_in = zone = self.zone(account)
        return say_zone((at or self._clock()).astimezone(zone), self.region)

    def news(self, told: Any) -> tuple[str, dict[str, str]] | None:
        """Return the response, with its values, that tells of another zone than the one `told` last; None for no news.

        Before anything was told, a person expects the zone of their own device.
        """
        if self.is_said or self.told_in is None or told == self.now_told:
            return None
        if self.known is None:
            return "utter_zone_assumed", {"zone": self.zone_words_of(self.told_in)}
        before = str(told).removeprefix(ASSUMED) if told else self.preferences.channel_zone
        news = zone_news(before, self.known)
        if news is None or news.before is None or self._same_clocks(news.before):
            return None
        by_device = news.before == self.preferences.channel_zone
        response = f"utter_zone_of_{news.source.value}{'_not_device' if by_device else ''}"
        was = zone_of(news.before)
        values = {"zone": self.zone_words_of(self.known.zone), "before": self.zone_words_of(was)}
        return response, values | {"place": place_of(was.key, "en") or was.key}

    @property
    def now_told(self) -> str | None:
        """Return what to keep as the zone told last."""
        if self.told_in is None:
            return None
        return self.told_in.key if self.known else f"{ASSUMED}{self.told_in.key}"

    def zone_words_of(self, zone: ZoneInfo) -> str:
        """Return what a zone is called now."""
        return say_zone(self._clock().astimezone(zone), self.region)

    def _same_clocks(self, name: str) -> bool:
        try:
            other, mine = zone_of(name), self.zone()
        except UnknownZone:
            return True
        moments = (self._clock(), self._clock() + HALF_A_YEAR)
        return all(offset_of(at.astimezone(other)) == offset_of(at.astimezone(mine)) for at in moments)
