"""Canceling, not showing up, links that die, moving somebody to another time."""

from datetime import datetime

import pytest

from parley.sandbox.drafts import InviteeDraft
from parley.sandbox.refusals import Refused

from .booking import ALL, AT, SOON, booked, times, why

LATER_ON = "2026-11-19T09:30:00Z"


@pytest.fixture
def heard(app, monkeypatch):
    """What was announced: event, invitee's address, whether the event was over by then."""
    told = []

    def announce(name, made, at):
        told.append((name, made.invitee.contact.email, made.event.cancellation is not None))

    monkeypatch.setattr(app.state.sandbox.announcements, "announce", announce)
    return told


def cancel(session, event, **body):
    return session.send("POST", f"{event}/cancellation", body)


def test_a_canceled_event_says_by_whom_and_its_opening_is_back(ana, intro, clock, heard):
    invitee = booked(ana, intro, AT)
    clock.pass_(minutes=1)
    answer = cancel(ana, invitee["event"], reason="Snow")
    assert answer.status_code == 201
    told = answer.json()["resource"]
    assert told == {
        "canceled_by": "Ana Keller",
        "reason": "Snow",
        "canceler_type": "host",
        "created_at": "2026-11-18T12:01:00.000000Z",
    }
    event, gone = ana.get(invitee["event"]).json()["resource"], ana.get(invitee["uri"]).json()["resource"]
    assert (event["status"], event["cancellation"]) == ("canceled", told)
    assert (gone["status"], gone["cancellation"]) == ("canceled", told)
    assert AT in times(ana, intro)
    assert heard == [
        ("invitee.created", "lee.park@example.org", False),
        ("invitee.canceled", "lee.park@example.org", True),
    ]


def test_a_canceled_group_event_tells_everybody_who_still_came(ana, heard):
    (demo,) = [e for e in ana.events(status="active", min_start_time=SOON) if e["name"] == "Product Demo"][:1]
    assert cancel(ana, demo["uri"]).json()["resource"]["reason"] is None
    assert {invitee["status"] for invitee in ana.invitees(demo)} == {"canceled"}
    assert len(heard) == 3, "a fourth had dropped out before, and is not told again"


def test_what_is_over_or_canceled_or_somebody_elses_cannot_be_canceled(oauth, ana, intro):
    noah = oauth.signed_in("noah", ALL)
    event = booked(ana, intro, AT)["event"]
    refused = cancel(noah, event)
    assert (refused.status_code, refused.json()["message"]) == (403, "You are not allowed to cancel this event")
    cancel(ana, event)
    assert cancel(ana, event).json()["message"] == "Event is already canceled"
    past = ana.events(max_start_time="2026-11-18T11:00:00Z", status="active")[0]
    assert (cancel(ana, past["uri"]).status_code, cancel(ana, past["uri"]).json()["message"]) == (
        403,
        "Event in the past",
    )
    assert cancel(ana, "/scheduled_events/NONE").status_code == 404
    assert cancel(ana, event, reason="x" * 10_001).status_code == 400


def test_the_owner_may_cancel_a_members_event(oauth, ana):
    noah = oauth.signed_in("noah", ALL)
    chat = noah.event_type("Quick Chat")
    event = booked(noah, chat, "2026-11-19T22:00:00Z")["event"]
    assert cancel(ana, event).json()["resource"]["canceled_by"] == "Ana Keller"


def test_who_did_not_come_is_marked_once_the_event_has_begun(oauth, ana, intro, clock, heard):
    invitee = booked(ana, intro, AT)["uri"]
    early = ana.send("POST", "/invitee_no_shows", {"invitee": invitee})
    assert why(early)["message"] == "Event is not started yet"
    clock.now = datetime.fromisoformat(AT)
    ana = oauth.signed_in(scope=ALL)
    mark = ana.send("POST", "/invitee_no_shows", {"invitee": invitee})
    assert mark.status_code == 201
    told = mark.json()["resource"]
    assert (told["invitee"], told["created_at"]) == (invitee, "2026-11-19T08:30:00.000000Z")
    assert ana.get(told["uri"]).json()["resource"] == told
    assert ana.get(invitee).json()["resource"]["no_show"] == {"uri": told["uri"], "created_at": told["created_at"]}
    assert ana.send("POST", "/invitee_no_shows", {"invitee": invitee}).status_code == 400
    assert ana.send("DELETE", told["uri"]).status_code == 204
    assert ana.get(told["uri"]).status_code == 404
    assert ana.send("DELETE", told["uri"]).status_code == 404
    assert ana.get(invitee).json()["resource"]["no_show"] is None
    assert [name for name, *_ in heard][1:] == ["invitee_no_show.created", "invitee_no_show.deleted"]


def test_a_mark_needs_an_invitee_one_may_see(oauth, ana):
    past = ana.events(max_start_time=SOON)[0]
    invitee, ben = ana.invitees(past)[0]["uri"], oauth.signed_in("ben", ALL)
    assert ben.send("POST", "/invitee_no_shows", {"invitee": invitee}).status_code == 403
    assert why(ana.send("POST", "/invitee_no_shows", {"invitee": past["uri"]}))["parameter"] == "invitee"
    assert why(ana.send("POST", "/invitee_no_shows", {}))["message"] == "is missing"
    assert ana.send("POST", "/invitee_no_shows", {"invitee": past["uri"] + "/invitees/NONE"}).status_code == 404
    mark = ana.send("POST", "/invitee_no_shows", {"invitee": invitee}).json()["resource"]["uri"]
    assert ben.get(mark).status_code == 403
    assert ben.send("DELETE", mark).status_code == 403


def draft(name="Lee Park"):
    return InviteeDraft(name, f"{name.split()[0].lower()}@example.org", "Europe/Berlin")


def by_hand(app, kind, start, **more):
    """A booking as the booking page makes it."""
    sandbox = app.state.sandbox
    event_type = sandbox.world.event_type(kind["uri"].rsplit("/", 1)[1])
    place = {"kind": kind["locations"][0]["kind"]} if kind["locations"] else None
    return sandbox.made.book(
        event_type, datetime.fromisoformat(start), draft(), place, [], [], {}, "instant_book", **more
    )


def test_a_single_use_link_dies_of_its_booking(app, ana, intro):
    link = {"max_event_count": 1, "owner": intro["uri"], "owner_type": "EventType"}
    answer = ana.send("POST", "/scheduling_links", link)
    assert answer.status_code == 201
    told = answer.json()["resource"]
    assert (told["owner"], told["owner_type"]) == (intro["uri"], "EventType")
    identifier = told["booking_url"].split("/d/")[1].split("/")[0]
    with pytest.raises(Refused):
        by_hand(app, intro, "2026-11-22T08:30:00Z", link=identifier)
    made = by_hand(app, intro, AT, link=identifier)
    assert app.state.sandbox.made.link(identifier).event == made.event.id
    with pytest.raises(Refused) as dead:
        by_hand(app, intro, LATER_ON, link=identifier)
    assert dead.value.status == 404
    assert LATER_ON in times(ana, intro), "the dead link booked nothing"
    again = ana.send("POST", "/scheduling_links", link).json()["resource"]["booking_url"]
    assert again != told["booking_url"]


def test_links_are_for_every_plan_but_only_for_ones_own_types(oauth, ana, intro):
    ben, noah = oauth.signed_in("ben", ALL), oauth.signed_in("noah", ALL)
    link = {"max_event_count": "1", "owner": ben.event_type("Walk and Talk")["uri"], "owner_type": "EventType"}
    assert ben.send("POST", "/scheduling_links", link).status_code == 201
    assert noah.send("POST", "/scheduling_links", link | {"owner": intro["uri"]}).status_code == 403
    for bad in ({"max_event_count": 2}, {"owner_type": "User"}, {"owner": "me"}):
        assert ben.send("POST", "/scheduling_links", link | bad).status_code == 400


def test_whoever_is_moved_is_linked_with_whom_they_were(app, ana, intro, heard):
    old = booked(ana, intro, AT)
    made = by_hand(app, intro, LATER_ON, rescheduled_from=old["uri"])
    new_uri = f"http://sandbox.test/scheduled_events/{made.event.id}/invitees/{made.invitee.id}"
    before, after = ana.get(old["uri"]).json()["resource"], ana.get(new_uri).json()["resource"]
    assert (before["status"], before["rescheduled"], before["new_invitee"]) == ("canceled", True, new_uri)
    assert (after["status"], after["rescheduled"], after["old_invitee"]) == ("active", False, old["uri"])
    assert after["scheduling_method"] == "instant_book"
    assert ana.get(old["event"]).json()["resource"]["status"] == "canceled"
    assert AT in times(ana, intro)
    assert [name for name, *_ in heard] == ["invitee.created", "invitee.canceled", "invitee.created"]


def test_a_move_to_a_time_that_is_taken_leaves_everything_as_it_was(app, ana, intro, heard):
    old = booked(ana, intro, AT)
    with pytest.raises(Refused) as filled:
        by_hand(app, intro, "2026-11-19T10:30:00Z", rescheduled_from=old["uri"])
    assert filled.value.details[0]["code"] == "already_filled"
    assert ana.get(old["uri"]).json()["resource"] == old
    assert len(heard) == 1


def test_one_of_a_group_may_leave_and_the_last_one_takes_the_event_along(app, ana):
    demo = ana.event_type("Product Demo")
    made = [by_hand(app, demo, AT) for _ in range(2)]
    sandbox = app.state.sandbox
    left = sandbox.made.leave(made[0].event.id, made[0].invitee.id, "Ill")
    assert (left.event.taken, left.event.cancellation, left.invitee.cancellation.by) == (1, None, "Lee Park")
    with pytest.raises(Refused):
        sandbox.made.leave(made[0].event.id, made[0].invitee.id, None)
    assert sandbox.made.leave(made[0].event.id, made[1].invitee.id, None).event.cancellation is not None
    assert AT in times(ana, demo)
