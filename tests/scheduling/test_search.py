"""Looking through the calendar, page by page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.scheduling.agenda import PAGE, Agenda
from parley.scheduling.search import LOOKED_NEAR, LOOKED_THROUGH, Cursor, Sought
from tests.scheduling.conftest import berlin


@pytest.fixture
def agenda(ana, clock, threads):
    return Agenda(ana, clock, threads)


@pytest.fixture
def calendar(ana):
    """Everything active in Ana's calendar, as Calendly lists it."""
    return list(ana.calendly.events.list(user=ana.owner.uri, status="active"))


def ids(events):
    return [event.id for event in events]


WEEK = Sought(start=berlin(23), end=berlin(30))


def test_a_week_is_paged_to_its_end_and_back_and_nothing_is_missed_or_told_twice(agenda, calendar):
    within = [event for event in calendar if WEEK.spans(event.start_time)]
    there = [agenda.page(WEEK, size=3)]
    while there[-1].later:
        there.append(agenda.page(WEEK, there[-1].later, size=3))
    assert ids(event for page in there for event in page.events) == ids(within)
    assert len(there) > 2
    back = [there[-1]]
    while back[-1].earlier:
        back.append(agenda.page(WEEK, back[-1].earlier, size=3))
    assert ids(event for page in reversed(back) for event in page.events) == ids(within)


def test_a_page_of_what_comes_next_begins_now_and_leads_into_the_past(agenda, calendar, clock):
    page = agenda.page(Sought())
    assert ids(page.events) == ids([event for event in calendar if event.start_time >= clock()][:PAGE])
    before = agenda.page(Sought(), page.earlier)
    assert ids(before.events) == ids([event for event in calendar if event.start_time < clock()][-PAGE:])
    assert ids(agenda.page(Sought(), before.later).events) == ids(page.events)


def test_past_events_are_found_like_any_other(agenda, calendar, clock):
    last_week = Sought(start=berlin(9), end=berlin(16))
    assert ids(agenda.page(last_week, size=50).events) == ids(
        event for event in calendar if berlin(9) <= event.start_time < berlin(16)
    )


def test_the_first_page_of_a_range_has_nothing_before_it_and_the_last_nothing_after(agenda):
    page = agenda.page(WEEK, size=100)
    assert (page.earlier, page.later, page.whole) == (None, None, True)


def test_only_one_type_is_listed_on_request(agenda, type_named):
    review = type_named("Design Review").uri
    found = agenda.page(Sought(event_type=review)).events
    assert found
    assert {event.event_type for event in found} == {review}


def test_cancelled_events_are_listed_on_request_and_only_then(agenda):
    month = Sought(start=berlin(1), end=berlin(1, month=12), status="canceled")
    canceled = agenda.page(month, size=50).events
    assert {event.status for event in canceled} == {"canceled"}
    standing = agenda.page(Sought(start=month.start, end=month.end), size=50).events
    assert not set(ids(canceled)) & set(ids(standing))


@pytest.mark.parametrize("said", ["Svobodova", "hana svobodová", "HANA", "hana.svobodova@example.org"])
def test_somebody_is_found_by_name_or_address_whatever_the_capitals_and_accents(agenda, ana, said):
    sought = Sought(start=berlin(1), end=berlin(1, month=12), person=said)
    found = agenda.page(sought).events
    assert found
    for event in found:
        assert "hana.svobodova@example.org" in {one.email for one in ana.calendly.invitees(event.id)}


def test_by_name_and_by_address_the_same_events_are_found(agenda):
    by_name = agenda.page(Sought(start=berlin(1), end=berlin(1, month=12), person="Lena Fischer"), size=50)
    by_address = agenda.page(
        Sought(start=berlin(1), end=berlin(1, month=12), person="lena.fischer@example.org"), size=50
    )
    assert ids(by_name.events) == ids(by_address.events) != []


def test_who_cancelled_is_nobody_one_meets(agenda, ana, calendar):
    demo = next(event for event in calendar if event.invitees_counter.active < event.invitees_counter.total)
    (gone,) = [one for one in ana.calendly.invitees(demo.id) if one.status == "canceled"]
    around = Sought(start=demo.start_time, end=demo.end_time, person=gone.name)
    assert agenda.page(around).events == []


def test_a_guest_is_somebody_one_meets(agenda):
    found = agenda.page(Sought(start=berlin(1), end=berlin(1, month=12), person="copy@example.com"))
    named = agenda.page(Sought(start=berlin(16), end=berlin(30), person="developer"))
    assert not found.events  # Calendly's filter knows invitees only
    assert {event.name for event in named.events} == {"Design Review"}


def test_a_search_for_a_name_does_not_ask_about_every_event_there_is(agenda, calendly):
    page = agenda.page(Sought(start=berlin(1), person="Nobody Atall"))
    asked = [call for call in calendly.asked() if call["path"].endswith("/invitees")]
    assert 0 < len(asked) <= LOOKED_THROUGH + 2 * LOOKED_NEAR
    assert (page.events, page.whole) == ([], False)


def test_a_search_that_was_left_goes_on_where_it_was_left(agenda, calendar):
    nobody = Sought(start=berlin(1), end=berlin(1, month=12), person="Nobody Atall")
    pages = [agenda.page(nobody)]
    while pages[-1].later:
        pages.append(agenda.page(nobody, pages[-1].later))
    assert len(pages) == -(-sum(nobody.spans(event.start_time) for event in calendar) // LOOKED_THROUGH)
    assert [page.whole for page in pages] == [False] * (len(pages) - 1) + [True]


def test_somebody_who_comes_late_in_a_search_is_found_in_the_end(agenda, ana, calendar):
    month = [event for event in calendar if berlin(1) <= event.start_time < berlin(1, month=12)]
    (who,) = ana.calendly.invitees(month[-1].id)
    sought, found = Sought(start=berlin(1), end=berlin(1, month=12), person=who.name), []
    page = agenda.page(sought)
    while page.later:
        found += page.events
        page = agenda.page(sought, page.later)
    by_address = agenda.page(replace(sought, person=who.email), size=50)
    assert ids([*found, *page.events]) == ids(by_address.events)


def test_an_empty_day_comes_with_the_nearest_before_and_after_it(agenda, calendar):
    saturday = Sought(start=berlin(21), end=berlin(22))
    page = agenda.page(saturday)
    assert page.events == []
    assert page.nearest_before.id == [event for event in calendar if event.start_time < berlin(21)][-1].id
    assert page.nearest_after.id == next(event for event in calendar if event.start_time >= berlin(22)).id


def test_the_nearest_are_of_the_type_that_was_asked_for(agenda, type_named):
    review = type_named("Design Review").uri
    page = agenda.page(Sought(start=berlin(21), end=berlin(22), event_type=review))
    assert {page.nearest_before.event_type, page.nearest_after.event_type} == {review}


def test_an_empty_calendar_has_no_nearest(account_of, clock, threads):
    page = Agenda(account_of("noah"), clock, threads).page(Sought(start=berlin(21), end=berlin(22)))
    assert (page.events, page.nearest_before, page.nearest_after) == ([], None, None)


def test_events_are_counted(agenda, calendar):
    counted = agenda.count(WEEK)
    assert (counted.number, counted.exact) == (sum(WEEK.spans(event.start_time) for event in calendar), True)


def test_who_is_met_in_a_range_is_told_with_each_event(agenda):
    events = agenda.page(Sought(start=berlin(24), end=berlin(25))).events
    attendances = agenda.attendances(events)
    assert ids(one.event for one in attendances) == ids(events) != []
    assert all(len(one.coming) == one.event.invitees_counter.active > 0 for one in attendances)


def test_events_of_the_same_start_are_each_told_once(agenda, ana, clock):
    first = agenda.page(Sought(), size=1)
    same = Cursor.of(first.events[0], forwards=True)
    assert first.events[0].id not in ids(agenda.page(Sought(), same).events)


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, st.text("ABCdef0123456789-", max_size=36), st.booleans())
def test_a_cursor_is_kept_as_a_text(moment, event_id, forwards):
    cursor = Cursor(moment, event_id, forwards)
    assert Cursor.read(str(cursor)) == cursor


@pytest.mark.parametrize("text", ["", "x", "?|2026-01-01T00:00:00+00:00|A", ">|soon|A"])
def test_any_other_text_is_no_cursor(text):
    with pytest.raises(ValueError, match=r"unpack|isoformat|cursor"):
        Cursor.read(text)


def test_a_day_is_asked_for_without_the_midnight_after_it(agenda, clock):
    first = agenda.page(Sought()).events[0]
    assert agenda.page(Sought(start=first.start_time, end=first.start_time + timedelta(seconds=1))).events == [first]
    assert first not in agenda.page(Sought(start=clock(), end=first.start_time)).events


def test_beyond_the_last_page_there_is_an_empty_one_that_leads_nowhere(agenda):
    last = agenda.page(WEEK, size=100).events[-1]
    page = agenda.page(WEEK, Cursor.of(last, forwards=True))
    assert (page.events, page.earlier, page.later, page.nearest_before) == ([], None, None, None)
