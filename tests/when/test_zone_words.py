"""Zones in a person's words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.when.zones import find_zones, pin, settle

PLUS_ONE = timedelta(hours=1)


def found(text: str, *, asked: bool = False) -> list[tuple[str, str, list[str]]]:
    return [
        (word.text, word.kind, [str(reading.zone) for reading in word.readings])
        for word in find_zones(text, asked=asked)
    ]


@pytest.mark.parametrize(
    ("text", "words", "kind", "zone"),
    [
        ("book 3pm America/New_York", "America/New_York", "iana", "America/New_York"),
        ("i live in europe/berlin", "europe/berlin", "iana", "Europe/Berlin"),
        ("at 10 America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires", "iana", None),
        ("3pm UTC+2", "UTC+2", "offset", "UTC+02:00"),
        ("9am GMT-5 tomorrow", "GMT-5", "offset", "UTC-05:00"),
        ("9am utc −03:00", "utc −03:00", "offset", "UTC-03:00"),
        ("9am UTC plus 5:30", "UTC plus 5:30", "offset", "UTC+05:30"),
        ("15:00 +05:30", "+05:30", "offset", "UTC+05:30"),
        ("2026-11-20T15:00:00-05:00", "-05:00", "offset", "UTC-05:00"),
        ("2026-11-20T15:00Z", "Z", "offset", "UTC"),
        ("3pm in Tokyo", "in Tokyo", "place", "Asia/Tokyo"),
        ("3pm Paris", "Paris", "place", "Europe/Paris"),
        ("3pm Tokyo / 7am", "Tokyo", "place", "Asia/Tokyo"),
        ("at 3 in London, please", "in London", "place", "Europe/London"),
        ("10:30 sao paulo time on Friday", "sao paulo time", "place", "America/Sao_Paulo"),
        ("São Paulo time", "São Paulo time", "place", "America/Sao_Paulo"),
        ("St. John's time", "St. John's time", "place", "America/St_Johns"),
        ("tomorrow morning Berlin local time", "Berlin local time", "place", "Europe/Berlin"),
        ("what is the time in Sydney", "time in Sydney", "place", "Australia/Sydney"),
        ("noon UK time", "UK time", "place", "Europe/London"),
        ("5pm India time", "India time", "place", "Asia/Kolkata"),
        ("7:30 AM Eastern", "Eastern", "place", "America/New_York"),
        ("11 pacific time", "pacific time", "place", "America/Los_Angeles"),
        ("Central European Summer Time", "Central European Summer Time", "place", "Europe/Paris"),
        ("3pm (CET)", "(CET)", "letters", "Europe/Paris"),
        ("3pm est tomorrow", "est", "letters", "America/New_York"),
        ("are you free 9 to 5 ET", "ET", "letters", "America/New_York"),
        ("all times in JST time", "JST time", "letters", "Asia/Tokyo"),
        ("15:00 utc", "utc", "letters", "UTC"),
        ("3 pm MSK", "MSK", "letters", "Europe/Moscow"),
        ("3pm EAT", "EAT", "letters", "Africa/Nairobi"),
    ],
)
def test_a_zone_is_found_with_the_words_that_belong_to_it(text, words, kind, zone):
    assert found(text) == [(words, kind, [zone or "America/Argentina/Buenos_Aires"])]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("make it 10 my time", "my time", "mine"),
        ("at 10 my time", "my time", "mine"),
        ("tomorrow at 3pm in our time", "in our time", "mine"),
        ("3pm their time", "their time", "theirs"),
        ("friday 3pm her local time", "her local time", "theirs"),
        ("9am the guest's time", "the guest's time", "theirs"),
        ("show it in my time zone", "in my time zone", "mine"),
        ("what is your timezone", "your timezone", "theirs"),
    ],
)
def test_mine_and_theirs_are_found_beside_a_time(text, words, kind):
    assert found(text) == [(words, kind, [])]


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("3pm CST", ["America/Chicago", "Asia/Shanghai", "America/Havana"]),
        ("3pm IST", ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]),
        ("3pm BST", ["Europe/London", "Asia/Dhaka"]),
        ("3pm AST", ["America/Halifax", "Asia/Riyadh"]),
    ],
)
def test_letters_that_mean_several_zones_come_with_their_readings(text, zones):
    (word,) = find_zones(text)
    assert [str(reading.zone) for reading in word.readings] == zones
    assert word.zone is None


def test_a_reading_says_what_to_call_it():
    assert [reading.name for reading in find_zones("3pm CST")[0].readings] == ["Chicago", "Shanghai", "Havana"]


@pytest.mark.parametrize(
    "text",
    [
        "meet in Paris office",
        "3pm in the Paris office",
        "3pm Paris office",
        "book the Berlin room",
        "flying to Tokyo on Monday",
        "cancel my call with Chad at 3pm",
        "3pm Jordan",
        "plan the reunion time",
        "a christmas time lunch",
        "I met her at 3pm",
        "let's eat at noon",
        "3pm eat something",
        "3pm west entrance",
        "MET the team",
        "at 3 et al",
        "thanks for your time",
        "my time is limited",
        "tomorrow my time is limited",
        "don't waste their time",
        "yes and/or no",
        "Mon/Tue 3pm",
        "call +49 30 12345678",
        "3pm +49 30 123",
        "from 10:00-11:30",
        "version 3.10 in Berlin",
        "the New York Times",
        "at ana@europe/berlin",
        "UTC+25",
        "",
    ],
)
def test_words_that_only_look_like_a_zone_are_none(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["9:00 UTC - 10:00 UTC", "9 GMT-10 GMT", "9am GMT - 5pm GMT"])
def test_a_range_between_two_zones_is_no_offset(text):
    assert [kind for _, kind, _ in found(text)] == ["letters", "letters"]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("I'm in Berlin", "Europe/Berlin"),
        ("jordan", "Asia/Amman"),
        ("cet", "Europe/Paris"),
        ("+2", "UTC+02:00"),
        ("-03:30", "UTC-03:30"),
        ("pacific", "America/Los_Angeles"),
    ],
)
def test_when_a_zone_was_asked_for_its_bare_name_is_enough(text, zone):
    assert found(text) == []
    assert [zones for _, _, zones in found(text, asked=True)] == [[zone]]


def test_when_a_zone_was_asked_for_my_time_alone_is_an_answer():
    assert found("my time", asked=True) == [("my time", "mine", [])]


def test_several_zones_are_found_in_their_order():
    assert [words for words, *_ in found("3pm CET, that is 9am New York time or 15:00+01:00")] == [
        "CET",
        "New York time",
        "+01:00",
    ]


def test_positions_are_those_of_the_text():
    text = "🗓 İ: 3pm (CET) or 9am São Paulo time"
    for word in find_zones(text):
        assert text[word.begin : word.stop] == word.text
    assert len(find_zones(text)) == 2


def test_an_offset_in_brackets_belongs_to_the_zone_before_it():
    (word,) = find_zones("Sun 25 Oct, 02:30 CET (UTC+01:00)")
    assert (word.text, str(word.zone), word.offset) == ("CET (UTC+01:00)", "Europe/Paris", PLUS_ONE)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("02:30 CEST", "2026-10-25T00:30"),
        ("02:30 CET", "2026-10-25T01:30"),
        ("02:30 Berlin time (UTC+02:00)", "2026-10-25T00:30"),
        ("02:30 Berlin time (UTC+01:00)", "2026-10-25T01:30"),
        ("02:30 UTC+1", "2026-10-25T01:30"),
    ],
)
def test_letters_and_offsets_tell_the_two_times_of_an_overlap_apart(text, moment):
    landing = pin(datetime(2026, 10, 25, 2, 30), find_zones(text)[0])
    assert landing.certain
    assert f"{landing.moment.astimezone(UTC):%Y-%m-%dT%H:%M}" == moment


def test_without_them_the_overlap_stays_to_be_asked_about():
    landing = pin(datetime(2026, 10, 25, 2, 30), find_zones("02:30 Berlin time")[0])
    assert landing.kind == "overlap"


def test_a_time_that_does_not_exist_stays_to_be_asked_about():
    assert pin(datetime(2027, 3, 28, 2, 30), find_zones("02:30 CET")[0]).kind == "gap"


def test_an_offset_that_the_zone_does_not_have_then_is_taken_at_its_word():
    landing = pin(datetime(2026, 7, 1, 12), find_zones("12:00 Berlin time (UTC+01:00)")[0])
    assert landing.certain
    assert landing.moment == datetime(2026, 7, 1, 11, tzinfo=UTC)


def test_winter_letters_in_summer_mean_the_zones_own_time():
    landing = pin(datetime(2026, 7, 1, 15), find_zones("3pm EST")[0])
    assert landing.moment == datetime(2026, 7, 1, 19, tzinfo=UTC)


@pytest.mark.parametrize("text", ["3pm CST", "3pm my time"])
def test_words_without_one_reading_cannot_be_pinned(text):
    with pytest.raises(ValueError, match="does not name one zone"):
        pin(datetime(2026, 7, 1, 15), find_zones(text)[0])


@pytest.mark.parametrize(
    ("own", "zone"),
    [
        ("America/Chicago", "America/Chicago"),
        ("America/Winnipeg", "America/Winnipeg"),
        ("Asia/Taipei", "Asia/Taipei"),
        ("Europe/Berlin", None),
    ],
)
@pytest.mark.parametrize("month", [1, 7])
def test_ambiguous_letters_are_settled_for_a_person_whose_own_zone_uses_them(own, zone, month):
    word = settle(find_zones("3pm CST")[0], ZoneInfo(own), datetime(2026, month, 1, tzinfo=UTC))
    assert (str(word.zone) if word.zone else None) == zone


@given(st.text(max_size=400), st.booleans())
def test_any_text_has_words_in_order_and_apart(text, asked):
    words = find_zones(text, asked=asked)
    ends = [0, *(word.stop for word in words)]
    for before, word in zip(ends, words, strict=False):
        assert before <= word.begin < word.stop
        assert text[word.begin : word.stop] == word.text
