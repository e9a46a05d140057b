"""What was never finished goes, a bounded batch at a time."""

import pytest

from parley.accounts import sweep as sweep_module
from parley.accounts.linking import ExpiredLink, UnknownLink, UsedLink
from parley.accounts.sweep import Swept
from parley.calendly.scopes import READ_EVENTS


@pytest.fixture
def conversation(desk):
    return desk.meet(channel="rest")


def test_nothing_that_is_still_good_goes(desk, conversation):
    ticket = desk.linking.issue_ticket(conversation.id, READ_EVENTS)
    connected = desk.connect(conversation, live=False)
    assert desk.sweep.sweep() == Swept(0, 0, 0)
    assert desk.linking.look_at_ticket(ticket)
    desk.connecting.confirm(conversation, connected.code)
    assert desk.connecting.agree(conversation)


def test_links_are_known_as_used_or_expired_for_a_day_and_unknown_after(desk, clock, conversation):
    used = desk.linking.issue_ticket(conversation.id, READ_EVENTS)
    _, state = desk.linking.start(used, "browser")
    unused = desk.linking.issue_ticket(conversation.id, READ_EVENTS)
    clock.pass_(hours=24)
    assert desk.sweep.sweep() == Swept(0, 0, 0)
    for ticket, problem in ((used, UsedLink), (unused, ExpiredLink)):
        with pytest.raises(problem):
            desk.linking.look_at_ticket(ticket)
    clock.pass_(minutes=31)
    assert desk.sweep.sweep() == Swept(2, 1, 0)
    with pytest.raises(UnknownLink):
        desk.linking.finish(state, "browser")


def test_grants_that_nobody_confirmed_or_agreed_to_go_with_their_codes_into_revocation(desk, clock, conversation):
    named, waiting = desk.meet("named"), conversation
    desk.connecting.confirm(named, desk.connect(named, live=False).code)
    code = desk.connect(waiting, "ben", live=False).code
    live = desk.connect(desk.meet("live")).grant
    clock.pass_(minutes=30)
    assert desk.sweep.sweep().grants == 2
    assert len(desk.revocations.due()) == 2
    assert desk.connecting.confirm(waiting, code)[0].value == "not_waiting"
    assert desk.grants.of(live.principal_id) == live


def test_a_full_batch_says_that_there_may_be_more(desk, clock, conversation, monkeypatch):
    monkeypatch.setattr(sweep_module, "BATCH", 2)
    for _ in range(3):
        desk.linking.issue_ticket(conversation.id, READ_EVENTS)
    clock.pass_(days=2)
    first, second = desk.sweep.sweep(), desk.sweep.sweep()
    assert (first.tickets, first.is_partial) == (2, True)
    assert (second.tickets, second.is_partial) == (1, False)
