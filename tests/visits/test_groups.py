"""In a group a visitor is alone: the others in it are neither seen nor touched."""

import pytest
import requests

from parley.calendly.errors import NotFound
from parley.scheduling.agenda import Agenda
from parley.scheduling.changes import CancelFault, CancelOutcome, Changes
from parley.scheduling.openings import Openings
from parley.scheduling.search import Sought
from parley.visits.window import OthersInIt


def test_in_a_group_a_visitor_sees_nobody_else_and_no_numbers(visit, house, book, clock, threads):
    walt, vera = visit("walt"), visit("vera")
    theirs = book(walt, "Product Demo", "key-w", email="walt@example.com", guests=("secret.guest@example.com",))
    mine = book(vera, "Product Demo", "key-v", email="vera@example.com")
    assert mine.event_id == theirs.event_id
    assert house.calendly.events.get(mine.event_id).invitees_counter.active == 2
    seen = Agenda(vera, clock, threads).attendance(mine.event_id)
    assert [one.email for one in seen.coming] == ["vera@example.com"]
    assert seen.event.event_guests == []
    counter = seen.event.invitees_counter
    assert (counter.total, counter.active, counter.limit) == (1, 1, 2)
    with pytest.raises(NotFound):
        vera.calendly.events.invitee(mine.event_id, theirs.invitee.id)
    openings = Openings(vera, clock, threads).between(seen.event.event_type, mine.start, mine.end)
    assert {one.invitees_remaining for one in openings} <= {1}


def test_a_visitor_cannot_cancel_a_group_for_the_others(visit, house, book, clock):
    vera = visit()
    mine = book(vera, "Product Demo")
    with pytest.raises(OthersInIt):
        vera.calendly.bookings.cancel(mine.event_id)
    canceled = Changes(vera, clock).cancel(mine.event_id)
    assert (canceled.outcome, canceled.fault) == (CancelOutcome.REFUSED, CancelFault.NOT_ALLOWED)
    assert house.calendly.events.get(mine.event_id).status == "active"


def test_a_place_in_a_group_that_was_given_up_by_the_link_is_over_for_the_visitor(visit, house, book, clock, threads):
    vera = visit()
    mine = book(vera, "Product Demo")
    assert requests.post(mine.cancel_url, data={"reason": "ill"}, timeout=10).ok
    assert Agenda(vera, clock, threads).upcoming().events == []
    (gone,) = Agenda(vera, clock, threads).page(Sought(status="canceled")).events
    assert (gone.id, gone.status) == (mine.event_id, "canceled")
