"""When something can be booked, and when somebody is busy."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from .booking import ALL, LATER, SOON, booked, times, written


def test_openings_lie_in_the_hosts_hours_and_around_what_is_booked_with_buffers(ana):
    """That Thursday Ana has 9:00-9:15, 11:30-12:15, lunch until 13:30, 14:00-14:30 and ten minutes, 16:30-17:00."""
    assert times(ana, ana.event_type("Intro Call"), SOON, "2026-11-20T00:00:00Z") == [
        "2026-11-19T08:30:00Z",
        "2026-11-19T09:00:00Z",
        "2026-11-19T09:30:00Z",
        "2026-11-19T14:00:00Z",
        "2026-11-19T14:30:00Z",
    ]


def test_an_answer_says_how_many_can_come_and_where_to_book(ana):
    kind = ana.event_type("Product Demo")
    query = {"event_type": kind["uri"], "start_time": SOON, "end_time": "2026-11-25T00:00:00Z"}
    found = ana.collection("/event_type_available_times", **query)
    assert all(o["status"] == "available" and o["scheduling_url"].startswith(kind["scheduling_url"]) for o in found)
    left = {opening["start_time"]: opening["invitees_remaining"] for opening in found}
    assert left["2026-11-24T10:00:00Z"] == 5, "three of eight seats are taken there, a fourth person dropped out"
    assert set(left.values()) == {5, 8}


def test_nothing_is_open_within_the_notice_nor_beyond_the_days_ahead(oauth, clock):
    clock.now = datetime(2026, 11, 19, 5, 0, tzinfo=UTC)
    ana = oauth.signed_in(scope=ALL)
    kind = ana.event_type("Intro Call")
    assert times(ana, kind, written(clock.now, minutes=1), "2026-11-19T12:00:00Z")[0] == "2026-11-19T09:00:00Z"
    far = times(ana, kind, "2027-01-10T00:00:00Z", "2027-02-01T00:00:00Z")
    assert far
    assert far[-1] < "2027-01-19"


def test_the_notice_of_a_type_without_any_ends_with_the_next_step(ana):
    found = times(ana, ana.event_type("One Quick Question"), "2026-11-18T12:00:01Z", SOON)
    assert found[:2] == ["2026-11-18T12:45:00Z", "2026-11-18T13:00:00Z"]


def test_weeks_that_nobody_can_see_yet_are_taken_already_and_stay_what_they_were(oauth, ana, clock):
    """Whoever books four weeks ahead is never in the way of an event that appears a fortnight later."""
    kind, day = ana.event_type("One Quick Question"), ("2026-12-14T00:00:00Z", "2026-12-15T00:00:00Z")
    before = times(ana, kind, *day)
    assert ana.events(min_start_time=day[0], max_start_time=day[1]) == []
    clock.pass_(days=14)
    ana = oauth.signed_in(scope=ALL)
    assert ana.events(min_start_time=day[0], max_start_time=day[1]) != []
    assert times(ana, kind, *day) == before


@pytest.mark.parametrize(
    ("person", "zone", "change"),
    [
        ("ana", "Europe/Berlin", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        ("ben", "America/New_York", datetime(2027, 3, 14, 7, tzinfo=UTC)),
        ("noah", "Pacific/Auckland", datetime(2027, 4, 3, 14, tzinfo=UTC)),
        ("ana", "Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ],
)
def test_across_a_clock_change_the_day_still_begins_at_nine_where_the_host_lives(oauth, clock, person, zone, change):
    clock.now = change - timedelta(days=5)
    session = oauth.signed_in(person, ALL)
    kind = session.event_type({"ana": "Coffee Chat", "ben": "Contract Review", "noah": "Quick Chat"}[person])
    found = times(session, kind, written(clock.now, minutes=1), written(clock.now, days=10))
    local = [datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)) for moment in found]
    first = {moment.date(): moment for moment in reversed(local)}
    assert any(moment.utcoffset() != local[0].utcoffset() for moment in local), "the range crosses the change"
    assert all(9 <= moment.hour < 17 and moment.weekday() < 5 for moment in local)
    assert sum((moment.hour, moment.minute) == (9, 0) for moment in first.values()) >= 2


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (
            "2027-03-26",
            ["2027-03-28T00:00:00Z", "2027-03-28T00:30:00Z", "2027-03-28T01:00:00Z", "2027-03-28T01:30:00Z"],
        ),
        (
            "2027-10-29",
            [f"2027-10-{hour}:{half}:00Z" for hour in ("30T23", "31T00", "31T01", "31T02") for half in ("00", "30")],
        ),
    ],
)
def test_one_to_four_at_night_is_two_hours_long_in_spring_and_four_in_autumn(oauth, clock, now, expected):
    clock.now = datetime.fromisoformat(f"{now}T12:00:00+00:00")
    ana = oauth.signed_in(scope=ALL)
    kind = ana.event_type("Coffee Chat")
    rules = [{"type": "wday", "wday": "sunday", "intervals": [{"from": "01:00", "to": "04:00"}]}]
    wanted = {"availability_rule": {"timezone": "Europe/Berlin", "rules": rules}}
    assert ana.send("PATCH", "/event_type_availability_schedules", wanted, event_type=kind["uri"]).status_code == 200
    assert times(ana, kind, written(clock.now, minutes=1), written(clock.now, days=4)) == expected


def test_round_robin_is_open_when_either_host_is_and_collective_when_both_are(oauth, ana):
    noah = oauth.signed_in("noah", ALL)
    either, both = times(ana, ana.event_type("Meet the Studio")), times(ana, ana.event_type("Project Kickoff"))
    hours = {int(moment[11:13]) for moment in either}
    assert {8, 20, 0} <= hours, "Berlin's morning, and Auckland's"
    assert both == ["2026-11-19T06:00:00Z", "2026-11-19T06:30:00Z"], "Ana has a meeting at 8:00 UTC, and both need 75'"
    assert times(noah, noah.event_type("Project Kickoff")) == both


def test_busy_times_tell_meetings_with_their_buffers_and_what_else_is_in_the_calendar(ana):
    found = ana.collection("/user_busy_times", user=ana.tokens["owner"], start_time=SOON, end_time=LATER)
    thursday = [taken for taken in found if taken["start_time"].startswith("2026-11-19")]
    assert [(taken["type"], taken["start_time"][11:16]) for taken in thursday] == [
        ("calendly", "08:00"),
        ("calendly", "10:30"),
        ("external", "11:30"),
        ("calendly", "13:00"),
        ("calendly", "15:30"),
    ]
    assert thursday[3]["buffered_end_time"] == "2026-11-19T13:40:00.000000Z"
    assert ana.get(thursday[3]["event"]["uri"]).json()["resource"]["name"] == "Intro Call"
    assert "event" not in thursday[2]
    assert all(a["start_time"] <= b["start_time"] for a, b in pairwise(found))


def test_colleagues_may_see_each_other_busy_and_strangers_may_not(oauth, ana):
    noah, ben = oauth.signed_in("noah", ALL), oauth.signed_in("ben", ALL)
    query = {"user": ana.tokens["owner"], "start_time": SOON, "end_time": LATER}
    assert noah.get("/user_busy_times", **query).status_code == 200
    refused = ben.get("/user_busy_times", **query)
    assert (refused.status_code, refused.json()["message"]) == (403, "This user is not in your organization")


@pytest.mark.parametrize(
    ("changes", "parameter"),
    [
        ({"start_time": "2026-11-18T12:00:00Z"}, "start_time"),
        ({"start_time": "2026-11-18T11:00:00Z"}, "start_time"),
        ({"end_time": SOON}, "end_time"),
        ({"end_time": "2026-12-20T00:00:01Z"}, "end_time"),
        ({"start_time": "tomorrow"}, "start_time"),
        ({"event_type": "intro"}, "event_type"),
        ({"event_type": ""}, "event_type"),
    ],
)
def test_a_range_that_cannot_be_is_refused(ana, changes, parameter):
    query = {"event_type": ana.event_type("Intro Call")["uri"], "start_time": SOON, "end_time": LATER}
    answer = ana.get("/event_type_available_times", **(query | changes))
    assert answer.status_code == 400
    assert answer.json()["details"][0]["parameter"] == parameter


def test_thirty_one_days_of_openings_and_seven_of_busy_times_are_the_longest(ana):
    kind, user = ana.event_type("Intro Call")["uri"], ana.tokens["owner"]
    openings = {"event_type": kind, "start_time": SOON, "end_time": "2026-12-20T00:00:00Z"}
    assert ana.get("/event_type_available_times", **openings).status_code == 200
    week = {"user": user, "start_time": SOON, "end_time": "2026-11-26T00:00:00Z"}
    assert ana.get("/user_busy_times", **week).status_code == 200
    assert ana.get("/user_busy_times", **(week | {"end_time": "2026-11-26T00:00:01Z"})).status_code == 400
    assert ana.get("/user_busy_times", **(week | {"start_time": "2026-11-18T11:59:59Z"})).status_code == 400


def test_either_of_the_two_scopes_opens_the_openings(oauth, ana):
    kind = ana.event_type("Intro Call")
    for scope in ("event_types:read", "availability:read"):
        assert times(oauth.signed_in(scope=scope), kind)
    query = {"event_type": kind["uri"], "start_time": SOON, "end_time": LATER}
    assert oauth.signed_in(scope="users:read").get("/event_type_available_times", **query).status_code == 403


def test_a_booking_beyond_the_fortnight_makes_its_host_busy_too(ana):
    kind = ana.event_type("Coffee Chat")
    booked(ana, kind, "2026-12-17T09:00:00Z")
    query = {"user": ana.tokens["owner"], "start_time": "2026-12-17T00:00:00Z", "end_time": "2026-12-18T00:00:00Z"}
    found = ana.collection("/user_busy_times", **query)
    assert "2026-12-17T09:00:00.000000Z" in [taken["start_time"] for taken in found if taken["type"] == "calendly"]
