"""After the code: the chat names the account, and the person agrees to it or not."""

import pytest

from parley.accounts.access import NeedsAccount
from parley.accounts.codes import CodeCheck
from parley.calendly.scopes import EVERYTHING, READ_EVENTS


@pytest.fixture
def conversation(desk):
    return desk.meet(channel="rest")


def type_code(desk, conversation, person="ana", **more):
    """Sign in elsewhere and type the code in the chat."""
    connected = desk.connect(conversation, person, live=False, **more)
    assert desk.connecting.confirm(conversation, connected.code) == (CodeCheck.RIGHT, 0)
    return connected.grant


def who(desk, conversation) -> str:
    return desk.access.account(conversation.id, READ_EVENTS).calendly.current_user().name


def test_an_account_is_named_and_used_only_once_it_is_agreed_to(desk, conversation):
    type_code(desk, conversation)
    assert desk.connecting.named(conversation).email == "ana.keller@example.com"
    with pytest.raises(NeedsAccount):
        desk.access.account(conversation.id, READ_EVENTS)
    assert desk.connecting.agree(conversation).name == "Ana Keller"
    assert who(desk, conversation) == "Ana Keller"
    assert desk.connecting.named(conversation) is None


def test_agreeing_twice_links_once(desk, conversation):
    type_code(desk, conversation)
    assert desk.connecting.agree(conversation)
    assert desk.connecting.agree(conversation) is None
    assert len(desk.access.accounts(conversation.id)) == 1


def test_a_refused_account_is_gone_here_and_at_calendly(desk, conversation):
    tokens = type_code(desk, conversation).tokens
    assert desk.connecting.refuse(conversation).name == "Ana Keller"
    assert desk.connecting.agree(conversation) is None
    (revocation,) = desk.revocations.due()
    assert desk.revocations.carry_out(revocation)
    assert not desk.oauth.introspect(tokens.refresh_token).active


def test_nothing_can_be_agreed_to_or_refused_before_a_code_was_typed(desk, conversation):
    desk.connect(conversation, live=False)
    assert desk.connecting.named(conversation) is None
    assert desk.connecting.agree(conversation) is None
    assert desk.connecting.refuse(conversation) is None
    assert desk.access.accounts(conversation.id) == []


def test_nobody_agrees_for_somebody_else(desk, conversation):
    type_code(desk, conversation)
    stranger = desk.meet("stranger", channel="rest")
    assert desk.connecting.named(stranger) is None
    assert desk.connecting.agree(stranger) is None
    assert desk.connecting.refuse(stranger) is None
    assert desk.connecting.named(conversation)


def test_a_named_account_waits_half_an_hour(desk, clock, conversation):
    type_code(desk, conversation)
    clock.pass_(minutes=29, seconds=59)
    assert desk.connecting.named(conversation)
    clock.pass_(seconds=1)
    assert desk.connecting.named(conversation) is None
    assert desk.connecting.agree(conversation) is None


def test_refusing_more_access_keeps_the_link_there_is(desk, conversation):
    before = desk.connect(conversation).grant
    type_code(desk, conversation, scopes=EVERYTHING)
    desk.connecting.refuse(conversation)
    for revocation in desk.revocations.due():
        desk.revocations.carry_out(revocation)
    assert desk.grants.of(conversation.principal_id) == before
    assert who(desk, conversation) == "Ana Keller"


def test_agreeing_to_more_access_replaces_the_link_and_revokes_only_the_old_one(desk, conversation):
    before = desk.connect(conversation).grant
    after = type_code(desk, conversation, scopes=EVERYTHING)
    desk.connecting.agree(conversation)
    (revocation,) = desk.revocations.due()
    assert desk.revocations.carry_out(revocation)
    assert not desk.oauth.introspect(before.tokens.refresh_token).active
    assert desk.access.account(conversation.id, EVERYTHING).calendly.current_user().name == "Ana Keller"
    assert desk.grants.of(conversation.principal_id).id == after.id


def test_a_different_account_is_simply_another_one(desk, clock, conversation):
    desk.connect(conversation)
    clock.pass_(minutes=1)
    type_code(desk, conversation, "ben")
    desk.connecting.agree(conversation)
    accounts = desk.access.accounts(conversation.id)
    assert [(one.owner.name, one.is_default) for one in accounts] == [("Ana Keller", True), ("Ben Ortiz", False)]
    assert desk.revocations.due() == []


def test_finishing_in_the_chatting_browser_is_live_at_once(desk, conversation):
    assert desk.connect(conversation).grant.state == "live"
    assert desk.connecting.named(conversation) is None
