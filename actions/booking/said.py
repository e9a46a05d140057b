"""Times of a booking in words, on the clocks of whoever chats."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from actions.booking.calendar import account
from actions.turn import Turn
from parley.accounts.access import Account, NeedsAccount
from parley.calendly.errors import CalendlyError
from parley.when.say import Sayable


def said(turn: Turn, what: Sayable, their_zone: ZoneInfo | None = None) -> str:
    """Return a time in words, with its zone, and on the other side's clocks too when they differ."""
    return turn.said(what, known_account(turn), their_zone)


def said_start(turn: Turn, start: datetime, day: date | None) -> str:
    """Return a start; the hour alone where the sentence around it names the `day`."""
    local = start.astimezone(turn.zone(account(turn)))
    if local.date() != day:
        return said(turn, start)
    return turn.clocks.hour(start, account(turn))


def known_account(turn: Turn) -> Account | None:
    """Return the account that a booking is made with, None where it is not there any more."""
    try:
        return account(turn)
    except (CalendlyError, NeedsAccount):  # What is to be told may be older than the end of the account.
        return None
