"""A clock that can be moved, a world of one's own, and what is still there after a restart."""

import pytest
import yaml
from pydantic import ValidationError

from parley.sandbox.app import create_app
from parley.sandbox.samples import read_samples, read_world

from .booking import ALL, AT, book, booked, times, why
from .conftest import Browser, settings
from .oauth_client import OAuthClient

CLOCK = "/_sandbox/clock"


@pytest.fixture
def state(tmp_path):
    return tmp_path / "sandbox.db"


@pytest.fixture
def started(clock):
    """Starts a sandbox with this state and these settings, as often as wanted; each start ends the one before."""
    running = []

    def stop():
        while running:
            app, browser = running.pop()
            browser.close()
            app.state.sandbox.grants.close()
            app.state.sandbox.world.notes.close()

    def start(state=None, **more):
        stop()
        app = create_app(settings(state, token_calls=0, **more), clock)
        running.append((app, Browser(app)))
        return running[0][1]

    yield start
    stop()


def test_the_clock_goes_on_by_seconds_and_everything_follows(oauth, browser):
    ana = oauth.signed_in(scope=ALL)
    intro = ana.event_type("Intro Call")
    booked(ana, intro, AT)
    assert browser.post(CLOCK, json={"advance_seconds": 7201}).json() == {"now": "2026-11-18T14:00:01.000000Z"}
    assert ana.get("/users/me").status_code == 401, "tokens live for two hours"
    browser.post(CLOCK, json={"advance_seconds": 7200})
    assert AT not in times(oauth.signed_in(scope=ALL), intro)
    browser.post(CLOCK, json={"advance_seconds": 6 * 86400})
    later = oauth.signed_in(scope=ALL)
    assert later.events(min_start_time="2026-12-07T00:00:00Z"), "the fortnight ahead moves along"
    assert [event["start_time"] for event in later.events(invitee_email="lee.park@example.org")]


def test_the_clock_can_be_put_anywhere_goes_on_from_there_and_comes_back(browser, clock):
    told = browser.post(CLOCK, json={"now": "2027-03-28T02:59:00+02:00"})
    assert told.json() == {"now": "2027-03-28T00:59:00.000000Z"}
    clock.pass_(minutes=1)
    assert browser.post(CLOCK, json={"advance_seconds": 0}).json()["now"] == "2027-03-28T01:00:00.000000Z"
    assert browser.post(CLOCK, json=None).json()["now"] == "2026-11-18T12:01:00.000000Z"
    browser.post(CLOCK, json={"advance_seconds": -60})
    assert browser.post(CLOCK, json={}).json()["now"] == "2026-11-18T12:01:00.000000Z"


@pytest.mark.parametrize(
    "wish",
    [
        {"advance_seconds": "soon"},
        {"now": "2027-03-28"},
        {"now": "noon"},
        {"advance_seconds": 1e15},
        {"now": "0001-01-01T00:00:00Z"},
        {"by": 1},
    ],
)
def test_a_move_that_cannot_be_is_refused_and_moves_nothing(browser, wish):
    assert browser.post(CLOCK, json=wish).status_code == 400
    assert browser.post(CLOCK, json={"advance_seconds": 0}).json()["now"] == "2026-11-18T12:00:00.000000Z"


def test_bookings_cancellations_types_hours_and_links_outlive_a_restart(started, state):
    ana = OAuthClient(started(state)).signed_in(scope=ALL)
    intro = ana.event_type("Intro Call")
    kept, gone = booked(ana, intro, AT), booked(ana, intro, "2026-11-19T09:30:00Z")
    ana.send("POST", gone["event"] + "/cancellation", {"reason": "Snow"})
    sample = next(event for event in ana.events(status="active", min_start_time="2026-11-23T00:00:00Z"))
    ana.send("POST", sample["uri"] + "/cancellation", {})
    made = ana.send("POST", "/event_types", {"owner": ana.tokens["owner"], "name": "Desk Check"}).json()["resource"]
    changed = ana.send("PATCH", intro["uri"], {"duration": 25}).json()["resource"]
    rules = [{"type": "wday", "wday": "friday", "intervals": [{"from": "11:00", "to": "12:00"}]}]
    chat = ana.event_type("Coffee Chat")
    body = {"availability_rule": {"timezone": "Europe/Berlin", "rules": rules}}
    ana.send("PATCH", "/event_type_availability_schedules", body, event_type=chat["uri"])
    link = {"max_event_count": 1, "owner": intro["uri"], "owner_type": "EventType"}
    url = ana.send("POST", "/scheduling_links", link).json()["resource"]["booking_url"]
    before = {
        uri: ana.get(uri).json() for uri in (kept["uri"], kept["event"], gone["uri"], gone["event"], sample["uri"])
    }
    listed = ana.events()

    ana.browser = started(state)
    assert {uri: ana.get(uri).json() for uri in before} == before
    assert before[sample["uri"]]["resource"]["status"] == "canceled"
    assert ana.events() == listed
    assert ana.get(made["uri"]).json()["resource"] == made
    assert ana.get(intro["uri"]).json()["resource"] == changed
    assert times(ana, chat) == ["2026-11-20T10:00:00Z", "2026-11-20T10:30:00Z"]
    assert why(book(ana, intro, AT))["code"] == "already_filled"
    app = ana.browser.http._transport.app
    assert app.state.sandbox.made.link(url.split("/d/")[1].split("/")[0]).event is None


def test_an_event_that_was_touched_is_still_there_when_its_weeks_have_passed(oauth, clock):
    ana = oauth.signed_in(scope=ALL)
    invitee, sample = booked(ana, ana.event_type("Intro Call"), AT), ana.events(max_start_time=AT)[0]
    clock.pass_(days=40)
    ana = oauth.signed_in(scope=ALL)
    assert ana.get(invitee["event"]).status_code == 200
    assert ana.get(sample["uri"]).status_code == 404


def test_a_reset_is_the_sample_world_again_also_after_a_restart(started, state):
    browser = started(state)
    ana = OAuthClient(browser).signed_in(scope=ALL)
    before = ana.events()
    event = booked(ana, ana.event_type("Intro Call"), AT)["event"]
    ana.send("PATCH", ana.event_type("Coffee Chat")["uri"], {"name": "Tea"})
    browser.post(CLOCK, json={"advance_seconds": 86400})
    browser.post("/_sandbox/reset")
    for after in (lambda: browser, lambda: started(state)):
        ana = OAuthClient(after()).signed_in(scope=ALL)
        assert ana.events() == before
        assert ana.get(event).status_code == 404
        assert ana.event_type("Coffee Chat")["name"] == "Coffee Chat"


OWN = """
organizations:
  - slug: harbor
    name: Harbor Films
    kind: single
    plan: standard
    stage: paid
    number: 7
    created_at: 2026-01-01T00:00:00Z
people:
  - order: 2
    slug: second
    name: Mia Second
    email: mia@example.com
    timezone: UTC
    time_notation: 24h
    organization: harbor
    role: user
    created_at: 2026-01-01T00:00:00Z
  - order: 1
    slug: first
    name: Kim First
    email: kim@example.com
    timezone: Asia/Tokyo
    time_notation: 24h
    organization: harbor
    role: owner
    created_at: 2026-01-01T00:00:00Z
    event_types:
      - key: talk
        name: A Talk
        minutes: 30
        pooling: collective
        co_hosts: [second]
        questions: ["About what?", {name: "Why?", type: single_select, choices: ["Yes", "No"], required: true}]
        hours:
          first: {timezone: UTC, rules: [{type: wday, wday: thursday, intervals: [{from: 10:00, to: 11:30}]}]}
        roster: [{name: Sam Guest, email: sam@example.org, timezone: UTC}]
    calendar:
      - {type: talk, day: fri, at: 10:00}
"""


def test_a_world_of_ones_own_takes_the_sample_peoples_place(started, tmp_path):
    (tmp_path / "world.yaml").write_text(OWN)
    browser = started(None, world=tmp_path / "world.yaml")
    assert "Kim First" in browser.get("/").text
    kim = OAuthClient(browser).signed_in("first", ALL)
    talk = kim.event_type("A Talk")
    assert [q["name"] for q in talk["custom_questions"]] == ["About what?", "Why?"]
    assert times(kim, talk) == ["2026-11-19T10:00:00Z", "2026-11-19T10:30:00Z", "2026-11-19T11:00:00Z"]
    assert kim.events()[0]["start_time"].endswith("T01:00:00.000000Z"), "ten o'clock in Tokyo"


def test_state_of_people_who_are_not_in_this_world_is_left_alone(started, state, tmp_path):
    ana = OAuthClient(started(state)).signed_in(scope=ALL)
    event = booked(ana, ana.event_type("Intro Call"), AT)["event"]
    (tmp_path / "world.yaml").write_text(OWN)
    assert OAuthClient(started(state, world=tmp_path / "world.yaml")).signed_in("first", ALL).events()
    ana.browser = started(state)
    assert ana.get(event).status_code == 200


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("organization: harbor", "organization: nowhere"), "there is no 'nowhere'"),
        (("co_hosts: [second]", "co_hosts: [third]"), "there is no 'third'"),
        (("{type: talk,", "{type: walk,"), "there is no 'walk'"),
        (("to: 11:30", "to: 25:30"), "pattern"),
        (("minutes: 30", "minutes: 30\n        colour: red"), "Extra inputs"),
    ],
)
def test_a_slip_in_such_a_file_is_told(tmp_path, change, complaint):
    (tmp_path / "world.yaml").write_text(OWN.replace(*change))
    with pytest.raises(ValidationError, match=complaint):
        read_world(tmp_path / "world.yaml")


def test_the_sample_world_can_be_written_as_such_a_file(tmp_path):
    """Whatever the sample files can say, a file of one's own can."""
    samples = read_samples()
    text = yaml.safe_dump(samples.model_dump(mode="json", by_alias=True), allow_unicode=True)
    (tmp_path / "world.yaml").write_text(text, "utf-8")
    assert read_world(tmp_path / "world.yaml") == samples
