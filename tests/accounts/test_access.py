"""From a conversation to the person's Calendly, with tokens that stay fresh by one refresh at a time."""

from datetime import timedelta

import pytest

from parley.accounts.access import NeedsAccount
from parley.accounts.grants import REFRESH_LEASE
from parley.accounts.people import UnknownConversation
from parley.calendly.errors import CalendlyDown, ReconnectNeeded
from parley.calendly.oauth import Tokens
from parley.calendly.scopes import READ_EVENTS
from tests.support.desk import OTHER_KEY, all_at_once, make_desk

TOKEN_CALL, ME = "POST /oauth/token", "GET /users/me"


@pytest.fixture
def conversation(desk):
    return desk.meet()


@pytest.fixture
def linked(desk, conversation):
    """A conversation with Ana's account, from here on counting calls."""
    desk.connect(conversation)
    return conversation


@pytest.fixture
def calls(calendly, linked):
    before = calendly.counts()
    return lambda name: calendly.count(name) - before.get(name, 0)


def who(desk, conversation) -> str:
    return desk.access.account(conversation.id, READ_EVENTS).calendly.current_user().name


def tokens_of(desk, conversation) -> Tokens:
    return desk.grants.of(conversation.principal_id).tokens


def test_an_account_is_asked_for_with_the_scopes_that_are_needed(desk, conversation):
    with pytest.raises(NeedsAccount) as needed:
        desk.access.account(conversation.id, READ_EVENTS)
    assert (needed.value.scopes, needed.value.linked) == (READ_EVENTS, False)


def test_a_missing_scope_is_asked_for_on_top_of_those_allowed(desk, linked):
    with pytest.raises(NeedsAccount) as needed:
        desk.access.account(linked.id, frozenset({"event_types:read"}))
    assert needed.value.scopes == READ_EVENTS | {"event_types:read"}
    assert needed.value.linked


def test_a_waiting_account_does_not_count(desk, conversation):
    desk.connect(conversation, live=False)
    assert desk.access.owner(conversation.id) is None
    with pytest.raises(NeedsAccount):
        desk.access.account(conversation.id, READ_EVENTS)


def test_a_conversation_that_does_not_exist_opens_nothing(desk, linked):
    with pytest.raises(UnknownConversation):
        desk.access.account("made-up", READ_EVENTS)


def test_one_persons_account_is_not_another_persons(desk, linked):
    with pytest.raises(NeedsAccount):
        desk.access.account(desk.meet("somebody else").id, READ_EVENTS)


def test_a_good_token_is_used_as_it_is(desk, linked, calls):
    assert desk.access.owner(linked.id).name == "Ana Keller"
    assert who(desk, linked) == "Ana Keller"
    assert (calls(ME), calls(TOKEN_CALL)) == (1, 0)


def test_a_token_that_ends_within_five_minutes_is_refreshed_first(desk, clock, linked, calls):
    before = tokens_of(desk, linked)
    clock.pass_(minutes=115, seconds=1)
    assert who(desk, linked) == "Ana Keller"
    assert (calls(TOKEN_CALL), calls(ME)) == (1, 1)
    after = tokens_of(desk, linked)
    assert after.access_token != before.access_token
    assert after.refresh_token != before.refresh_token


def test_a_token_with_more_than_six_minutes_left_is_not_refreshed(desk, clock, linked, calls):
    clock.pass_(minutes=113, seconds=59)
    who(desk, linked)
    assert calls(TOKEN_CALL) == 0


def test_thirty_threads_on_one_expired_grant_make_one_token_call(desk, clock, linked, calls):
    clock.pass_(hours=3)
    names = all_at_once(30, lambda: who(desk, linked))
    assert names == ["Ana Keller"] * 30
    assert calls(TOKEN_CALL) == 1


def test_thirty_threads_refused_with_one_token_make_one_token_call(desk, calendly, linked, calls):
    calendly.expire()
    names = all_at_once(30, lambda: who(desk, linked))
    assert names == ["Ana Keller"] * 30
    assert calls(TOKEN_CALL) == 1


def test_a_token_that_calendly_expired_early_costs_one_refresh_and_one_more_try(desk, calendly, linked, calls):
    calendly.expire()
    assert who(desk, linked) == "Ana Keller"
    assert (calls(TOKEN_CALL), calls(ME)) == (1, 2)


def test_one_account_object_goes_on_with_its_new_token(desk, calendly, linked, calls):
    account = desk.access.account(linked.id, READ_EVENTS)
    calendly.expire()
    for _ in range(3):
        account.calendly.current_user()
    assert (calls(TOKEN_CALL), calls(ME)) == (1, 4)


def test_a_lost_lease_is_waited_for_and_then_taken_over(desk, clock, linked, calls, monkeypatch):
    monkeypatch.setattr("parley.accounts.access.WAIT_FOR_REFRESH", 0.3)
    clock.pass_(hours=3)
    assert desk.grants.lease_refresh(desk.grants.of(linked.principal_id))  # and its process dies
    with pytest.raises(CalendlyDown):
        who(desk, linked)
    assert calls(TOKEN_CALL) == 0
    clock.now += REFRESH_LEASE + timedelta(seconds=1)
    assert who(desk, linked) == "Ana Keller"
    assert calls(TOKEN_CALL) == 1


def test_a_grant_that_calendly_ended_needs_the_person_and_is_never_asked_about_again(desk, calendly, linked, calls):
    desk.oauth.revoke(tokens_of(desk, linked).refresh_token)
    for _ in range(3):
        with pytest.raises(ReconnectNeeded):
            who(desk, linked)
    assert calls(TOKEN_CALL) == 1
    assert desk.grants.of(linked.principal_id).state == "ended"
    assert desk.access.owner(linked.id) is None


def test_thirty_threads_on_an_ended_grant_all_learn_it_from_one_token_call(desk, clock, linked, calls):
    desk.oauth.revoke(tokens_of(desk, linked).refresh_token)
    clock.pass_(hours=3)
    outcomes = all_at_once(30, lambda: who(desk, linked))
    assert all(isinstance(outcome, ReconnectNeeded) for outcome in outcomes)
    assert calls(TOKEN_CALL) == 1


def test_linking_again_revives_an_ended_grant(desk, linked):
    desk.oauth.revoke(tokens_of(desk, linked).refresh_token)
    with pytest.raises(ReconnectNeeded):
        who(desk, linked)
    desk.connect(linked)
    assert who(desk, linked) == "Ana Keller"


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_tokens_are_kept_while_calendly_is_down(desk, calendly, clock, linked, calls, status):
    before = tokens_of(desk, linked)
    clock.pass_(hours=3)
    calendly.switch(status=status, paths=["/oauth/token"])
    with pytest.raises(CalendlyDown):
        who(desk, linked)
    assert tokens_of(desk, linked) == before
    calendly.well()
    assert who(desk, linked) == "Ana Keller"


def test_a_refused_application_does_not_end_the_persons_grant(desk, calendly, clock, linked):
    clock.pass_(hours=3)
    calendly.switch(status=401, paths=["/oauth/token"])
    with pytest.raises(CalendlyDown):
        who(desk, linked)
    assert desk.grants.of(linked.principal_id).state == "live"


def test_a_call_under_way_goes_on_with_the_account_linked_anew_meanwhile(desk, calendly, linked, calls):
    account = desk.access.account(linked.id, READ_EVENTS)
    calendly.expire()
    desk.connect(linked)
    assert account.calendly.current_user().name == "Ana Keller"
    assert calls(TOKEN_CALL) == 1  # the new link's own


def test_a_call_under_way_ends_with_the_link(desk, calendly, linked):
    account = desk.access.account(linked.id, READ_EVENTS)
    calendly.expire()
    desk.grants.unlink_all(linked.principal_id)
    with pytest.raises(ReconnectNeeded):
        account.calendly.current_user()


def test_a_call_under_way_never_goes_on_in_another_persons_calendar(desk, calendly, linked):
    account = desk.access.account(linked.id, READ_EVENTS)
    calendly.expire()
    desk.grants.unlink_all(linked.principal_id)
    desk.connect(linked, "ben")
    with pytest.raises(ReconnectNeeded):
        account.calendly.current_user()


def test_a_link_whose_key_is_gone_is_offered_anew(desk, linked, clock):
    with_another_key = make_desk(desk.database, desk.sandbox, clock, keys=(OTHER_KEY,))
    assert with_another_key.access.owner(linked.id) is None
    with pytest.raises(ReconnectNeeded):
        with_another_key.access.account(linked.id, READ_EVENTS)
    with_another_key.connect(linked)
    assert who(with_another_key, linked) == "Ana Keller"
