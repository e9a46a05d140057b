"""`POST /invitees`: what is refused, in which words and in which order."""

import pytest

from .booking import ALL, AT, COMPANY, TRACKING, book, booked, times, why


def test_the_second_taker_is_told_that_it_has_been_filled(ana, intro):
    booked(ana, intro, AT)
    refused = book(ana, intro, AT)
    assert (refused.json()["title"], refused.json()["message"]) == (
        "Invalid Argument",
        "The supplied parameters are invalid.",
    )
    assert why(refused) == {
        "parameter": "event.start_time",
        "message": "That start time has been filled",
        "code": "already_filled",
    }


@pytest.mark.parametrize(
    "start", ["2026-11-19T08:40:00Z", "2026-11-18T12:30:00Z", "2026-11-22T10:00:00Z", "2025-01-01T00:00:00Z"]
)
def test_off_the_steps_within_the_notice_on_a_sunday_or_long_ago_is_filled_too(ana, intro, start):
    assert why(book(ana, intro, start))["code"] == "already_filled"


@pytest.mark.parametrize(
    ("answers", "parameter", "message"),
    [
        ([], "questions_and_answers", "Required Questions and Answers cannot be blank."),
        ([COMPANY[0] | {"answer": " "}], "questions_and_answers", "Required Questions and Answers cannot be blank."),
        ([COMPANY[0] | {"question": "your company"}], "questions_and_answers[0].question", "invalid"),
        (
            [*COMPANY, {"question": "Favorite typeface", "answer": "Futura", "position": 5}],
            "questions_and_answers[1].question",
            "invalid",
        ),
        (
            [*COMPANY, {"question": "Your phone number", "answer": "no", "position": 2}],
            "questions_and_answers[1].answer",
            "invalid",
        ),
        (
            [*COMPANY, {"question": "What do you want to talk about?", "answer": "Color\nMoney", "position": 4}],
            "questions_and_answers[1].answer",
            "invalid",
        ),
        ([{"answer": "Harbor Films", "position": 0}], "questions_and_answers[0].question", "is missing"),
    ],
)
def test_answers_that_cannot_be_are_refused(ana, portfolio, answers, parameter, message):
    refused = book(ana, portfolio, AT, questions_and_answers=answers)
    assert why(refused) == {"parameter": parameter, "message": message}
    assert AT in times(ana, portfolio)


PERSON = {"email": "lee.park@example.org", "timezone": "America/New_York", "name": "Lee Park"}


@pytest.mark.parametrize(
    ("changes", "parameter", "message"),
    [
        ({"start_time": "soon"}, "start_time", "invalid"),
        (
            {"invitee": {"email": "lee@example.org", "timezone": "UTC"}},
            "invitee",
            "either name or first_name must be filled",
        ),
        ({"invitee": PERSON | {"name": " "}}, "invitee", "either name or first_name must be filled"),
        ({"invitee": PERSON | {"timezone": "Moon/Base"}}, "invitee.timezone", "invalid"),
        ({"tracking": {n: v for n, v in TRACKING.items() if n != "utm_content"}}, "tracking.utm_content", "is missing"),
    ],
)
def test_a_body_that_cannot_be_is_refused_with_the_path(ana, intro, changes, parameter, message):
    assert why(book(ana, intro, AT, **changes)) == {"parameter": parameter, "message": message}


def test_what_is_missing_is_named_and_what_is_unknown_ignored(ana, intro):
    missing = ana.send("POST", "/invitees", {"invitee": {"name": "Lee"}})
    assert {(d["parameter"], d["message"]) for d in missing.json()["details"]} == {
        ("event_type", "is missing"),
        ("start_time", "is missing"),
        ("invitee.email", "is missing"),
        ("invitee.timezone", "is missing"),
    }
    assert why(book(ana, intro, AT, invitee=PERSON | {"email": "lee"}))["parameter"] == "invitee.email"
    guests = [f"g{number}@example.org" for number in range(11)]
    assert why(book(ana, intro, AT, event_guests=guests))["parameter"] == "event_guests"
    assert booked(ana, intro, AT, idempotency_key="1")["name"] == "Lee Park"


def test_an_unknown_or_inactive_type_is_not_found_and_somebody_elses_forbidden(oauth, ana, intro):
    assert book(ana, intro | {"uri": "http://sandbox.test/event_types/NONE"}, AT).status_code == 404
    ana.send("PATCH", intro["uri"], {"active": False})
    assert book(ana, intro, AT).status_code == 404
    priya = oauth.signed_in("priya", ALL)
    assert book(priya, intro, AT).status_code == 403


def test_the_free_plan_does_not_book_whatever_the_body(oauth):
    ben = oauth.signed_in("ben", ALL)
    refused = ben.send("POST", "/invitees", {})
    assert (refused.status_code, refused.json()["message"]) == (
        403,
        "The Scheduling API is only available on paid Calendly plans. Upgrade your plan to access this feature.",
    )


def test_reading_is_not_booking(oauth, intro):
    refused = book(oauth.signed_in(scope="scheduled_events:read"), intro, AT)
    assert (refused.status_code, refused.json()["required_scopes"]) == (403, ["scheduled_events:write"])


def test_refusals_come_in_calendlys_order(oauth, ana, portfolio):
    """Body, then event type, then location, then questions, then the time."""
    gone, nowhere = "2026-11-22T08:30:00Z", {"uri": "http://sandbox.test/event_types/NONE"}
    wrong_place = {"kind": "webex_conference"}
    assert why(book(ana, portfolio | nowhere, "never", location=wrong_place))["parameter"] == "start_time"
    assert book(ana, portfolio | nowhere, gone, location=wrong_place).status_code == 404
    assert why(book(ana, portfolio, gone, location=wrong_place))["code"] == "invalid_location_choice"
    assert why(book(ana, portfolio, gone))["parameter"] == "questions_and_answers"
    assert why(book(ana, portfolio, gone, questions_and_answers=COMPANY))["code"] == "already_filled"
