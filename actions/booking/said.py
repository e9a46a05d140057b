"""Times of a booking in words, on the clocks of whoever chats."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from actions.booking.calendar import account
from actions.turn import Turn
from parley.when.say import Sayable


def said(turn: Turn, what: Sayable, their_zone: ZoneInfo | None = None) -> str:
    """Return a time in words, with its zone, and on the other side's clocks too when they differ."""
    return turn.said(what, account(turn), their_zone)


def said_start(turn: Turn, start: datetime, day: date | None) -> str:
    """Return a start; the hour alone where the sentence around it names the `day`."""
    local = start.astimezone(turn.zone(account(turn)))
    if local.date() != day:
        return said(turn, start)
    return turn.clocks.hour(start, account(turn))
