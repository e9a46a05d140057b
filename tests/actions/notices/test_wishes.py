"""What people want to hear of, in their own words."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from actions.notices.wishes import CannotSay, Wish, wish_in
from parley.notices.preferences import GROUPS, Wanted
from parley.notices.quiet import QuietHours

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
ALL = frozenset(GROUPS)
BOOKINGS, CANCELLATIONS, MOVES, NO_SHOWS = (frozenset({group}) for group in GROUPS)
NIGHT = QuietHours(time(22), time(7))


@pytest.fixture
def wish(words):
    """Give a function that reads words at noon in Berlin."""

    def wish(text, wanted=None):
        spans = [one for one in words.parse(text, NOON, BERLIN, "en-GB", "future") if not one.latent]
        return wish_in(text, spans, NOON, wanted or Wanted())

    return wish


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("notifications off", Wish(off=ALL)),
        ("please only write to me when i ask", Wish(off=ALL)),
        ("mute", Wish(off=ALL)),
        ("turn them back on", Wish(on=ALL)),
        ("unmute", Wish(on=ALL)),
        ("how do i turn the alerts back on", Wish(on=ALL)),
        ("stop telling me about bookings", Wish(off=BOOKINGS)),
        ("don't bother me with bookings", Wish(off=BOOKINGS)),
        ("be quiet about bookings", Wish(off=BOOKINGS)),
        ("shoot me a message when somebody picks a slot", Wish(on=BOOKINGS)),
        ("stop messaging me about cancellations", Wish(off=CANCELLATIONS)),
        ("let me know here if a guest drops out", Wish(on=CANCELLATIONS)),
        ("message me when someone reschedules", Wish(on=MOVES)),
        ("stop telling me about changes", Wish(off=CANCELLATIONS | MOVES)),
        ("tell me about no-shows", Wish(on=NO_SHOWS)),
        ("don't tell me about no-shows", Wish(off=NO_SHOWS)),
        ("only tell me about cancellations", Wish(only=CANCELLATIONS)),
        ("can you leave me alone unless it's a cancellation", Wish(only=CANCELLATIONS)),
        ("which notifications do I get?", Wish()),
        ("are notifications on", Wish()),
        ("why do you keep messaging me", Wish()),
        ("too many pings from you", Wish()),
        ("notification settings", Wish()),
    ],
)
def test_kinds_are_switched_on_and_off(wish, text, expected):
    assert wish(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("don't message me between 10pm and 7am", "22:00", "07:00"),
        ("no alerts from 22:00 to 7", "22:00", "07:00"),
        ("quiet hours 22-7", "22:00", "07:00"),
        ("quiet hours 21:30 - 6:45", "21:30", "06:45"),
        ("not between eight in the evening and nine in the morning", "20:00", "09:00"),
        ("no alerts at night please", "22:00", "07:00"),
        ("quiet after 8 in the evening", "20:00", "07:00"),
        ("no notifications before 9am", "22:00", "09:00"),
    ],
)
def test_hours_are_for_every_day(wish, text, start, end):
    assert wish(text) == Wish(quiet=QuietHours(time.fromisoformat(start), time.fromisoformat(end)))


@pytest.mark.parametrize("text", ["no quiet hours", "drop the quiet hours", "you can write to me at night again"])
def test_quiet_hours_are_ended(wish, text):
    assert wish(text) == Wish(ends_quiet=True)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("pause notifications for today", "2026-11-19T00:00"),
        ("don't disturb me this evening", "2026-11-19T00:00"),
        ("mute until monday", "2026-11-23T00:00"),
        ("mute for 2 hours", "2026-11-18T15:00"),
        ("silence until tomorrow at 9", "2026-11-19T09:00"),
    ],
)
def test_a_pause_is_once(wish, text, until):
    assert wish(text).until == datetime.fromisoformat(until).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    "text",
    ["only alert me on weekdays", "no alerts on weekends", "notify me of no one but vip clients", "quiet tomorrow"],
)
def test_what_cannot_be_had_is_not_taken_for_something_else(wish, text):
    with pytest.raises(CannotSay):
        wish(text)


def test_a_wish_leaves_alone_what_it_does_not_speak_of(wish):
    wanted = Wanted(off=BOOKINGS, quiet=NIGHT)
    assert wish("stop telling me about cancellations").applied(wanted) == Wanted(BOOKINGS | CANCELLATIONS, NIGHT)
    assert wish("tell me about bookings").applied(wanted) == Wanted(quiet=NIGHT)
    assert wish("no quiet hours").applied(wanted) == Wanted(BOOKINGS)
    assert wish("only tell me about cancellations").applied(wanted) == Wanted(ALL - CANCELLATIONS, NIGHT)


def test_switching_on_ends_a_pause(wish):
    paused = Wanted(paused_until=datetime(2026, 11, 19, tzinfo=UTC))
    assert wish("turn them back on").applied(paused) == Wanted()
    assert wish("stop telling me about bookings").applied(paused).paused_until
