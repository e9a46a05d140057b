"""The page for whoever tries things out by hand: everything can be armed, moved and taken back by clicking."""

import json
import re

import pytest

from parley.sandbox.faults.board import WORDS

from .faults import FAULTS, arm, armed

PANEL = "/_sandbox/panel"


def test_the_page_offers_every_fault_and_shows_what_is_armed(browser):
    page = browser.get("/_sandbox/").text
    assert re.findall(r'<option value="(\w+)">', page) == list(WORDS)
    assert "Nothing is armed." in page
    arm(browser, "slow", ms=250, paths=["/users"])
    page = browser.get("/_sandbox/").text
    assert "250 ms" in page
    assert "/users" in page


@pytest.mark.parametrize("kind", list(WORDS))
@pytest.mark.parametrize("times", ["once", "always"])
def test_every_fault_can_be_armed_and_taken_back_by_clicking(browser, kind, times):
    form = {"do": "arm", "kind": kind, "times": times, "paths": "/users, /invitees", "ms": "20"}
    answer = browser.post(PANEL, data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/_sandbox/")
    (one,) = browser.get(FAULTS).json()["faults"]
    assert one["fault"] == {"kind": kind, "times": times, "paths": ["/users", "/invitees"], "ms": 20}
    browser.post(PANEL, data={"do": "disarm", "id": str(one["id"])})
    assert armed(browser) == []


def test_plans_the_clock_tokens_and_all_else_can_be_clicked(oauth, browser, app, clock):
    ana = oauth.signed_in()
    browser.post(PANEL, data={"do": "plan", "organization": "keller", "plan": "free"})
    assert browser.get("/_sandbox/plans").json()["keller"] == "free"
    browser.post(PANEL, data={"do": "move", "hours": "1.5"})
    assert (app.state.sandbox.clock() - clock()).total_seconds() == 5400
    browser.post(PANEL, data={"do": "expire"})
    assert ana.get("/users/me").status_code == 401
    browser.put("/_sandbox/switches", json={"status": 503})
    arm(browser, "drop")
    browser.post(PANEL, data={"do": "well"})
    assert (armed(browser), browser.get("/_sandbox/switches").json()["status"]) == ([], None)
    browser.post(PANEL, data={"do": "reset"})
    assert app.state.sandbox.clock() == clock()
    assert browser.get("/_sandbox/plans").json()["keller"] == "paid"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"do": "dance"},
        {"do": "arm", "kind": "gremlins"},
        {"do": "arm", "kind": "slow", "ms": "soon"},
        {"do": "plan", "organization": "keller", "plan": "golden"},
        {"do": "plan", "organization": "nobody", "plan": "free"},
        {"do": "move", "hours": "a while"},
        {"do": "move", "hours": "1e300"},
        {"do": "move", "hours": "nan"},
    ],
)
def test_a_form_that_cannot_be_followed_is_explained_and_changes_nothing(browser, form):
    before = [json.dumps(browser.get(path).json()) for path in (FAULTS, "/_sandbox/plans")]
    answer = browser.post(PANEL, data=form)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert [json.dumps(browser.get(path).json()) for path in (FAULTS, "/_sandbox/plans")] == before


def test_the_page_lists_requests_with_counts(oauth, browser):
    ana = oauth.signed_in()
    ana.get("/users/me")
    ana.get("/users/me")
    page = browser.get("/_sandbox/").text
    assert re.search(r"<td>GET /users/me</td><td>2</td>", page)
