"""One person, several Calendly accounts."""

import pytest

from parley.accounts.access import NeedsAccount
from parley.calendly.errors import ReconnectNeeded
from parley.calendly.scopes import EVERYTHING, READ_EVENTS


@pytest.fixture
def conversation(desk):
    return desk.meet()


@pytest.fixture
def both(desk, clock, conversation):
    """Ana's account, the default, and Ben's, in one person's hands."""
    ana = desk.connect(conversation, "ana").grant
    clock.pass_(minutes=1)
    return ana, desk.connect(conversation, "ben", scopes=EVERYTHING).grant


def who(desk, conversation, grant_id=None) -> str:
    return desk.access.account(conversation.id, READ_EVENTS, grant_id).calendly.current_user().name


def test_the_default_is_used_unless_another_is_named_for_once(desk, conversation, both):
    ana, ben = both
    assert [who(desk, conversation), who(desk, conversation, ben.id)] == ["Ana Keller", "Ben Ortiz"]
    assert [who(desk, conversation, ana.id), who(desk, conversation)] == ["Ana Keller", "Ana Keller"]


def test_another_default_is_used_from_then_on(desk, conversation, both):
    assert desk.access.make_default(conversation.id, both[1].id)
    assert who(desk, conversation) == "Ben Ortiz"
    assert desk.access.owner(conversation.id).name == "Ben Ortiz"


def test_somebody_elses_account_is_as_none(desk, conversation, both):
    stranger = desk.meet("stranger")
    for grant_id in (both[0].id, "made-up"):
        with pytest.raises(NeedsAccount) as needed:
            desk.access.account(stranger.id, READ_EVENTS, grant_id)
        assert not needed.value.linked
    assert not desk.access.make_default(stranger.id, both[0].id)
    assert desk.access.accounts(stranger.id) == []


def test_accounts_are_told_with_scopes_and_since_when(desk, clock, conversation, both):
    ana, ben = desk.access.accounts(conversation.id)
    assert (ana.owner.name, ana.scopes, ana.state, ana.is_default) == ("Ana Keller", READ_EVENTS, "live", True)
    assert (ben.owner.name, ben.scopes, ben.state, ben.is_default) == ("Ben Ortiz", EVERYTHING, "live", False)
    assert ben.since == clock()


def test_scopes_are_those_of_the_account_that_is_asked_for(desk, conversation, both):
    assert desk.access.account(conversation.id, EVERYTHING, both[1].id)
    with pytest.raises(NeedsAccount) as needed:
        desk.access.account(conversation.id, EVERYTHING)
    assert needed.value.linked


def test_an_ended_account_is_still_listed_and_the_other_goes_on(desk, conversation, both):
    desk.oauth.revoke(both[0].tokens.refresh_token)
    with pytest.raises(ReconnectNeeded):
        who(desk, conversation)
    assert [one.state for one in desk.access.accounts(conversation.id)] == ["ended", "live"]
    assert who(desk, conversation, both[1].id) == "Ben Ortiz"


def test_an_end_that_the_chat_has_told_is_not_told_again(desk, clock, conversation, both):
    desk.oauth.revoke(both[0].tokens.refresh_token)
    with pytest.raises(ReconnectNeeded):
        who(desk, conversation)
    clock.pass_(minutes=1)
    assert [one.grant_id for one in desk.grants.ended_untold()] == [both[0].id]
    desk.access.end_was_said(conversation.id)
    assert desk.grants.ended_untold() == []


def test_accounts_are_found_by_their_owners_words(desk, conversation, both):
    assert [one.id for one in desk.access.find(conversation.id, "ben.ortiz@example.com")] == [both[1].id]


def test_an_unlinked_account_is_gone_here_and_at_calendly_and_the_other_stays(desk, conversation, both):
    unlinked = desk.unlinking.unlink(conversation.id, both[0].id)
    assert ([one.name for one in unlinked.owners], unlinked.revoked) == (["Ana Keller"], True)
    assert not desk.oauth.introspect(both[0].tokens.refresh_token).active
    assert who(desk, conversation) == "Ben Ortiz"


def test_all_accounts_are_unlinked_at_once_with_what_was_on_its_way(desk, conversation, both):
    waiting = desk.connect(conversation, "noah", live=False)
    unlinked = desk.unlinking.unlink_all(conversation.id)
    assert ({one.name for one in unlinked.owners}, unlinked.revoked) == ({"Ana Keller", "Ben Ortiz", "Noah Reed"}, True)
    for grant in (*both, waiting.grant):
        assert not desk.oauth.introspect(grant.tokens.refresh_token).active
    assert desk.revocations.due() == []
    assert desk.unlinking.unlink_all(conversation.id) is None


def test_nobody_unlinks_somebody_elses_account(desk, conversation, both):
    assert desk.unlinking.unlink(desk.meet("stranger").id, both[0].id) is None
    assert who(desk, conversation) == "Ana Keller"


def test_an_account_unlinked_while_calendly_is_down_is_gone_here_and_revoked_later(
    desk, clock, calendly, conversation, both
):
    calendly.switch(status=503, paths=["/oauth/revoke"])
    unlinked = desk.unlinking.unlink(conversation.id, both[0].id)
    assert not unlinked.revoked
    assert [one.owner.name for one in desk.access.accounts(conversation.id)] == ["Ben Ortiz"]
    calendly.well()
    clock.pass_(minutes=1)
    assert [desk.revocations.carry_out(one) for one in desk.revocations.due()] == [True]
    assert not desk.oauth.introspect(both[0].tokens.refresh_token).active
