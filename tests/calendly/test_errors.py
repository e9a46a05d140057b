"""One exception per cause, from the bodies that Calendly is known to send, in the order that tells them apart."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

from parley.calendly.errors import (
    AuthExpired,
    CalendlyDown,
    CalendlyError,
    InvalidRequest,
    NotAllowed,
    NotFound,
    PlanRequired,
    RateLimited,
    ScopeMissing,
    from_answer,
)
from tests.support.clock import MovingClock

clock = MovingClock()
SCOPES = {
    "title": "Insufficient scope",
    "message": "This operation requires the scopes listed in the 'required_scopes' array.",
    "required_scopes": ["users:read", "scheduled_events:read"],
}


def denied(message: str) -> dict[str, str]:
    return {"title": "Permission Denied", "message": message}


def error(status: int, body: object = None, **headers: str) -> CalendlyError:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return from_answer(status, CaseInsensitiveDict(named), body, clock)


@pytest.mark.parametrize(
    "body",
    [
        {"title": "Unauthenticated", "message": "The access token is invalid"},
        {"title": "Unauthenticated", "message": "The access token expired"},
        SCOPES,
        None,
    ],
)
def test_every_401_means_the_token_is_not_accepted(body):
    assert type(error(401, body)) is AuthExpired


def test_required_scopes_come_before_any_other_403():
    problem = error(403, {**SCOPES, "message": "Upgrade your paid plan"})
    assert type(problem) is ScopeMissing
    assert problem.required == {"users:read", "scheduled_events:read"}


@pytest.mark.parametrize(
    "message",
    [
        "The Scheduling API is only available on paid Calendly plans. Upgrade your plan to access this feature.",
        "Please upgrade your Calendly account to Standard",
        "Please upgrade your Calendly account to Enterprise.",
    ],
)
def test_a_403_about_the_plan_is_told_by_its_words(message):
    problem = error(403, denied(message))
    assert type(problem) is PlanRequired
    assert str(problem) == message


@pytest.mark.parametrize(
    "message",
    [
        "You do not have permission to access this resource.",
        "This user is not in your organization",
        "You are not allowed to view this event",
        "Event in the past",
        "Please also specify organization when requesting events for a user within your organization.",
    ],
)
def test_any_other_403_is_something_the_account_may_not_do(message):
    assert type(error(403, denied(message))) is NotAllowed


def test_a_404_says_there_is_no_such_thing():
    body = {"title": "Resource Not Found", "message": "The server could not find the requested resource."}
    assert type(error(404, body)) is NotFound


def test_a_400_names_each_parameter():
    details = [
        {"parameter": "user", "message": "invalid"},
        {"parameter": "tracking.utm_term", "message": "is missing"},
        {"parameter": "user", "message": "not a URI"},
    ]
    problem = error(400, {"title": "Invalid Argument", "message": "Not valid.", "details": details})
    assert type(problem) is InvalidRequest
    assert problem.details == {"user": "invalid; not a URI", "tracking.utm_term": "is missing"}


@pytest.mark.parametrize(
    "details", [[], None, [{"message": "is missing"}], ["is missing"], {"user": "invalid"}, "bad", 7]
)
def test_a_400_does_without_details_or_with_odd_ones(details):
    problem = error(400, {"title": "Invalid Argument", "message": "Not valid.", "details": details})
    assert type(problem) is InvalidRequest
    assert str(problem) == "Not valid."


def test_a_400_does_without_a_body():
    assert type(error(400)) is InvalidRequest
    assert str(error(400)) == "Calendly answered 400"


@pytest.mark.parametrize("status", [409, 424])
def test_other_refusals_are_refusals_and_not_silence(status):
    assert type(error(status, {"title": "Already Exists", "message": "It exists"})) is InvalidRequest


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("body", [None, {"title": "Internal Server Error", "message": "secret inner workings"}])
def test_any_5xx_is_calendly_down_whatever_it_says(status, body):
    assert type(error(status, body)) is CalendlyDown
    assert "secret" not in str(error(status, body))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "7"}, 7),
        ({"Retry_After": "7", "X_RateLimit_Reset": "42"}, 7),
        ({"X_RateLimit_Reset": "42"}, 42),
        ({"x_ratelimit_reset": "42"}, 42),
        ({"Retry_After": "Wed, 18 Nov 2026 12:01:00 GMT", "X_RateLimit_Reset": "42"}, 42),
        ({"Retry_After": "²"}, 60),
        ({"Retry_After": "-5"}, 60),
        ({}, 60),
    ],
)
def test_a_429_says_when_calls_are_free_again(headers, seconds):
    problem = error(429, None, **headers)
    assert type(problem) is RateLimited
    assert problem.until == clock() + timedelta(seconds=seconds)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
BODY = JSON | st.fixed_dictionaries({}, optional={"message": JSON, "details": JSON, "required_scopes": JSON})


@given(st.integers(201, 599), BODY, st.text(st.characters(max_codepoint=255), max_size=30))
def test_whatever_calendly_sends_ends_in_a_cause_of_ours(status, body, wait):
    assert isinstance(error(status, body, Retry_After=wait), CalendlyError)


@given(st.text("0123456789", min_size=1, max_size=400))
def test_a_wait_of_any_length_is_a_moment(digits):
    assert error(429, None, Retry_After=digits).until >= clock()
