"""Hours that a host keeps, by the week and by the day, for everything or for one event type."""

import pytest

from .booking import ALL, AT, SOON, book, booked, times, why


def hours(session, kind, rules, **more):
    wanted = {"availability_rule": {"timezone": "Europe/Berlin", "rules": rules, **more}}
    return session.send("PATCH", "/event_type_availability_schedules", wanted, event_type=kind["uri"])


EVENING = [{"type": "wday", "wday": "thursday", "intervals": [{"from": "19:00", "to": "20:00"}]}]


def test_hours_of_ones_own_are_told_and_an_event_type_may_have_others(ana, intro):
    (own,) = ana.collection("/user_availability_schedules", user=ana.tokens["owner"])
    assert (own["timezone"], own["default"], len(own["rules"])) == ("Europe/Berlin", True, 7)
    assert ana.get(own["uri"]).json()["resource"] == own
    (before,) = ana.collection("/event_type_availability_schedules", event_type=intro["uri"])
    assert before["availability_rule"]["rules"] == own["rules"]
    changed = hours(ana, intro, EVENING)
    assert changed.status_code == 200
    assert changed.json()["resource"]["availability_rule"]["rules"] == EVENING
    assert times(ana, intro) == ["2026-11-19T18:00:00Z", "2026-11-19T18:30:00Z"]
    using = ana.collection("/event_types", user=ana.tokens["owner"], user_availability_schedule=own["uri"], count=100)
    names = {kind["name"] for kind in using}
    assert "Coffee Chat" in names
    assert "Intro Call" not in names


def test_a_date_goes_before_its_weekday_and_no_intervals_means_closed(ana, intro):
    closed = [*EVENING, {"type": "date", "date": "2026-11-19", "intervals": []}]
    assert hours(ana, intro, closed).status_code == 200
    assert times(ana, intro) == []
    assert times(ana, intro, SOON, "2026-11-27T00:00:00Z") == ["2026-11-26T18:00:00Z", "2026-11-26T18:30:00Z"]


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "wday", "intervals": []},
        {"type": "date", "intervals": []},
        {"type": "date", "date": "soon", "intervals": []},
        {"type": "wday", "wday": "moonday", "intervals": []},
        {"type": "wday", "wday": "monday", "intervals": [{"from": "9", "to": "10"}]},
        {"type": "wday", "wday": "monday"},
    ],
)
def test_a_rule_that_cannot_be_is_refused(ana, intro, rule):
    assert hours(ana, intro, [rule]).status_code == 400
    assert times(ana, intro)


def test_hours_are_for_hosts_to_set(oauth, ana, intro):
    noah, ben = oauth.signed_in("noah", ALL), oauth.signed_in("ben", ALL)
    assert hours(noah, intro, EVENING).status_code == 403
    assert hours(ben, intro, EVENING).status_code == 403
    assert hours(ana, intro, EVENING, user=noah.tokens["owner"]).status_code == 400
    kickoff = ana.event_type("Project Kickoff")
    assert (
        hours(ana, kickoff, [], user=noah.tokens["owner"]).json()["resource"]["availability_rule"]["user"]
        == (noah.tokens["owner"])
    )
    assert times(ana, kickoff) == []


def test_other_peoples_schedules_stay_in_the_organization(oauth, ana):
    ben, noah = oauth.signed_in("ben", ALL), oauth.signed_in("noah", ALL)
    (own,) = noah.collection("/user_availability_schedules", user=ana.tokens["owner"])
    assert ben.get(own["uri"]).status_code == 403
    assert ben.get("/user_availability_schedules/NONE").status_code == 404
    assert ben.get("/user_availability_schedules").json()["details"][0]["parameter"] == "user"


def test_a_booking_keeps_to_the_hours_too(ana, intro):
    hours(ana, intro, EVENING)
    assert why(book(ana, intro, AT))["code"] == "already_filled"
    assert booked(ana, intro, "2026-11-19T18:00:00Z")["status"] == "active"
