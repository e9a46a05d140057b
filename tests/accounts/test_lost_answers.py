"""A refresh whose answer was lost: probed by one call, and then honest."""

import pytest
import requests

from parley.accounts.access import WAIT_FOR_REFRESH
from parley.calendly.errors import CalendlyDown, ReconnectNeeded
from parley.calendly.scopes import READ_EVENTS
from parley.calendly.transport import TIMEOUTS
from tests.support.desk import all_at_once

TOKEN_CALL = "POST /oauth/token"


@pytest.fixture
def conversation(desk, clock):
    """A conversation with an account whose access token is over."""
    conversation = desk.meet()
    desk.connect(conversation)
    clock.pass_(hours=3)
    return conversation


@pytest.fixture
def calls(calendly, conversation):
    before = calendly.count(TOKEN_CALL)
    return lambda: calendly.count(TOKEN_CALL) - before


@pytest.fixture
def fault(calendly):
    """Arm a fault of the sandbox for its next call."""

    def arm(kind: str, **more: object) -> None:
        answer = requests.post(f"{calendly.url}/_sandbox/faults", json={"kind": kind, **more}, timeout=10)
        answer.raise_for_status()

    return arm


def who(desk, conversation) -> str:
    return desk.access.account(conversation.id, READ_EVENTS).calendly.current_user().name


def state(desk, conversation) -> str:
    return desk.grants.of(conversation.principal_id).state


def test_a_lost_answer_is_no_end_yet_and_the_next_call_finds_out_with_one_probe(desk, conversation, calls, fault):
    fault("lose_refresh_answer")
    with pytest.raises(CalendlyDown):
        who(desk, conversation)
    assert (state(desk, conversation), calls()) == ("live", 1)
    with pytest.raises(ReconnectNeeded):
        who(desk, conversation)
    assert (state(desk, conversation), calls()) == ("ended", 2)
    with pytest.raises(ReconnectNeeded):
        who(desk, conversation)
    assert calls() == 2


def test_a_probe_without_a_clear_answer_means_try_later(desk, conversation, calls, fault):
    fault("lose_refresh_answer")
    with pytest.raises(CalendlyDown):
        who(desk, conversation)
    fault("bad_gateway", paths=["/oauth/token"])
    with pytest.raises(CalendlyDown):
        who(desk, conversation)
    assert (state(desk, conversation), calls()) == ("live", 2)


def test_a_refresh_that_never_reached_calendly_succeeds_later(desk, conversation, fault):
    fault("drop", paths=["/oauth/token"])
    with pytest.raises(CalendlyDown):
        who(desk, conversation)
    assert who(desk, conversation) == "Ana Keller"


def test_twenty_at_once_after_a_lost_answer_share_one_probe(desk, conversation, calls, fault):
    fault("lose_refresh_answer")
    with pytest.raises(CalendlyDown):
        who(desk, conversation)
    outcomes = all_at_once(20, lambda: who(desk, conversation))
    assert all(isinstance(outcome, ReconnectNeeded) for outcome in outcomes)
    assert calls() == 2


def test_waiters_wait_as_long_as_the_holder_takes(desk, conversation, calls, fault):
    fault("slow", paths=["/oauth/token"], ms=1500)
    assert all_at_once(5, lambda: who(desk, conversation)) == ["Ana Keller"] * 5
    assert calls() == 1
    assert sum(TIMEOUTS) < WAIT_FOR_REFRESH


def test_an_account_unlinked_while_it_is_refreshed_leaves_no_tokens_alive(desk, conversation, monkeypatch):
    grant = desk.grants.of(conversation.principal_id)
    refresh, fresh = desk.oauth.refresh, []

    def unlink_meanwhile(token: str):
        fresh.append(refresh(token))
        desk.grants.unlink(conversation.principal_id, grant.id)
        return fresh[0]

    monkeypatch.setattr(desk.oauth, "refresh", unlink_meanwhile)
    with pytest.raises(ReconnectNeeded):
        who(desk, conversation)
    assert desk.oauth.introspect(fresh[0].refresh_token).active
    assert all(desk.revocations.carry_out(one) for one in desk.revocations.due())
    assert not desk.oauth.introspect(fresh[0].refresh_token).active


def test_ahead_of_time_the_present_token_serves_while_calendly_cannot_renew_it(desk, calendly, clock):
    conversation = desk.meet("early")
    desk.connect(conversation)
    clock.pass_(minutes=117)  # of 120
    requests.put(f"{calendly.url}/_sandbox/switches", json={"status": 503, "paths": ["/oauth/token"]}, timeout=10)
    assert who(desk, conversation)
