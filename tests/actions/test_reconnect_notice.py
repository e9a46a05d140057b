"""An account that Calendly ended is told about unasked, and not when it was linked again meanwhile."""

import pytest

from parley.accounts.access import NeedsAccount
from parley.calendly.errors import ReconnectNeeded
from parley.calendly.scopes import READ_EVENTS

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.fixture
def ended(desk, calendly, clock):
    """Somebody whose account Calendly ended."""
    conversation = desk.meet("ended", channel="rest")
    connected = desk.connect(conversation)
    desk.oauth.revoke(connected.grant.tokens.refresh_token)
    clock.pass_(hours=3)
    with pytest.raises((ReconnectNeeded, NeedsAccount)):
        desk.access.account(conversation.id, READ_EVENTS).calendly.current_user()
    return conversation


def test_the_notice_names_the_account_and_asks_for_what_it_allowed(server, ended):
    said = server.run("action_reconnect_notice", ended.id, "EXTERNAL_reconnect")
    assert said.names == ["utter_reconnect_notice"]
    assert (said.last["email"], said.last["scopes"]) == ("ana.keller@example.com", "scheduled_events:read users:read")


def test_whoever_linked_again_meanwhile_is_told_nothing(server, desk, ended):
    desk.connect(ended)
    assert server.run("action_reconnect_notice", ended.id, "EXTERNAL_reconnect").names == []
