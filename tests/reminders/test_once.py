"""Each moment at which something is due is told exactly once, whoever looks when, and whatever crashes in between."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.accounts.people import People
from parley.jobs.plans import DIGEST, _all_due
from parley.reminders.digest import Digests
from parley.reminders.parts import Plans
from parley.reminders.reminder import Calendar, Reminders
from parley.reminders.rules import Lead, Weekly
from tests.support.clock import MovingClock

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
# Weeks around changes of the clocks in all of these zones.
BEGINNINGS = tuple(
    datetime(2027, *day, tzinfo=ZoneInfo("UTC")) for day in ((3, 10), (3, 24), (4, 1), (9, 29), (10, 27))
)
# What passes between two looks, in minutes, and whether the one who looks dies before it is noted.
looks = st.lists(st.tuples(st.integers(1, 2000), st.booleans()), min_size=1, max_size=40)
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
URI = "https://api.calendly.com/users/ANA"


@pytest.fixture
def begin(sqlite):
    """Give a function that begins with nobody's plans, at a moment."""

    def begin(now: datetime, zone: str) -> tuple[Plans, Calendar, MovingClock]:
        clock = MovingClock(now)
        digests = Digests(sqlite, lambda _: ZoneInfo(zone), clock)
        plans = Plans(Reminders(sqlite, clock), digests, None)  # type: ignore[arg-type]
        conversation = People(sqlite, clock).meet("web", "ana")
        for kept in (plans.reminders, plans.digests):
            kept.remove([one.id for one in kept.of(conversation.principal_id)], conversation.principal_id)
        return plans, Calendar(conversation.principal_id, conversation.id, URI), clock

    return begin


def look(plans: Plans, *, dies: bool) -> list[tuple[str, str]]:
    """Return what is recorded as news, which has the key of what is due; note it unless one dies before."""
    due = _all_due(plans)
    for kind, plan_id, _, at in due if not dies else []:
        (plans.digests if kind == DIGEST else plans.reminders).told(plan_id, datetime.fromisoformat(at))
    return [(plan_id, at) for _, plan_id, _, at in due]


@few
@given(
    st.sampled_from(BEGINNINGS),
    st.sampled_from(ZONES),
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 1439),
    looks,
)
def test_a_digest_is_told_once_for_the_last_time_that_has_come(begin, now, zone, days, wall, looks):
    plans, calendar, clock = begin(now, zone)
    rule, where = Weekly(tuple(sorted(days)), wall), ZoneInfo(zone)
    digest = plans.digests.add(calendar, rule, "day")
    news: set[tuple[str, str]] = set()
    expected: set[datetime] = set()
    for minutes, dies in looks:
        begun = clock()
        clock.pass_(minutes=minutes)
        news |= set(look(plans, dies=dies))
        if (last := rule.last(clock(), where)) > begun:
            expected.add(last.astimezone(UTC))  # In an hour that comes twice, no other zone's time equals it.
        assert {datetime.fromisoformat(at) for _, at in news} == expected
    look(plans, dies=False)
    after = plans.digests.get(digest.id, calendar.principal_id)
    assert after.next_due == rule.after(clock(), where).astimezone(UTC)


@few
@given(st.sampled_from(BEGINNINGS), st.sampled_from(ZONES), st.lists(st.integers(20, 9000), max_size=12), looks)
def test_before_every_meeting_each_is_told_of_once(begin, now, zone, starts, looks):
    plans, calendar, clock = begin(now, zone)
    lead, where = Lead(10), ZoneInfo(zone)
    meetings = sorted({now + timedelta(minutes=one) for one in starts})
    reminder = plans.reminders.add(calendar, "every", lead)
    news: list[tuple[str, str]] = []
    for minutes, dies in [*looks, *[(1, False)] * (len(meetings) + 1)]:
        clock.pass_(minutes=minutes)
        _plan_next(plans, reminder.id, calendar, lead, where, meetings)
        news += [one for one in look(plans, dies=dies) if one not in news]
    dues = [lead.due(one, where) for one in meetings]
    assert [datetime.fromisoformat(at) for _, at in news] == [one for one in dues if one <= clock()]


def _plan_next(plans, reminder_id, calendar, lead, zone, meetings):
    """Plan as a look into the calendar does, where no meeting is ever over."""
    reminder = plans.reminders.get(reminder_id, calendar.principal_id)
    ahead = [lead.due(one, zone) for one in meetings if lead.due(one, zone) > reminder.told_until]
    plans.reminders.plan(
        reminder_id, look_at=datetime.max.replace(tzinfo=ZoneInfo("UTC")), next_due=min(ahead, default=None)
    )
