"""An operation is done with the account that was shown, whatever becomes of the person's accounts meanwhile."""

import pytest

from parley.accounts.access import NeedsAccount
from parley.calendly.scopes import EVERYTHING
from parley.scheduling.outcomes import Booked


@pytest.fixture
def shown(office):
    """A booking agreed on in Ana's account."""
    request = office.request()
    return office.front.hand_in(office.conversation.id, "key", lambda: request, owner=office.account.owner.uri)


def test_a_new_default_changes_nothing(office, desk, shown):
    ben = desk.connect(office.conversation, "ben", scopes=EVERYTHING).grant
    assert desk.access.make_default(office.conversation.id, ben.id)
    assert office.operator.carry_out(shown.id)
    booked = office.now(shown).outcome
    assert isinstance(booked, Booked)
    assert office.account.calendly.events.get(booked.event_id).status == "active"


def test_linked_anew_it_is_the_same_account(office, desk, shown):
    desk.connect(office.conversation, "ana", scopes=EVERYTHING)
    assert office.operator.carry_out(shown.id)
    assert isinstance(office.now(shown).outcome, Booked)


def test_unlinked_it_is_missed_and_not_replaced_by_another(office, desk, shown, posts):
    desk.connect(office.conversation, "ben", scopes=EVERYTHING)
    mine = next(one for one in desk.access.accounts(office.conversation.id) if one.owner == office.account.owner)
    desk.unlinking.unlink(office.conversation.id, mine.id)
    assert office.operator.carry_out(shown.id)
    assert isinstance(office.now(shown).outcome.problem(), NeedsAccount)
    assert posts() == 0


def test_begun_again_it_is_still_that_one(office, desk, calendly, shown):
    calendly.switch(status=503)
    office.operator.carry_out(shown.id)
    calendly.well()
    ben = desk.connect(office.conversation, "ben", scopes=EVERYTHING).grant
    desk.access.make_default(office.conversation.id, ben.id)
    again = office.front.hand_in(office.conversation.id, "key", lambda: shown.request, owner="another")
    assert (again.attempt, again.owner) == (2, office.account.owner.uri)
    assert office.operator.carry_out(again.id)
    assert isinstance(office.now(again).outcome, Booked)
