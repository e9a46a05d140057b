"""`POST /invitees`: what a booking is asked for, and what there is afterwards."""

import asyncio

from .booking import ALL, AT, SOON, TRACKING, book, booked, times, why, wish


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


def test_of_twenty_who_want_the_same_opening_at_once_one_gets_it(oauth, browser, intro):
    browser.put("/_sandbox/plans/keller", json={"plan": "enterprise"})
    ana = oauth.signed_in(scope=ALL)

    async def all_at_once():
        calls = [browser.http.post("/invitees", json=wish(intro, AT), headers=ana.headers) for _ in range(20)]
        return [answer.status_code for answer in await asyncio.gather(*calls)]

    assert sorted(browser.run(all_at_once())) == [201] + [400] * 19
    assert len(ana.events(min_start_time=AT, max_start_time="2026-11-19T08:31:00Z")) == 1


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


def test_a_first_and_a_last_name_make_the_name(ana, intro):
    person = {"email": "lee@example.org", "timezone": "UTC", "first_name": "Lee", "last_name": "Park"}
    invitee = booked(ana, intro, AT, invitee=person)
    assert (invitee["name"], invitee["first_name"], invitee["last_name"]) == ("Lee Park", "Lee", "Park")
