"""What a person wants to hear of, in their own words."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, time

from parley.notices.preferences import GROUPS, Wanted
from parley.notices.quiet import QuietHours
from parley.scheduling.common_words import WEEKDAY
from parley.when import Span

NIGHT = QuietHours(time(22), time(7))
_GROUPS = {
    "bookings": r"\bbook\w*|\bappointments?\b|\bschedul\w*|\bsign\w* up\b|\bpicks? (?:a|up)\b"
    r"|\bnew (?:meeting|event|call)",
    "cancellations": r"\bcancel\w*|\bdrops? out\b|\bcall\w* (?:\w+ )?off\b|\bpulls? out\b",
    "moves": r"\bre-?schedul\w*|\bmove[sd]?\b|\bmoving\b|\bpostpone\w*|\bshift(?:s|ed)?\b|\bchanges?\b",
    "no_shows": r"\bno[- ]?shows?\b",
}
_NO_BOOKING = re.compile(r"\bre-?schedul\w*", re.IGNORECASE)
_NO_SHOW = re.compile(_GROUPS["no_shows"], re.IGNORECASE)
_CHANGES = re.compile(r"\bchanges?\b", re.IGNORECASE)
_EVERYTHING = re.compile(r"\b(?:everything|anything|all|any)\b", re.IGNORECASE)
_ONLY = re.compile(
    r"\bonly\b|\bunless\b|\bexcept\b|\b(?:nothing|nobody|no one|none) but\b|\bapart from\b", re.IGNORECASE
)
_WHEN_ASKED = re.compile(r"\bonly\b.*\bwhen i (?:ask|write|say)", re.IGNORECASE)
_OFF = re.compile(
    r"\boff\b|\bstop\b|\bno\b|\bdon'?t\b|\bdont\b|\bdo not\b|\bnot\b|\bnever\b|\bdisable\b|\bmute\b|\bsilence\b"
    r"|\bquiet\b|\bunsubscribe\b|\bleave me alone\b|\bwithout\b|\bcancel (?:the |my |all )?(?:notif|alert)"
    r"|\bpause\b|\bquit\b|\bdrop (?:the|all|those|that)\b",
    re.IGNORECASE,
)
_ON = re.compile(
    r"\bon\b|\bunmute\b|\bresume\b|\benable\b|\bagain\b|\bback\b|\bnotif(?:y|ied)\b|\btell\b|\blet me know\b|\bping\b"
    r"|\binform\b|\bkeep me\b|\balert me\b|\bmessage me\b|\bget notified\b|\bget alerts\b|\bsend me\b|\bshoot me\b"
    r"|\bdrop me\b|\bgive me\b|\bhear\b|\bwant\b|\bcan i get\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:which|what|why|are|is|am|do (?:i|you)|will (?:i|you)|show)\b|\bsettings?\b|\btoo (?:many|much)\b"
    r"|\bfewer\b|\bless\b|^\W*(?:\w+ing )?(?:notifications?|alerts?|notifs|updates)\W*$",
    re.IGNORECASE,
)
_NIGHT = re.compile(
    r"\b(?:at|during the|by) nights?\b|\bovernight\b|\bwhile i(?:'m| am)? (?:sleep|asleep)", re.IGNORECASE
)
_HOURS = re.compile(
    r"\b(\d{1,2})(?::(\d\d))?\s*(?:-|–|to|till|until)\s*(\d{1,2})(?::(\d\d))?\b(?!\s*(?:min|hour|day))", re.I
)
_QUIET_OFF = re.compile(
    r"\b(?:no|without|drop|end|stop|remove|forget|cancel|turn off|clear)\b[^.]*\bquiet\b"
    r"|\bquiet hours off\b|\bno more quiet\b",
    re.I,
)
_ONCE = re.compile(r"\b(?:today|tonight|tomorrow|this|next|rest|now)\b", re.IGNORECASE)
_DAYS = re.compile(rf"\b(?:week-?days?|week-?ends?|work(?:ing)? days?|{WEEKDAY}s)\b", re.IGNORECASE)
CLOCK = ("hour", "minute", "second")


class CannotSay(ValueError):
    """What is wanted cannot be had: some days or people only, or quiet that begins another day."""


@dataclass(frozen=True)
class Wish:
    """What shall be different from now on; nothing of it when the words only ask how it stands.

    `off` and `on` are groups. `quiet` without hours ends the quiet hours.
    """

    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    quiet: QuietHours | None = None
    ends_quiet: bool = False
    until: datetime | None = None

    @property
    def changes(self) -> bool:
        """Return whether anything shall be different."""
        return self != Wish()

    def applied(self, wanted: Wanted) -> Wanted:
        """Return what is wanted with this wish fulfilled."""
        if self.only:
            wanted = wanted.only(self.only)
        wanted = wanted.switched(self.on, on=True) if self.on else wanted
        wanted = wanted.switched(self.off, on=False) if self.off else wanted
        if self.quiet or self.ends_quiet:
            wanted = replace(wanted, quiet=self.quiet)
        return replace(wanted, paused_until=self.until) if self.until else wanted


def wish_in(text: str, spans: list[Span], now: datetime, wanted: Wanted) -> Wish:
    """Return what words wish for. `spans` are the times in them, `wanted` is how it stands.

    CannotSay when it cannot be had. "Between 10pm and 7am" is every day, "this evening" and "until Monday" are once.
    """
    if _DAYS.search(text) and not _until(spans):
        raise CannotSay
    if _QUIET_OFF.search(text) and not any(span.start for span in spans):
        return Wish(ends_quiet=True)
    if quiet := _quiet(text, spans, wanted):
        if _ON.search(text) and not _OFF.search(text):  # "You can write to me at night again."
            return Wish(ends_quiet=True)
        return Wish(quiet=quiet)
    if until := _pause(text, spans, now):
        return Wish(until=until)
    return _switched(text)


def groups_in(text: str) -> frozenset[str]:
    """Return the groups that words name."""
    found = {name for name, pattern in _GROUPS.items() if re.search(pattern, text, re.IGNORECASE)}
    if "bookings" in found and not re.search(_GROUPS["bookings"], _NO_BOOKING.sub("", text), re.IGNORECASE):
        found.discard("bookings")
    return frozenset(found | ({"cancellations"} if _CHANGES.search(text) else set()))


def _switched(text: str) -> Wish:
    named, everything = groups_in(text), frozenset(GROUPS)
    if _WHEN_ASKED.search(text):
        return Wish(off=everything)
    if _ONLY.search(text):
        if not named:
            raise CannotSay
        return Wish(only=named)
    if _ASKS.search(text):
        return Wish()
    groups = named if named and not _EVERYTHING.search(text) else everything
    if _OFF.search(_NO_SHOW.sub("", text)):
        return Wish(off=groups)
    return Wish(on=groups) if _ON.search(text) or named else Wish()


def _quiet(text: str, spans: list[Span], wanted: Wanted) -> QuietHours | None:
    if _NIGHT.search(text):
        return NIGHT
    if _ONCE.search(text):
        return None
    if hours := _HOURS.search(text):
        begins, ends = _time(hours[1], hours[2]), _time(hours[3], hours[4])
        if begins and ends and not any(span.kind == "range" and span.grain in CLOCK for span in spans):
            return QuietHours(begins, ends)
    usual = wanted.quiet or NIGHT
    by_clock = [span for span in spans if span.grain in CLOCK and span.kind in ("instant", "range", "open range")]
    match by_clock:
        case [Span(kind="range", start=datetime() as start, end=datetime() as end)]:
            return QuietHours(_wall(start), _wall(end))
        case [Span(kind="instant", start=datetime() as start), Span(kind="instant", start=datetime() as end)]:
            return QuietHours(_wall(start), _wall(end))
        case [Span(kind="open range", start=datetime() as start)]:
            return QuietHours(_wall(start), usual.end)
        case [Span(kind="open range", end=datetime() as end)] if re.search(r"\bbefore\b", text, re.IGNORECASE):
            return QuietHours(usual.start, _wall(end))
    return None


def _pause(text: str, spans: list[Span], now: datetime) -> datetime | None:
    if not spans or not _OFF.search(text) or _ASKS.match(text):
        return None
    span = spans[0]
    if span.duration:
        return now + span.duration
    if span.start and span.start.date() > now.astimezone(span.start.tzinfo).date():
        raise CannotSay
    return span.end if span.end and span.end > now else None


def _until(spans: list[Span]) -> bool:
    return any(span.kind == "open range" and span.end for span in spans)


def _time(hour: str, minute: str | None) -> time | None:
    whole = int(hour) % 24 if int(hour) <= 24 else None
    return None if whole is None or int(minute or 0) > 59 else time(whole, int(minute or 0))


def _wall(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0, tzinfo=None)
