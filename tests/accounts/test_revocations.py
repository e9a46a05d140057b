"""What is dropped here is ended at Calendly, in the end."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from parley.accounts.codes import TRIES
from parley.accounts.revocations import KEEP_TRYING
from parley.calendly.errors import CalendlyDown
from parley.db.tables import revocations
from tests.support.desk import OTHER_KEY, make_desk


@pytest.fixture
def conversation(desk):
    return desk.meet(channel="rest")


@pytest.fixture
def dropped(desk, conversation):
    """The tokens of an account that was just dropped, and its revocation."""
    grant = desk.connect(conversation).grant
    (one,) = desk.grants.unlink(conversation.principal_id, grant.id)
    return grant.tokens, one.revocation_id


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def replace_it(desk, clock, conversation) -> None:
    desk.connect(conversation)


def never_confirm_it(desk, clock, conversation) -> None:
    clock.pass_(minutes=30)
    assert desk.sweep.sweep().grants == 1


def type_the_code_too_late(desk, clock, conversation) -> None:
    clock.pass_(minutes=10)
    desk.connecting.confirm(conversation, "000000")


def sign_in_once_more(desk, clock, conversation) -> None:
    desk.connect(conversation, live=False)


@pytest.mark.parametrize(
    ("live", "end"),
    [
        (True, replace_it),
        (False, never_confirm_it),
        (False, type_the_code_too_late),
        (False, sign_in_once_more),
    ],
)
def test_whatever_makes_a_grant_go_leaves_it_to_be_revoked(desk, clock, conversation, live, end):
    tokens = desk.connect(conversation, live=live).grant.tokens
    end(desk, clock, conversation)
    (revocation,) = desk.revocations.due()
    assert desk.oauth.introspect(tokens.refresh_token).active
    assert desk.revocations.carry_out(revocation)
    assert not desk.oauth.introspect(tokens.refresh_token).active
    assert desk.revocations.due() == []


def test_a_code_out_of_tries_leaves_its_grant_to_be_revoked(desk, conversation):
    connected = desk.connect(conversation, live=False)
    for _ in range(TRIES):
        desk.connecting.confirm(conversation, wrong(connected.code))
    (revocation,) = desk.revocations.due()
    assert desk.revocations.carry_out(revocation)
    assert not desk.oauth.introspect(connected.grant.tokens.refresh_token).active


def test_a_replaced_account_goes_on_by_its_new_tokens_after_the_old_ones_were_revoked(desk, clock, conversation):
    desk.connect(conversation)
    new = desk.connect(conversation).grant
    for revocation in desk.revocations.due():
        desk.revocations.carry_out(revocation)
    assert desk.oauth.introspect(new.tokens.refresh_token).active
    clock.pass_(hours=3)
    assert desk.access.fresh(new).generation == 1


def test_what_is_revoked_twice_or_was_never_there_is_done(desk, calendly, dropped):
    assert [desk.revocations.carry_out(dropped[1]) for _ in range(2)] == [True, True]
    assert desk.revocations.carry_out("made-up")
    assert calendly.count("POST /oauth/revoke") == 1


def test_a_revocation_that_failed_is_due_again_after_pauses_that_grow_to_an_hour(desk, calendly, clock, dropped):
    calendly.switch(status=503, paths=["/oauth/revoke"])
    pauses = []
    for _ in range(8):
        assert not desk.revocations.carry_out(dropped[1])
        start = clock()
        while not desk.revocations.due():
            clock.pass_(seconds=30)
        pauses.append((clock() - start) / timedelta(minutes=1))
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_revocation_is_given_up_after_a_week_and_said(desk, clock, logs, dropped):
    clock.now += KEEP_TRYING - timedelta(seconds=1)
    assert desk.revocations.give_up() == 0
    clock.pass_(seconds=1)
    assert desk.revocations.give_up() == 1
    assert desk.revocations.due() == []
    assert "gave up revoking" in logs.getvalue()


def test_a_token_that_waits_to_be_revoked_is_sealed_in_its_own_place(desk, dropped):
    with desk.database.read() as connection:
        row = connection.execute(select(revocations)).one()
    assert dropped[0].refresh_token.encode() not in row.refresh_token
    with desk.database.write() as connection:
        connection.execute(update(revocations).values(id="elsewhere"))
    assert desk.revocations.carry_out("elsewhere")  # it does not open: nothing can be done with it
    assert desk.oauth.introspect(dropped[0].refresh_token).active


def test_a_grant_whose_key_is_gone_goes_all_the_same(desk, clock, conversation, logs):
    grant = desk.connect(conversation).grant
    with_another_key = make_desk(desk.database, desk.sandbox, clock, keys=(OTHER_KEY,))
    (one,) = with_another_key.grants.unlink(conversation.principal_id, grant.id)
    assert one.revocation_id is None
    assert desk.access.accounts(conversation.id) == []
    assert "without being revoked" in logs.getvalue()


def test_tokens_that_were_never_stored_are_revoked_once_calendly_answers_again(desk, calendly, clock, conversation):
    calendly.switch(status=503, paths=["/users/me", "/oauth/revoke"])
    with pytest.raises(CalendlyDown):
        desk.connect(conversation)
    calendly.well()
    clock.pass_(minutes=1)
    assert [desk.revocations.carry_out(one) for one in desk.revocations.due()] == [True]
    assert desk.access.accounts(conversation.id) == []
