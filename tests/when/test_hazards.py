"""What the library gets wrong for a scheduler, said on Thursday 2026-11-19 at 10:00 in New York."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from parley.when import Event, Span, Words

NEW_YORK, BERLIN = ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 19, 10, tzinfo=NEW_YORK)


def only(spans: list[Span]) -> Span:
    (span,) = spans
    return span


def at(day: int, hour: int = 0, minute: int = 0, month: int = 11, zone: ZoneInfo = NEW_YORK) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=zone)


def test_a_span_has_the_exact_words_and_their_place(words: Words):
    text = "Could we meet tomorrow at 3pm, please?"
    span = only(words.parse(text, NOW, NEW_YORK, "en-US"))
    assert (span.text, text[span.begin : span.stop]) == ("tomorrow at 3pm", "tomorrow at 3pm")


def test_the_place_holds_where_words_were_put_in_other_words(words: Words):
    text = "🙂 tmrw at lunch time, ok?"
    span = only(words.parse(text, NOW, NEW_YORK, "en-US"))
    assert text[span.begin : span.stop] == "tmrw at lunch time"


def test_a_clock_range_ends_where_it_says_and_a_part_of_a_day_where_that_ends(words: Words):
    assert only(words.parse("3-4pm", NOW, NEW_YORK, "en-US")).end == at(19, 16)
    assert only(words.parse("9:30-11:00", NOW, NEW_YORK, "en-US")).end.minute == 0
    assert only(words.parse("tomorrow afternoon", NOW, NEW_YORK, "en-US")).end == at(20, 19)


def test_a_bare_number_is_a_time_only_where_one_was_asked_for(words: Words):
    assert words.parse("4", NOW, NEW_YORK, "en-US") == []
    span = only(words.parse("4", NOW, NEW_YORK, "en-US", expecting=True))
    assert span.latent
    assert span.start == at(19, 16)


@pytest.mark.parametrize("hour", range(24))
def test_an_hour_with_a_zero_before_it_is_in_the_morning_whenever_it_is_said(words: Words, hour):
    now = NOW.replace(hour=hour, minute=20)
    about = Event(at(24, 15), at(24, 15, 30))
    assert only(words.parse("09:00", now, NEW_YORK, about=about, expecting=True)).start == at(24, 9)
    assert only(words.parse("09:30 works", now, NEW_YORK)).start == at(19 if hour <= 9 else 20, 9, 30)
    meeting = only(words.parse("between 08:30 and 09:15", now, NEW_YORK))
    assert (meeting.start, meeting.end) == (at(day := 19 if hour <= 8 else 20, 8, 30), at(day, 9, 15))
    by = only(words.parse("by 09:00", now, NEW_YORK))
    assert by.end == at(19 if hour < 9 else 20, 9)
    assert only(words.parse("09:00 pm", now, NEW_YORK)).start == at(19 if hour < 21 else 20, 21)


@pytest.mark.parametrize(("said", "start"), [("the 15th", 15), ("the 5th", 5)])
def test_a_list_may_look_back_for_a_day_and_a_booking_never(words: Words, said, start):
    assert only(words.parse(said, NOW, NEW_YORK, "en-US", "past")).start == at(start)
    assert only(words.parse(said, NOW, NEW_YORK, "en-US", "future")).start == at(start, month=12)


def test_day_and_month_are_in_the_region_s_order(words: Words):
    assert only(words.parse("5/8", NOW, NEW_YORK, "en-US")).start.month == 5
    assert only(words.parse("5/8", NOW, NEW_YORK, "en-GB")).start.month == 8


def test_weeks_begin_on_the_region_s_day_or_the_person_s_own(words: Words):
    assert only(words.parse("next week", NOW, NEW_YORK, "en-US")).start == at(22)
    assert only(words.parse("next week", NOW, NEW_YORK, "en-GB")).start == at(23)
    assert only(words.parse("next week", NOW, NEW_YORK, "en-US-u-fw-mon")).start == at(23)


def test_next_friday_is_certain_once_this_one_is_over(words: Words):
    saturday = NOW + timedelta(days=2)
    span = only(words.parse("next Friday", saturday, NEW_YORK, "en-GB"))
    assert span.question is None
    assert span.start == at(27)


def test_a_zone_in_words_counts_and_is_named(words: Words):
    span = only(words.parse("tomorrow at 3pm Berlin time", NOW, NEW_YORK, "en-US"))
    assert span.start == at(20, 15, zone=BERLIN)
    assert span.zone_said == BERLIN
    assert span.text == "tomorrow at 3pm Berlin time"


def test_their_time_is_the_other_side_s_and_is_asked_about_where_that_is_not_known(words: Words):
    assert only(words.parse("3pm their time", NOW, NEW_YORK, "en-US", their_zone=BERLIN)).start == at(
        20, 15, zone=BERLIN
    )
    assert only(words.parse("3pm their time", NOW, NEW_YORK, "en-US")).question.about == "zone"


def test_letters_of_several_zones_are_asked_about_with_each_reading(words: Words):
    question = only(words.parse("tomorrow at 3pm IST", NOW, NEW_YORK, "en-US")).question
    assert question.about == "zone"
    assert len({reading.start for reading in question.readings}) == len(question.readings) > 1


def test_an_hour_that_a_day_does_not_have_is_asked_about(words: Words):
    now = datetime(2027, 3, 12, 10, tzinfo=NEW_YORK)
    question = only(words.parse("Sunday at 2:30am", now, NEW_YORK, "en-US")).question
    assert question.about == "gap"
    assert [reading.start.hour for reading in question.readings] == [1, 3]


def test_an_hour_that_a_day_has_twice_is_asked_about(words: Words):
    now = datetime(2026, 10, 30, 10, tzinfo=NEW_YORK)
    question = only(words.parse("Sunday at 1:30am", now, NEW_YORK, "en-US")).question
    assert question.about == "overlap"
    first, second = (reading.start for reading in question.readings)
    assert second.timestamp() - first.timestamp() == 3600


def test_a_range_across_the_change_keeps_the_clock_on_the_wall(words: Words):
    now = datetime(2026, 10, 30, 10, tzinfo=NEW_YORK)
    span = only(words.parse("Saturday 10pm to Sunday 6am", now, NEW_YORK, "en-US"))
    assert (span.start.hour, span.end.hour) == (22, 6)
    assert span.end.timestamp() - span.start.timestamp() == 9 * 3600


def test_hours_from_now_pass_whatever_the_clocks_do(words: Words):
    now = datetime(2026, 10, 31, 23, tzinfo=NEW_YORK)
    span = only(words.parse("in 4 hours", now, NEW_YORK, "en-US"))
    assert span.start.timestamp() - now.timestamp() == 4 * 3600


def test_a_day_across_the_change_is_a_whole_day(words: Words):
    now = datetime(2026, 10, 30, 10, tzinfo=NEW_YORK)
    span = only(words.parse("sunday", now, NEW_YORK, "en-US"))
    assert span.end.timestamp() - span.start.timestamp() == 25 * 3600


def test_a_move_is_relative_to_the_event_in_hand(words: Words):
    event = Event(at(24, 15), at(24, 15, 30))
    span = only(words.parse("an hour later", NOW, NEW_YORK, "en-US", about=event))
    assert (span.start, span.end) == (at(24, 16), at(24, 16, 30))
    assert only(words.parse("an hour later", NOW, NEW_YORK, "en-US")).kind == "duration"


@pytest.mark.parametrize(
    "rule", ["weekend", "waking hours", "first thing", "clock end", "whole day", "weeks from a day"]
)
def test_a_span_names_the_rules_that_shaped_it(words: Words, rule):
    said = "this weekend; tomorrow at 3; first thing monday; 3-4pm; in 3 days; a week from friday"
    spans = [span for part in said.split("; ") for span in words.parse(part, NOW, NEW_YORK, "en-US")]
    assert any(rule in span.rules for span in spans)


def test_a_whole_text_may_hold_several_times(words: Words):
    spans = words.parse("tuesday at 3pm or wednesday at 4pm, for 30 minutes", NOW, NEW_YORK, "en-US")
    assert [span.kind for span in spans if span.start] in (["instant", "range"], ["instant", "instant"])
    assert spans[0].start == at(24, 15)


def test_letters_that_nobody_knows_for_a_zone_are_asked_about_and_words_are_not(words: Words):
    assert only(words.parse("tomorrow at 3pm CLT", NOW, NEW_YORK, "en-US")).question.about == "zone"
    span = only(words.parse("tomorrow at 3pm get me a slot", NOW, NEW_YORK, "en-US"))
    assert (span.start, span.question) == (at(20, 15), None)
