"""How much may be asked: by the minute, by the plan, of tokens, of bookings."""

from datetime import UTC, datetime

import pytest

from parley.sandbox.limits import BOOKING_CAPS, BookingCaps, Rate, RateMeter

from .conftest import Browser, Clock, settings
from .oauth_client import OAuthClient

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def burst(session, count: int) -> list[int]:
    return [session.get("/users/me").status_code for _ in range(count)]


def test_a_free_account_has_fifty_calls_a_minute(oauth):
    ben = oauth.signed_in("ben")
    assert burst(ben, 51) == [200] * 50 + [429]


def test_a_call_too_many_says_when_to_come_back_in_the_headers(oauth, clock):
    ben = oauth.signed_in("ben")
    clock.pass_(seconds=25)
    burst(ben, 50)
    answer = ben.get("/users/me")
    assert (answer.status_code, answer.json()["title"]) == (429, "Too Many Requests")
    headers = {name: answer.headers[f"x-ratelimit-{name}"] for name in ("limit", "remaining", "reset", "tier")}
    assert headers == {"limit": "50", "remaining": "0", "reset": "35", "tier": "free"}


def test_the_next_minute_is_a_new_one(oauth, clock):
    ben = oauth.signed_in("ben")
    assert burst(ben, 51)[-1] == 429
    clock.pass_(minutes=1)
    assert burst(ben, 1) == [200]


@pytest.mark.parametrize("person", ["ana", "priya"])
def test_a_paid_account_and_one_on_trial_have_five_hundred(oauth, person):
    session = oauth.signed_in(person)
    assert burst(session, 501) == [200] * 500 + [429]


def test_one_persons_calls_are_not_anothers(oauth):
    ben, ana = oauth.signed_in("ben"), oauth.signed_in("ana")
    assert burst(ben, 51)[-1] == 429
    assert burst(ana, 1) == [200]


def test_what_is_left_counts_down_to_nothing(oauth):
    ben = oauth.signed_in("ben")
    left = [int(ben.get("/users/me").headers["x-ratelimit-remaining"]) for _ in range(51)]
    assert left == [*range(49, -1, -1), 0]


def test_switching_the_plan_changes_the_limit_and_the_organization(oauth, browser):
    ben = oauth.signed_in("ben", "users:read organizations:read")
    assert browser.get("/_sandbox/plans").json() == {"keller": "paid", "nair": "trial", "ortiz": "free"}
    assert browser.put("/_sandbox/plans/ortiz", json={"plan": "paid"}).json()["ortiz"] == "paid"
    assert burst(ben, 51) == [200] * 51
    organization = ben.get(ben.tokens["organization"]).json()["resource"]
    assert (organization["plan"], organization["stage"]) == ("standard", "paid")


@pytest.mark.parametrize(("organization", "plan", "status"), [("nobody", "paid", 404), ("ortiz", "golden", 400)])
def test_an_organization_or_plan_that_does_not_exist_is_refused(browser, organization, plan, status):
    assert browser.put(f"/_sandbox/plans/{organization}", json={"plan": plan}).status_code == status


def test_resetting_gives_plans_and_calls_back(oauth, browser):
    browser.put("/_sandbox/plans/keller", json={"plan": "free"})
    ana = oauth.signed_in("ana")
    assert burst(ana, 51)[-1] == 429
    browser.post("/_sandbox/reset")
    assert browser.get("/_sandbox/plans").json()["keller"] == "paid"
    assert oauth.signed_in("ana").get("/users/me").headers["x-ratelimit-remaining"] == "499"


def test_a_person_has_eight_token_calls_a_minute(oauth):
    tokens = oauth.link()
    for _ in range(7):
        tokens = oauth.refresh(tokens["refresh_token"]).json()
    answer = oauth.refresh(tokens["refresh_token"])
    assert answer.status_code == 429
    assert (answer.headers["x-ratelimit-limit"], answer.headers["x-ratelimit-remaining"]) == ("8", "0")
    assert int(answer.headers["x-ratelimit-reset"]) == 60


def test_a_token_call_too_many_spends_nothing(oauth, clock):
    tokens, code = oauth.link(), oauth.code()
    for _ in range(7):
        tokens = oauth.refresh(tokens["refresh_token"]).json()
    assert [oauth.refresh(tokens["refresh_token"]).status_code, oauth.exchange(code).status_code] == [429, 429]
    clock.pass_(minutes=1)
    assert [oauth.refresh(tokens["refresh_token"]).status_code, oauth.exchange(code).status_code] == [200, 200]


def test_token_calls_of_one_person_are_not_anothers_and_nonsense_counts_for_nobody(oauth):
    for _ in range(8):
        oauth.link("ben")
    assert oauth.exchange(oauth.code("ben")).status_code == 429
    assert oauth.exchange(oauth.code("ana")).status_code == 200
    assert [oauth.refresh("nonsense").status_code for _ in range(9)] == [400] * 9


@pytest.fixture
def lifted(clock):
    """A sandbox for load tests."""
    from parley.sandbox.app import create_app

    app = create_app(settings(limits=False, token_calls=0), clock)
    browser = Browser(app)
    yield OAuthClient(browser)
    browser.close()
    app.state.sandbox.grants.close()


def test_both_limits_can_be_lifted_for_load_tests(lifted):
    sessions = [lifted.signed_in("ben") for _ in range(9)]
    assert burst(sessions[-1], 60) == [200] * 60
    assert sessions[-1].get("/users/me").headers["x-ratelimit-remaining"] == "1"


def test_a_trial_has_five_bookings_a_day_in_any_twenty_four_hours():
    clock = Clock(NOON)
    caps = BookingCaps(clock)
    assert [caps.take("priya", BOOKING_CAPS["trial"]) for _ in range(5)] == [None] * 5
    clock.pass_(hours=23)
    assert caps.take("priya", BOOKING_CAPS["trial"]) == Rate(5, 0, 3600, over=True)
    clock.pass_(hours=1)
    assert caps.take("priya", BOOKING_CAPS["trial"]) is None


def test_a_paid_account_has_ten_bookings_a_minute_fifty_an_hour_and_a_hundred_a_day():
    clock = Clock(NOON)
    caps = BookingCaps(clock)

    def taken(minutes: int) -> int:
        """How many of eleven bookings in each of so many minutes went through."""
        through = 0
        for _ in range(minutes):
            through += sum(caps.take("ana", BOOKING_CAPS["paid"]) is None for _ in range(11))
            clock.pass_(minutes=1)
        return through

    assert taken(1) == 10
    assert taken(9) == 40
    clock.pass_(hours=1)
    assert taken(9) == 50
    clock.pass_(hours=1)
    assert taken(1) == 0
    assert caps.take("ben", BOOKING_CAPS["paid"]) is None


def test_the_day_of_a_paid_account_says_how_long_it_still_lasts():
    clock = Clock(NOON)
    caps = BookingCaps(clock)
    for _ in range(10):
        for _ in range(10):
            assert caps.take("ana", BOOKING_CAPS["paid"]) is None
        clock.pass_(minutes=15)
    clock.pass_(hours=1)
    assert caps.take("ana", BOOKING_CAPS["paid"]) == Rate(100, 0, 24 * 3600 - 3600 - 10 * 900, over=True)


def test_a_meter_refuses_only_what_is_beyond_its_limit():
    meter = RateMeter(Clock(NOON))
    assert [meter.take("key", 2).over for _ in range(3)] == [False, False, True]
    assert meter.take("other", 2) == Rate(2, 1, 60)
