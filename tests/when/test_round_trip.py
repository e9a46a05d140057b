"""What is said is read back as the same moment, by our own reader and by one that knows nothing of our sentences."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from dateutil import parser
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.when import Span, Words
from parley.when.say import say
from parley.when.zones import find_zones, pin

ZONES = st.sampled_from(sorted(name for name in available_timezones() if name not in ("localtime", "Factory")))
LOCALES = st.sampled_from(["en-US", "en-GB", "en-IE", "en-AU", "en-CA", "en-IN", None])
CLOCKS = st.sampled_from(["12h", "24h", None])
MINUTES = st.integers(int(datetime(1995, 1, 1, tzinfo=UTC).timestamp()) // 60, int(4.2e9) // 60)
MOMENTS = MINUTES.map(lambda minutes: datetime.fromtimestamp(minutes * 60, UTC))
# The hours around every change of the clocks in a few zones, where most can go wrong.
CHANGES = st.sampled_from(
    [
        ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        ("America/Chicago", datetime(2026, 11, 1, 7, tzinfo=UTC)),
        ("Europe/London", datetime(2026, 10, 25, 1, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),
        ("America/Sao_Paulo", datetime(2019, 2, 17, 2, tzinfo=UTC)),
    ]
)


def read(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Read a single moment with dateutil and the zone's own words; a year that is not said is this one."""
    (zone_said,) = find_zones(words)
    rest = re.sub(r"^(Today|Tomorrow|Yesterday), ", "", words[: zone_said.begin])
    default = datetime(now.astimezone(zone).year, 1, 1)
    landing = pin(parser.parse(rest, default=default), zone_said)
    assert landing.certain, words
    return landing.moment


@given(MOMENTS, MOMENTS, ZONES, LOCALES, CLOCKS)
def test_a_moment_that_is_said_is_read_as_the_same_moment(moment, now, name, locale, clock):
    zone = ZoneInfo(name)
    assert read(say(moment, now, zone, locale, clock), now, zone).timestamp() == moment.timestamp()


@given(CHANGES, st.integers(-180, 180), LOCALES, CLOCKS)
def test_so_it_is_in_the_hours_around_a_change_of_the_clocks(change, minutes, locale, clock):
    name, at = change
    moment = at + timedelta(minutes=minutes)
    words = say(moment, at, ZoneInfo(name), locale, clock)
    assert read(words, at, ZoneInfo(name)).timestamp() == moment.timestamp()


# A year either side: what is said is near, and a year that is not this one is said.
YEARS = st.integers(2020, 2036).map(lambda year: datetime(year, 6, 1, 12, tzinfo=UTC))
NEAR = st.timedeltas(timedelta(days=-400), timedelta(days=400)).map(
    lambda shift: timedelta(minutes=shift // timedelta(minutes=1))
)
LENGTHS = st.integers(5, 60 * 20).map(lambda minutes: timedelta(minutes=minutes))
in_its_own_time = settings(deadline=None)  # a worker may have to be started


def read_ours(words: Words, text: str, now: datetime, name: str, locale: str | None, *, past: bool) -> Span:
    """Read the only time in a text; a past one as a list of what was would."""
    (span,) = words.parse(text, now, ZoneInfo(name), locale, "past" if past else "future")
    assert span.question is None, text
    assert span.start is not None
    return span


@in_its_own_time
@given(YEARS, NEAR, ZONES, LOCALES, CLOCKS)
def test_our_own_reader_reads_a_moment_as_it_was_meant(words, now, shift, name, locale, clock):
    moment = now + shift
    text = say(moment, now, ZoneInfo(name), locale, clock)
    span = read_ours(words, text, now, name, locale, past=moment < now)
    assert span.start.timestamp() == moment.timestamp(), text


@in_its_own_time
@given(YEARS, NEAR, LENGTHS, ZONES, LOCALES, CLOCKS)
def test_our_own_reader_reads_a_range_as_it_was_meant(words, now, shift, length, name, locale, clock):
    start = now + shift
    text = say((start, start + length), now, ZoneInfo(name), locale, clock)
    span = read_ours(words, text, now, name, locale, past=start < now)
    assert (span.start.timestamp(), span.end.timestamp()) == (start.timestamp(), (start + length).timestamp()), text
