"""Every write that Calendly tells of again is noted before it is sent."""

import pytest

from parley.accounts.footprints import changed
from parley.calendly.errors import CalendlyError
from parley.calendly.scopes import CHANGE

BOOKING = {"tracking": {"utm_source": "parley", "utm_content": "key-of-a-booking"}}


@pytest.mark.parametrize(
    ("call", "thing"),
    [
        (("POST", "/invitees", BOOKING), "key-of-a-booking"),
        (("POST", "/invitees", {}), None),
        (("POST", "/scheduled_events/E%201/cancellation", {}), "E 1"),
        (("POST", "/invitee_no_shows", {"invitee": "https://x/invitees/I"}), "https://x/invitees/I"),
        (("DELETE", "/invitee_no_shows/M", {}), "M"),
        (("DELETE", "/webhook_subscriptions/W", {}), None),
        (("POST", "/scheduling_links", {"owner": "x"}), None),
    ],
)
def test_what_a_write_changes_is_known(call, thing):
    assert changed(*call) == thing


def test_a_cancelling_is_noted_even_when_its_answer_is_lost(desk, calendly):
    conversation = desk.meet("ana")
    desk.connect(conversation, scopes=CHANGE)
    account = desk.access.account(conversation.id, CHANGE)
    event = account.calendly.scheduled_events(user=account.owner.uri, starting_after=desk.transport.now(), limit=1)[0]
    calendly.arm({"kind": "commit_then_500", "paths": ["/scheduled_events"]})
    with pytest.raises(CalendlyError):
        account.calendly.bookings.cancel(event.id, None)
    assert desk.access.footprints.whose(account.owner.uri, {event.id}) == conversation.principal_id


def test_footprints_go_after_a_year_and_with_the_person(desk, clock):
    conversation = desk.meet("ana")
    desk.access.footprints.note(conversation.principal_id, "owner", "thing")
    clock.pass_(days=365)
    assert desk.access.footprints.sweep() == 0
    clock.pass_(days=2)
    assert desk.access.footprints.sweep() == 1


def test_the_last_one_to_change_a_thing_is_who_did_it(desk):
    first, second = desk.meet("one").principal_id, desk.meet("two").principal_id
    for person in (first, second):
        desk.access.footprints.note(person, "owner", "thing")
    assert desk.access.footprints.whose("owner", {"thing", "another"}) == second
    assert desk.access.footprints.whose("somebody else", {"thing"}) is None
