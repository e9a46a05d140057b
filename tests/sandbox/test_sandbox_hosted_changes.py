"""Canceling and moving by hand, on the pages behind the links."""

import re

from .visitor import path_of


def test_canceling_by_hand_frees_the_time_and_tells(visitor, told):
    path = path_of(visitor.type()["scheduling_url"])
    address = visitor.times(path)[0]
    visitor.book(address)
    (invitee,) = visitor.invitees()
    cancel = path_of(invitee["cancel_url"])
    assert "Cancel this booking?" in visitor.see(cancel)
    assert visitor.browser.post(cancel, data={"reason": "Down with a cold"}).status_code == 303
    assert "This booking is canceled" in visitor.see(cancel)
    (invitee,) = visitor.invitees()
    assert invitee["status"] == "canceled"
    assert invitee["cancellation"]["canceler_type"] == "invitee"
    assert invitee["cancellation"]["reason"] == "Down with a cold"
    assert [name for name, _ in told] == ["invitee.created", "invitee.canceled"]
    assert address in visitor.times(path)


def test_canceling_twice_or_too_late_changes_nothing(visitor, clock, told):
    address = visitor.times(path_of(visitor.type()["scheduling_url"]))[0]
    other = visitor.times(path_of(visitor.type()["scheduling_url"]))[-1]
    visitor.book(address)
    visitor.book(other)
    first, second = (path_of(one["cancel_url"]) for one in visitor.invitees())
    visitor.browser.post(first, data={})
    assert visitor.browser.post(first, data={}).status_code == 409
    clock.pass_(days=7)
    assert "too late" in visitor.see(second)
    assert visitor.browser.post(second, data={}).status_code == 409
    assert [name for name, _ in told].count("invitee.canceled") == 1


def test_moving_by_hand_links_both_bookings_and_tells_of_both(visitor, told):
    path = path_of(visitor.type()["scheduling_url"])
    visitor.book(visitor.times(path)[0], **{"q-0": "Keeps this answer"})
    (old,) = visitor.invitees()
    moving = path_of(old["reschedule_url"])
    new_time = visitor.times(moving)[-1]
    form = visitor.see(new_time)
    assert "Lena Brandt" in form
    assert "Keeps this answer" in form
    visitor.book(new_time, **{"q-0": "Keeps this answer"})
    old, new = visitor.invitees()
    assert (old["status"], old["rescheduled"], old["new_invitee"]) == ("canceled", True, new["uri"])
    assert (new["status"], new["rescheduled"], new["old_invitee"]) == ("active", False, old["uri"])
    assert [name for name, _ in told][1:] == ["invitee.canceled", "invitee.created"]
    assert "This booking was moved" in visitor.see(path_of(old["cancel_url"]))


def test_what_was_moved_canceled_or_has_begun_cannot_be_moved(visitor, clock):
    path = path_of(visitor.type()["scheduling_url"])
    visitor.book(visitor.times(path)[0])
    visitor.book(visitor.times(path)[-1])
    first, second = visitor.invitees()
    visitor.browser.post(path_of(first["cancel_url"]), data={})
    assert visitor.browser.get(path_of(first["reschedule_url"])).status_code == 410
    clock.pass_(days=8)
    assert visitor.browser.get(path_of(second["reschedule_url"])).status_code == 410


def test_a_new_time_that_was_taken_leaves_the_old_booking_alone(visitor):
    path = path_of(visitor.type()["scheduling_url"])
    visitor.book(visitor.times(path)[0])
    (old,) = visitor.invitees()
    wanted = visitor.times(path_of(old["reschedule_url"]))[-1]
    start = re.search(r"/([0-9T:-]+Z)\?", wanted)[1]
    visitor.book(f"{path}/{start}", email="tom.quick@example.org")
    assert visitor.fill(wanted).status_code == 409
    assert [one["status"] for one in visitor.invitees()] == ["active"]


def test_a_booking_from_the_sample_world_can_be_moved_and_canceled_too(visitor):
    kind = visitor.type()
    events = visitor.host.events(status="active", min_start_time="2026-11-18T13:00:00Z")
    event = next(event for event in events if event["event_type"] == kind["uri"])
    (invitee,) = visitor.host.invitees(event, status="active")
    address = visitor.times(path_of(invitee["reschedule_url"]))[-1]
    form = visitor.see(address)
    assert invitee["email"] in form
    visitor.book(address, email=invitee["email"], name=invitee["name"])
    (moved,) = visitor.host.invitees(event)
    assert (moved["status"], moved["rescheduled"]) == ("canceled", True)


def test_one_of_a_group_cancels_and_the_others_still_come(visitor):
    kind = visitor.type("Product Demo")
    events = visitor.host.events(status="active", min_start_time="2026-11-18T13:00:00Z")
    event = next(one for one in events if one["event_type"] == kind["uri"] and one["invitees_counter"]["active"] > 1)
    first, *others = visitor.host.invitees(event, status="active")
    visitor.browser.post(path_of(first["cancel_url"]), data={})
    assert visitor.host.get(event["uri"]).json()["resource"]["status"] == "active"
    assert [one["uri"] for one in visitor.host.invitees(event, status="active")] == [one["uri"] for one in others]
