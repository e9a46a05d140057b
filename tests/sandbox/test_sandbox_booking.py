"""`POST /invitees`: what a booking needs, in which order it is refused, and what there is afterwards."""

import asyncio

import pytest

from .booking import ALL, SOON, book, booked, times, why, wish

AT = "2026-11-19T08:30:00Z"
COMPANY = [{"question": "Your company", "answer": "Harbor Films", "position": 0}]
TRACKING = {
    "utm_campaign": "spring",
    "utm_source": None,
    "utm_medium": None,
    "utm_content": None,
    "utm_term": None,
    "salesforce_uuid": None,
}


@pytest.fixture
def ana(oauth):
    return oauth.signed_in(scope=ALL)


@pytest.fixture
def intro(ana):
    return ana.event_type("Intro Call")


@pytest.fixture
def portfolio(ana):
    return ana.event_type("Portfolio Talk")


def test_a_booking_is_an_event_with_that_invitee_and_the_opening_is_gone(ana, intro):
    invitee = booked(ana, intro, AT, tracking=TRACKING, event_guests=["guest@example.net"])
    event = ana.get(invitee["event"]).json()["resource"]
    assert (event["start_time"], event["end_time"]) == ("2026-11-19T08:30:00.000000Z", "2026-11-19T09:00:00.000000Z")
    assert (event["event_type"], event["status"], event["name"]) == (intro["uri"], "active", "Intro Call")
    assert [guest["email"] for guest in event["event_guests"]] == ["guest@example.net"]
    assert event["event_memberships"][0]["buffered_end_time"] == "2026-11-19T09:10:00.000000Z"
    assert ana.invitees(event) == [invitee]
    assert ana.get(invitee["uri"]).json()["resource"] == invitee
    assert (invitee["scheduling_method"], invitee["status"], invitee["timezone"]) == (
        "api",
        "active",
        "America/New_York",
    )
    assert invitee["tracking"] == TRACKING
    found = times(ana, intro)
    assert AT not in found
    assert "2026-11-19T09:00:00Z" not in found, "ten minutes after it are kept free"


def test_it_shows_up_in_lists_by_address_and_in_busy_times(ana, intro):
    invitee = booked(ana, intro, AT)
    (event,) = ana.events(invitee_email="lee.park@example.org", min_start_time=AT, status="active")
    assert event["uri"] == invitee["event"]
    busy = ana.collection(
        "/user_busy_times", user=ana.tokens["owner"], start_time=SOON, end_time="2026-11-20T00:00:00Z"
    )
    assert event["uri"] in [taken["event"]["uri"] for taken in busy if taken["type"] == "calendly"]


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


def test_of_twenty_who_want_the_same_opening_at_once_one_gets_it(oauth, browser, intro):
    browser.put("/_sandbox/plans/keller", json={"plan": "enterprise"})
    ana = oauth.signed_in(scope=ALL)

    async def all_at_once():
        calls = [browser.http.post("/invitees", json=wish(intro, AT), headers=ana.headers) for _ in range(20)]
        return [answer.status_code for answer in await asyncio.gather(*calls)]

    assert sorted(browser.run(all_at_once())) == [201] + [400] * 19
    assert len(ana.events(min_start_time=AT, max_start_time="2026-11-19T08:31:00Z")) == 1


@pytest.mark.parametrize(
    "start", ["2026-11-19T08:40:00Z", "2026-11-18T12:30:00Z", "2026-11-22T10:00:00Z", "2025-01-01T00:00:00Z"]
)
def test_off_the_steps_within_the_notice_on_a_sunday_or_long_ago_is_filled_too(ana, intro, start):
    assert why(book(ana, intro, start))["code"] == "already_filled"


def test_an_opening_may_be_written_in_any_zone(ana, intro):
    assert booked(ana, intro, "2026-11-19T09:30:00.000000+01:00")["status"] == "active"


def test_a_group_event_fills_up_seat_by_seat_and_then_is_gone(oauth, ana, clock):
    demo, at = ana.event_type("Product Demo"), "2026-11-24T10:00:00Z"
    first = booked(ana, demo, at)
    event = ana.get(first["event"]).json()["resource"]
    assert event["invitees_counter"] == {"total": 5, "active": 4, "limit": 8}
    for seat in range(4):
        assert at in times(ana, demo, SOON, "2026-11-25T00:00:00Z")
        person = {"email": f"p{seat}@example.org", "name": f"Person {seat}", "timezone": "Europe/Berlin"}
        assert booked(ana, demo, at, invitee=person)["event"] == first["event"]
    assert at not in times(ana, demo, SOON, "2026-11-25T00:00:00Z")
    assert why(book(ana, demo, at))["code"] == "already_filled"


def test_a_conference_gets_its_link_a_little_later(ana, intro, clock):
    event = booked(ana, intro, AT)["event"]
    announced = ana.get(event).json()["resource"]["location"]
    assert announced == {"type": "zoom_conference", "status": "initiated", "join_url": None, "data": None}
    clock.pass_(seconds=6)
    ready = ana.get(event).json()["resource"]["location"]
    assert ready["status"] == "pushed"
    assert ready["join_url"].startswith("https://zoom.example.com/")


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (
            {"kind": "outbound_call", "location": "+1 212-555-0100"},
            {"type": "outbound_call", "location": "+1 212-555-0100"},
        ),
        ({"kind": "inbound_call"}, {"type": "inbound_call", "location": "+49 30 23125 000"}),
        ({"kind": "ask_invitee", "location": "My kitchen"}, {"type": "ask_invitee", "location": "My kitchen"}),
        (
            {"kind": "physical", "location": "Keller & Reed Studio, Linienstraße 42, 10119 Berlin"},
            {"type": "physical", "location": "Keller & Reed Studio, Linienstraße 42, 10119 Berlin"},
        ),
    ],
)
def test_of_several_places_the_invitee_chooses_one(ana, portfolio, chosen, told):
    invitee = booked(ana, portfolio, AT, location=chosen, questions_and_answers=COMPANY)
    assert ana.get(invitee["event"]).json()["resource"]["location"] == told


@pytest.mark.parametrize(
    "chosen",
    [
        None,
        {"kind": "webex_conference"},
        {"kind": "physical", "location": "Somewhere else"},
        {"kind": "physical"},
        {"kind": "outbound_call"},
        {"kind": "outbound_call", "location": "call me"},
        {"kind": "ask_invitee", "location": " "},
    ],
)
def test_a_place_that_is_not_on_offer_is_refused_in_calendlys_words(ana, portfolio, chosen):
    refused = book(ana, portfolio, AT, location=chosen, questions_and_answers=COMPANY)
    assert refused.json()["message"] == "Specified location kind is not configured for this event type."
    assert why(refused)["code"] == "invalid_location_choice"


def test_even_the_only_place_has_to_be_named_and_where_there_is_none_none_may_be(ana, intro):
    assert why(book(ana, intro, AT, location=None))["code"] == "invalid_location_choice"
    question = ana.event_type("One Quick Question")
    assert question["locations"] is None
    refused = book(ana, question, AT, location={"kind": "zoom_conference"})
    assert why(refused)["code"] == "invalid_location_choice"
    assert ana.get(booked(ana, question, AT)["event"]).json()["resource"]["location"] is None


def test_round_robin_chooses_the_place_and_a_host_and_collective_brings_all(oauth, ana):
    noah = oauth.signed_in("noah", ALL)
    answers = [{"question": "What are you working on?", "answer": "A book", "position": 0}]
    studio = ana.event_type("Meet the Studio")
    assert why(book(ana, studio, AT, location={"kind": "zoom_conference"}, questions_and_answers=answers))
    for at, host in ((AT, ana), ("2026-11-18T21:00:00Z", noah)):
        event = ana.get(booked(ana, studio, at, questions_and_answers=answers)["event"]) if host is ana else None
        event = event or noah.get(booked(noah, studio, at, questions_and_answers=answers)["event"])
        assert [m["user"] for m in event.json()["resource"]["event_memberships"]] == [host.tokens["owner"]]
    kickoff = ana.event_type("Project Kickoff")
    uri = booked(ana, kickoff, "2026-11-23T06:00:00Z")["event"]
    event = noah.get(uri).json()["resource"]
    assert {m["user"] for m in event["event_memberships"]} == {ana.tokens["owner"], noah.tokens["owner"]}
    listed = ana.collection("/scheduled_events", organization=ana.tokens["organization"], count=100)
    assert [one["uri"] for one in listed].count(uri) == 1
    assert uri in [one["uri"] for one in noah.events()]


def test_answers_come_back_with_their_questions_own_positions(ana, portfolio):
    answers = [
        {"question": "What do you want to talk about?", "answer": "Color\nStructure", "position": 4},
        {"question": "Your company", "answer": "Harbor Films", "position": 9},
        {"question": "How far along are you?", "answer": "Somewhere in between", "position": 3},
        {"question": "Your phone number", "answer": "+1 (212) 555-0100", "position": 2},
    ]
    told = booked(ana, portfolio, AT, questions_and_answers=answers)["questions_and_answers"]
    assert [(a["question"], a["position"]) for a in told] == [
        ("Your company", 0),
        ("Your phone number", 2),
        ("How far along are you?", 3),
        ("What do you want to talk about?", 4),
    ]


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


def test_a_first_and_a_last_name_make_the_name(ana, intro):
    person = {"email": "lee@example.org", "timezone": "UTC", "first_name": "Lee", "last_name": "Park"}
    invitee = booked(ana, intro, AT, invitee=person)
    assert (invitee["name"], invitee["first_name"], invitee["last_name"]) == ("Lee Park", "Lee", "Park")


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
