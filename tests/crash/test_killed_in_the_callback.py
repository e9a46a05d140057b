"""A gateway killed at each step of the callback: the link is whole or not there, and the chat can go on."""

from dataclasses import dataclass

import pytest
from sqlalchemy import func, select

from parley.accounts.access import NeedsAccount
from parley.accounts.people import Conversation
from parley.calendly.scopes import READ_EVENTS
from parley.db.tables import grants, link_codes
from tests.crash.children import come_back, run
from tests.support.rasa import serving_rasa
from tests.support.sandbox import query_of

MOST_STEPS = 60


@pytest.fixture(scope="module")
def rasa():
    with serving_rasa() as rasa:
        yield rasa


@dataclass(frozen=True)
class Way:
    """Somebody who is about to come back from Calendly."""

    conversation: Conversation
    address: str
    cookies: dict[str, str]


@pytest.fixture
def on_the_way(desk, clock, calendly):
    """Give a function that takes a visitor of the web chat to the callback, in the chat's browser or in another."""

    def on_the_way(visitor: str, *, same_browser: bool) -> Way:
        clock.pass_(minutes=1)  # Calendly allows a person eight token calls a minute
        conversation = desk.meet(visitor)
        ticket = desk.linking.issue_ticket(conversation.id, READ_EVENTS)
        back = query_of(calendly.consent(desk.connecting.begin(ticket, "browser")))
        known = {"parley_visitor": desk.vault.sign("visitor cookie", conversation.address)} if same_browser else {}
        address = f"/oauth/callback?state={back['state']}&code={back['code']}"
        return Way(conversation, address, {"parley_link": "browser", **known})

    return on_the_way


@pytest.fixture
def visit(world, rasa, tmp_path):
    """Give a function that comes back in a gateway of its own, killed at a step or not."""

    def visit(way: Way, fatal: int | None = None):
        return run(come_back, world(), rasa.url, str(tmp_path), way.address, way.cookies, fatal=fatal)

    return visit


def is_linked(desk, conversation) -> bool:
    try:
        assert desk.access.account(conversation.id, READ_EVENTS).calendly.current_user().name == "Ana Keller"
    except NeedsAccount:
        return False
    return True


def states(desk, conversation) -> list[str]:
    query = select(grants.c.state).where(grants.c.principal_id == conversation.principal_id)
    with desk.database.read() as connection:
        return list(connection.execute(query).scalars())


def codes(desk, conversation) -> int:
    query = select(func.count()).where(link_codes.c.conversation_id == conversation.id)
    with desk.database.read() as connection:
        return connection.execute(query).scalar_one()


def test_in_the_chats_own_browser_the_link_is_whole_or_not_there(desk, on_the_way, visit, clock):
    steps = visit(on_the_way("undisturbed", same_browser=True)).steps
    assert {"after POST /oauth/token", "after GET /users/me"} <= set(steps)
    assert 8 <= len(steps) < MOST_STEPS
    linked = []
    for number, step in enumerate(steps, 1):
        way = on_the_way(step + str(number), same_browser=True)
        assert visit(way, fatal=number).killed, step
        assert states(desk, way.conversation) in ([], ["live"]), step
        if is_linked(desk, way.conversation):
            linked.append(step)
            clock.pass_(hours=3)  # and its refresh token is the right one
        else:
            desk.connect(way.conversation)
        assert is_linked(desk, way.conversation), step
    # From the commit of the grant on it is there; before it there is nothing.
    stored = next(
        at for at, step in enumerate(steps) if step.startswith("after the commit") and "INSERT grants" in step
    )
    assert linked == steps[stored:]
    assert visit(on_the_way("after all of them", same_browser=True)).answer == 200


def test_in_another_browser_nothing_is_live_and_no_waiting_grant_is_in_the_way(desk, on_the_way, visit):
    steps = visit(on_the_way("undisturbed", same_browser=False)).steps
    assert 8 <= len(steps) < MOST_STEPS
    for number, step in enumerate(steps, 1):
        way = on_the_way(step + str(number), same_browser=False)
        assert visit(way, fatal=number).killed, step
        assert not is_linked(desk, way.conversation), step
        assert set(states(desk, way.conversation)) <= {"waiting"}, step
        desk.connect(way.conversation, live=False)
        assert codes(desk, way.conversation) == 1, step
    assert visit(on_the_way("after all of them", same_browser=False)).answer == 200


def test_whatever_a_dead_gateway_left_half_done_is_swept_away(desk, on_the_way, visit, clock):
    """Killed between the grant and its code: tokens that nobody can agree to any more are given back."""
    way = on_the_way("swept", same_browser=False)
    steps = visit(on_the_way("undisturbed", same_browser=False)).steps
    stored = next(
        at for at, step in enumerate(steps) if step.startswith("after the commit") and "INSERT grants" in step
    )
    assert visit(way, fatal=stored + 1).killed
    assert states(desk, way.conversation) == ["waiting"]
    clock.pass_(hours=1)
    desk.sweep.sweep()
    assert states(desk, way.conversation) == []
    assert all(desk.revocations.carry_out(due) for due in desk.revocations.due())
