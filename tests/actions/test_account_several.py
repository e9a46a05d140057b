"""Several accounts: listed, told apart, switched between, and let go."""

import pytest

from actions.account.naming import accounts_in, named_in
from parley.accounts.access import NeedsAccount
from parley.calendly.errors import ReconnectNeeded
from parley.calendly.scopes import EVERYTHING, READ_EVENTS
from tests.support.actions import call
from tests.support.talking import Talk

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
ANA, BEN = "ana.keller@example.com", "ben.ortiz@example.com"


@pytest.fixture
def both(desk, clock):
    """Somebody with Ana's account, the default, and Ben's."""
    conversation = desk.meet("both")
    for person in ("ana", "ben"):
        desk.connect(conversation, person)
        clock.pass_(minutes=1)
    return conversation.id


def ids(desk, conversation):
    return {one.owner.email: one.id for one in desk.access.accounts(conversation)}


def default(desk, conversation):
    return desk.access.owner(conversation).email


def test_a_second_account_is_said_to_be_another_one(server, desk, both):
    said = server.run("action_account_linked", both, "EXTERNAL_account_linked")
    assert said.names == ["utter_linked_another"]
    assert (said.last["email"], said.last["default"]) == (BEN, ANA)
    assert ids(desk, both)[BEN] in said.last["buttons"][0]["payload"]


def test_all_accounts_are_listed_with_the_default(server, both):
    said = server.run("action_account_status", both, "account_status", "which accounts are connected?")
    first, second = said.last["events"].splitlines()
    assert ANA in first
    assert BEN in second
    assert "default" in first
    assert "default" not in second


def test_an_answer_says_which_of_several_accounts_it_is_from(server, both):
    said = server.run("action_list_events", both, text="what's on?")
    assert said.names == ["utter_in_account", "utter_more_events"]
    assert said.responses[0]["email"] == ANA


def test_a_request_that_names_an_account_is_answered_from_it_alone(server, desk, both):
    said = server.run("action_list_events", both, text=f"what's on in my {BEN} calendar?")
    assert said.responses[0]["email"] == BEN
    assert said.slots["shown_account"] == ids(desk, both)[BEN]
    assert default(desk, both) == ANA
    after = server.run("action_get_invitees", both, "get_invitees", "who comes to the first?", slots=said.slots)
    assert after.responses[0]["email"] == BEN


@pytest.mark.parametrize(
    "text", ["use ben", f"switch to {BEN}", "make the ortiz one my default", "use my other account"]
)
def test_an_account_is_made_the_default_by_name(server, desk, both, text):
    assert server.run("action_switch_account", both, "switch_account", text).names == ["utter_switched"]
    assert default(desk, both) == BEN


def test_which_account_is_asked_when_none_is_named(server, desk, both):
    said = server.run("action_switch_account", both, "switch_account", "use my work account")
    assert said.followups == ["which_form"]
    assert default(desk, both) == ANA


def test_another_persons_account_in_a_payload_is_none(server, desk, both):
    theirs = desk.meet("theirs")
    desk.connect(theirs, "noah")
    (grant,) = ids(desk, theirs.id).values()
    for action, intent in (("action_switch_account", "switch_account"), ("validate_unlink_form", "disconnect_account")):
        body = call(action, both, intent, f'/{intent}{{"choice": "{grant}"}}', entities={"choice": grant})
        body["tracker"]["latest_message"]["named"] = True
        assert server.post(body).status_code == 200
    assert default(desk, both) == ANA
    assert len(desk.access.accounts(both)) == 2
    assert desk.access.owner(theirs.id)


def unlink(server, conversation, *grants):
    task = {"draft": {"ids": list(grants), "confirmed": True}, "whole": True}
    return server.run("action_unlink", conversation, "affirm", slots={"unlinking": task})


def test_unlinking_the_default_says_which_one_is_it_now(server, desk, both):
    said = unlink(server, both, ids(desk, both)[ANA])
    assert said.names == ["utter_unlinked", "utter_default_left"]
    assert (said.responses[0]["accounts"], said.last["email"]) == (ANA, BEN)


def test_unlinking_again_because_the_answer_got_lost_says_that_it_is_unlinked(server, desk, both):
    ana = ids(desk, both)[ANA]
    unlink(server, both, ana)
    assert unlink(server, both, ana).names == ["utter_already_unlinked"]


def test_unlinking_all_leaves_nothing(server, desk, both):
    said = unlink(server, both, *ids(desk, both).values())
    assert (said.names, said.last["accounts"]) == (["utter_unlinked"], f"{ANA} and {BEN}")
    assert desk.access.accounts(both) == []


def test_unlinking_while_calendly_is_away_is_honest(server, desk, both, calendly):
    calendly.switch(status=503, paths=["/oauth/revoke"])
    assert unlink(server, both, ids(desk, both)[BEN]).names == ["utter_unlinked_here", "utter_default_stays"]
    assert len(desk.access.accounts(both)) == 1


def test_nothing_is_unlinked_without_a_yes(server, desk, both):
    task = {"draft": {"ids": list(ids(desk, both).values()), "kept": True}, "whole": True}
    said = server.run("action_unlink", both, "deny", slots={"unlinking": task})
    assert said.names == ["utter_unlinking_kept"]
    assert len(desk.access.accounts(both)) == 2


def test_an_end_that_was_said_in_the_chat_is_not_told_again(server, desk, calendly, clock):
    conversation = desk.meet("ended")
    connected = desk.connect(conversation)
    desk.oauth.revoke(connected.grant.tokens.refresh_token)
    clock.pass_(hours=3)
    with pytest.raises((ReconnectNeeded, NeedsAccount)):
        desk.access.account(conversation.id, READ_EVENTS).calendly.current_user()
    clock.pass_(minutes=2)
    assert len(desk.grants.ended_untold()) == 1
    assert server.run("action_list_events", conversation.id).names == ["utter_reconnect"]
    assert desk.grants.ended_untold() == []


def test_what_is_missing_is_said_with_its_reason(server, narrow):
    said = server.run("action_list_events", narrow)
    assert said.names == ["utter_more_access"]
    assert "Your scheduled events and their invitees, so that" in said.last["summary"]
    assert "time zone" not in said.last["summary"]


def test_after_a_no_to_more_access_the_bot_says_what_still_works(server, ana):
    said = server.run("action_link_not_made", ana, "EXTERNAL_link_denied")
    assert (said.names, said.last["email"]) == (["utter_access_declined"], ANA)
    assert "what's on" in said.last["summary"]


def test_words_name_accounts(desk, both):
    accounts = desk.access.accounts(both)
    ana, ben = accounts
    assert accounts_in("the one of ben", accounts) == [ben]
    assert accounts_in("example", accounts) == [ana, ben]
    assert accounts_in("hello there", accounts) == []
    assert named_in("what's on in my ben calendar next week?", accounts) == (ben.id, "what's on next week?")
    assert named_in(f"meetings on {BEN} tomorrow", accounts) == (ben.id, "meetings tomorrow")
    assert named_in(f"meetings with {BEN} tomorrow", accounts)[0] is None
    assert named_in("what's on in my ben calendar", [ben]) == (None, "what's on in my ben calendar")


@pytest.fixture
def cancelling(server, desk, clock):
    """Somebody with both accounts who was shown what would be cancelled in Ana's, the default."""
    conversation = desk.meet("cancels")
    for person in ("ana", "ben"):
        desk.connect(conversation, person, scopes=EVERYTHING)
        clock.pass_(minutes=1)
    talk = Talk(server, conversation.id, "cancel_form", "cancellation", "cancel_event")
    talk.begin("cancel my next meeting")
    talk.hear("no", "deny", 0.99)
    assert talk.ask().names[-1].startswith("utter_confirm_cancelling")
    return talk


def test_what_was_shown_in_one_account_is_done_there_though_another_is_the_default_by_then(cancelling, desk):
    talk, both = cancelling, cancelling.conversation
    (event,) = talk.task["draft"]["ids"]
    assert desk.access.make_default(both, ids(desk, both)[BEN])
    assert talk.hear("yes", "affirm", 0.99).followups == ["action_cancel"]
    assert talk.do("action_cancel").names[-1] == "utter_canceled"
    ana = desk.access.account(both, READ_EVENTS, ids(desk, both)[ANA])
    assert ana.calendly.events.get(event).status == "canceled"


def test_the_next_task_is_about_the_default_again(cancelling, desk):
    talk, both = cancelling, cancelling.conversation
    desk.access.make_default(both, ids(desk, both)[BEN])
    talk.slots["cancellation"] = None
    said = talk.begin("cancel my next meeting")
    assert (said.responses[0]["response"], said.responses[0]["email"]) == ("utter_in_account", BEN)
