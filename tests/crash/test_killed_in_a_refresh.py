"""A process killed at each step of a refresh: the link goes on with its new tokens, or has honestly ended."""

import pytest
from sqlalchemy import select

from parley.calendly.errors import CalendlyDown, ReconnectNeeded
from parley.calendly.scopes import READ_EVENTS
from parley.db.tables import grants
from tests.crash.children import ask, run
from tests.support.desk import all_at_once

TOKEN_CALL = "POST /oauth/token"
MOST_STEPS = 40


@pytest.fixture
def expired(desk, clock):
    """Give a function that returns a new conversation with Ana's account, its access token long over."""

    def expired(name: str):
        clock.pass_(minutes=1)  # Calendly allows a person eight token calls a minute
        conversation = desk.meet(name)
        desk.connect(conversation)
        clock.pass_(hours=3)
        return conversation

    return expired


@pytest.fixture
def steps(world, expired) -> list[str]:
    """The steps of a refresh that goes well, in their order."""
    conversation = expired("undisturbed")
    fate = run(ask, world(), conversation.id)
    assert (fate.killed, fate.answer) == (False, "Ana Keller")
    assert 5 < len(fate.steps) < MOST_STEPS
    assert f"after {TOKEN_CALL}" in fate.steps
    return fate.steps


def who(desk, conversation) -> str:
    return desk.access.account(conversation.id, READ_EVENTS).calendly.current_user().name


def state_of(desk, conversation) -> str:
    with desk.database.read() as connection:
        query = select(grants.c.state).where(grants.c.principal_id == conversation.principal_id)
        return connection.execute(query).scalar_one()


def test_at_each_step_the_link_is_whole_afterwards_or_has_honestly_ended(desk, world, expired, steps, clock, calendly):
    ended = []
    for number, step in enumerate(steps, 1):
        conversation = expired(step)
        before = calendly.count(TOKEN_CALL)
        assert run(ask, world(), conversation.id, fatal=number).killed, step
        sent = calendly.count(TOKEN_CALL) - before
        clock.pass_(minutes=2)  # whatever lease was held is over
        try:
            assert who(desk, conversation) == "Ana Keller", step
            goes_on(desk, conversation, clock, step)
        except ReconnectNeeded:
            assert sent == 1, f"killed {step}: nothing was spent, and yet the link has ended"
            assert state_of(desk, conversation) == "ended"
            ended.append(step)
        assert calendly.count(TOKEN_CALL) - before <= 3, step
        can_be_linked_anew(desk, conversation, step)
    # Between Calendly's answer and our commit the new pair is nowhere but in the dead process.
    answered = steps.index(f"after {TOKEN_CALL}")
    committed = next(at for at, step in enumerate(steps) if at > answered and step.startswith("after the commit"))
    assert ended == steps[answered:committed]


def goes_on(desk, conversation, clock, step: str) -> None:
    """Both tokens are of one pair: the next refresh works as well."""
    clock.pass_(hours=3)
    assert who(desk, conversation) == "Ana Keller", step


def can_be_linked_anew(desk, conversation, step: str) -> None:
    desk.connect(conversation)
    assert who(desk, conversation) == "Ana Keller", step


def test_a_lease_of_the_dead_is_waited_for_and_not_taken_for_the_end(
    desk, world, expired, steps, calendly, monkeypatch
):
    monkeypatch.setattr("parley.accounts.access.WAIT_FOR_REFRESH", 0.3)
    conversation = expired("waited for")
    first_commit = 1 + next(at for at, step in enumerate(steps) if step.startswith("after the commit"))
    assert run(ask, world(), conversation.id, fatal=first_commit).killed
    before = calendly.count(TOKEN_CALL)
    with pytest.raises(CalendlyDown):
        who(desk, conversation)
    assert calendly.count(TOKEN_CALL) == before
    assert state_of(desk, conversation) == "live"


def test_after_a_crash_many_processes_worth_of_threads_still_make_one_token_call(
    desk, world, expired, steps, clock, calendly
):
    conversation = expired("many")
    first_commit = 1 + next(at for at, step in enumerate(steps) if step.startswith("after the commit"))
    run(ask, world(), conversation.id, fatal=first_commit)
    clock.pass_(minutes=2)
    before = calendly.count(TOKEN_CALL)
    assert all_at_once(20, lambda: who(desk, conversation)) == ["Ana Keller"] * 20
    assert calendly.count(TOKEN_CALL) - before == 1
