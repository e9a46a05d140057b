"""The workspaces that the app is installed in."""

import pytest
from sqlalchemy import select

from parley.accounts.rotation import Rotation
from parley.accounts.vault import Vault
from parley.db.tables import slack_workspaces
from parley.gateway.channels.slack.states import TEN_MINUTES, States
from parley.gateway.channels.slack.workspaces import Workspace, Workspaces

OLD, NEW = b"1" * 32, b"2" * 32
ACME = Workspace("T1", None, "xoxb-acme", "B1", "UBOT")
GROUP = Workspace("E1", "E1", "xoxb-group", "B2", "UBOT2")

pytestmark = pytest.mark.anyio


@pytest.fixture
def workspaces(database, clock):
    return Workspaces(database, Vault((OLD,)), clock)


async def test_the_workspace_that_installed_the_app_is_found_and_no_other(workspaces):
    await workspaces.save(ACME)
    assert await workspaces.of(None, "T1") == ACME
    assert await workspaces.of(None, "T2") is None
    assert await workspaces.of("E9", "T2") is None


async def test_an_organizations_installation_serves_its_workspaces_unless_they_have_their_own(workspaces):
    own = Workspace("T1", "E1", "xoxb-own", "B1", "UBOT")
    for one in (own, GROUP):
        await workspaces.save(one)
    assert await workspaces.of("E1", "T1") == own
    assert await workspaces.of("E1", "T2") == GROUP


async def test_installing_again_takes_the_place_of_the_installation_before(workspaces):
    await workspaces.save(ACME)
    await workspaces.save(Workspace("T1", None, "xoxb-newer", "B1", "UBOT"))
    assert (await workspaces.of(None, "T1")).bot_token == "xoxb-newer"


async def test_a_removed_workspace_is_gone_and_the_others_stay(workspaces):
    for one in (ACME, GROUP):
        await workspaces.save(one)
    await workspaces.remove("E1", "T1")
    assert await workspaces.of(None, "T1") is None
    assert await workspaces.of("E1", "T2") == GROUP


async def test_tokens_are_sealed_and_follow_the_keys(database, workspaces, clock):
    await workspaces.save(ACME)
    assert Rotation(database, Vault((NEW, OLD))).run().sealed == 1
    with database.read() as connection:
        assert b"xoxb" not in connection.execute(select(slack_workspaces.c.bot_token)).scalar_one()
    assert await Workspaces(database, Vault((NEW,)), clock).of(None, "T1") == ACME
    assert await Workspaces(database, Vault((b"3" * 32,)), clock).of(None, "T1") is None


async def test_a_state_is_good_once_and_for_ten_minutes(database, clock):
    states = States(database, Vault((OLD,)), clock)
    state, late = await states.async_issue(), await states.async_issue()
    assert await states.async_consume(state)
    assert not await states.async_consume(state)
    assert not await states.async_consume("guessed")
    clock.pass_(seconds=TEN_MINUTES.total_seconds())
    assert not await states.async_consume(late)
