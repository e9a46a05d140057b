"""Every way to go wrong, armed from a test: when it is met, and what it does."""

import time

import pytest

from .faults import FAULTS, arm, armed

BOOKER = "users:read event_types:read availability:read scheduled_events:write"
LENA = {"name": "Lena Brandt", "email": "lena.brandt@example.org", "timezone": "Europe/Berlin"}


class Booker:
    """Ana's own app, which books her first free intro call."""

    def __init__(self, browser, oauth):
        self.browser = browser
        self.session = oauth.signed_in("ana", BOOKER)
        self.headers = {"authorization": f"Bearer {self.session.tokens['access_token']}"}
        types = self.session.get("/event_types", user=self.session.tokens["owner"]).json()["collection"]
        self.type = next(one for one in types if one["name"] == "Intro Call")

    def openings(self):
        span = {"start_time": "2026-11-19T00:00:00Z", "end_time": "2026-11-26T00:00:00Z"}
        answer = self.session.get("/event_type_available_times", event_type=self.type["uri"], **span)
        return [one["start_time"] for one in answer.json()["collection"]]

    def book(self, start, **changes):
        body = {"event_type": self.type["uri"], "start_time": start, "invitee": LENA}
        body |= {"location": {"kind": "zoom_conference"}}
        return self.browser.post("/invitees", json=body | changes, headers=self.headers)

    def booked(self):
        return [event["uri"] for event in self.session.events(invitee_email=LENA["email"], status="active")]


@pytest.fixture
def booker(browser, oauth):
    return Booker(browser, oauth)


def test_an_opening_is_stolen_between_list_and_booking(booker, browser):
    start, *_, other = booker.openings()
    arm(browser, "steal_opening")
    answer = booker.book(start)
    assert (answer.status_code, answer.json()["details"][0]["code"]) == (400, "already_filled")
    assert start not in booker.openings()
    assert booker.booked() == []
    assert armed(browser) == []
    assert booker.book(other).status_code == 201


def test_a_stolen_opening_was_one_request(booker, browser):
    arm(browser, "steal_opening")
    booker.book(booker.openings()[0])
    assert browser.get("/_sandbox/requests").json()["counts"]["POST /invitees"] == 1


def test_a_write_is_done_and_then_answered_with_500(booker, browser):
    start = booker.openings()[0]
    arm(browser, "commit_then_500")
    answer = booker.book(start)
    assert (answer.status_code, answer.json()["title"]) == (500, "Internal Server Error")
    assert len(booker.booked()) == 1
    assert booker.book(start).json()["details"][0]["code"] == "already_filled"


def test_reading_and_refusals_leave_a_commit_fault_waiting(booker, browser):
    arm(browser, "commit_then_500")
    assert booker.openings()
    assert booker.book("2026-11-21T03:00:00Z").status_code == 400
    assert armed(browser) == ["commit_then_500"]


def test_the_session_ends_in_the_middle_once(oauth, browser):
    ana = oauth.signed_in()
    arm(browser, "unauthenticated")
    answers = [ana.get("/users/me") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [401, 200]
    assert answers[0].json() == {"title": "Unauthenticated", "message": "The access token is invalid"}


def test_too_many_requests_now(oauth, browser):
    ana = oauth.signed_in()
    arm(browser, "rate_limited")
    answer = ana.get("/users/me")
    assert (answer.status_code, answer.headers["x-ratelimit-remaining"]) == (429, "0")
    assert 1 <= int(answer.headers["x-ratelimit-reset"]) <= 60


def test_a_proxy_answers_in_html(oauth, browser):
    ana = oauth.signed_in()
    arm(browser, "bad_gateway")
    answer = ana.get("/users/me")
    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html; charset=utf-8")


def test_a_400_comes_without_details_and_only_a_400_uses_it_up(oauth, browser):
    ana = oauth.signed_in()
    arm(browser, "no_details")
    assert ana.get("/users/me").status_code == 200
    answers = [ana.get("/scheduled_events") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [400, 400]
    assert set(answers[0].json()) == {"title", "message"}
    assert answers[1].json()["details"]


def test_a_slow_call_takes_its_time_and_is_answered_all_the_same(oauth, browser):
    ana = oauth.signed_in()
    arm(browser, "slow", ms=300)
    began = time.monotonic()
    assert ana.get("/users/me").status_code == 200
    assert time.monotonic() - began >= 0.3
    assert armed(browser) == []


def test_always_goes_on_until_it_is_taken_back(oauth, browser):
    ana = oauth.signed_in()
    fault = arm(browser, "bad_gateway", times="always")
    assert [ana.get("/users/me").status_code for _ in range(3)] == [502] * 3
    assert browser.get(FAULTS).json()["faults"][0]["met"] == 3
    assert browser.delete(f"{FAULTS}/{fault['id']}").json() == {"faults": []}
    assert ana.get("/users/me").status_code == 200
    assert browser.delete(f"{FAULTS}/{fault['id']}").status_code == 404


def test_a_fault_keeps_to_its_paths(oauth, browser):
    ana = oauth.signed_in()
    arm(browser, "bad_gateway", times="always", paths=["/scheduled_events"])
    assert ana.get("/users/me").status_code == 200
    assert ana.get("/scheduled_events", user=ana.tokens["owner"]).status_code == 502


def test_a_fault_reaches_the_token_endpoint_only_when_it_is_named(oauth, browser):
    arm(browser, "bad_gateway", times="always")
    tokens = oauth.link()
    arm(browser, "bad_gateway", paths=["/oauth/token"])
    assert oauth.refresh(tokens["refresh_token"]).status_code == 502
    assert oauth.refresh(tokens["refresh_token"]).status_code == 200


def test_faults_are_met_in_the_order_they_were_armed(oauth, browser):
    ana = oauth.signed_in()
    arm(browser, "unauthenticated")
    arm(browser, "bad_gateway")
    assert [ana.get("/users/me").status_code for _ in range(3)] == [401, 502, 200]


@pytest.mark.parametrize(
    "wish", [{}, {"kind": "gremlins"}, {"kind": "drop", "times": "twice"}, {"kind": "slow", "ms": -1}]
)
def test_a_fault_that_is_none_is_refused(browser, wish):
    assert browser.post(FAULTS, json=wish).status_code == 400
    assert armed(browser) == []


def test_resetting_and_clearing_take_all_back(browser):
    for undo in (lambda: browser.delete(FAULTS), lambda: browser.post("/_sandbox/reset")):
        arm(browser, "drop", times="always")
        undo()
        assert armed(browser) == []
