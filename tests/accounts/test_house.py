"""The operator's account, and how it is linked from the command line."""

import base64
import re

import pytest
import requests

from parley.accounts.house import NoHouse
from parley.accounts.house_cli import HouseDesk, Terminal
from parley.calendly.errors import CalendlyDown
from parley.calendly.scopes import EVERYTHING, READ_EVENTS
from parley.settings import Settings
from tests.support.desk import KEY, make_desk
from tests.support.sandbox import query_of


@pytest.fixture
def token(calendly) -> str:
    """A personal access token of Ben's."""
    answer = requests.post(f"{calendly.url}/_sandbox/tokens", json={"person": "ben"}, timeout=10)
    return answer.json()["access_token"]


class Operator:
    """Sits at the terminal, and signs in while the command waits."""

    def __init__(self, desk, clock, *, person: str | None = "ana", agrees: bool = True, token: str = "") -> None:
        self.desk, self.clock, self.person, self.heard = desk, clock, person, []
        self.asked: list[str] = []
        fixed = {"rasa_secret": "r" * 32, "actions_secret": "a" * 32, "keys": base64.b64encode(KEY).decode()}
        settings = Settings(_env_file=None, **fixed, house_token=token)
        terminal = Terminal(self.heard.append, lambda question: self.asked.append(question) or agrees, self.wait)
        self.commands = HouseDesk(settings, desk.accounts, terminal, clock)

    @property
    def screen(self) -> str:
        return "\n".join(self.heard)

    def wait(self, seconds: float) -> None:
        if self.person:
            ticket = re.search(r"/oauth/start\?t=(\S+)", self.screen)[1]
            consent = self.desk.connecting.begin(ticket, "browser")
            back = query_of(self.desk.sandbox.consent(consent, self.person))
            attempt = self.desk.linking.finish(back["state"], "browser")
            assert self.desk.connecting.complete(attempt, back["code"], live=False).code is None
            self.person = None
        else:
            self.clock.pass_(seconds=seconds * 60)


def test_without_a_house_account_everybody_is_for_themselves(desk):
    assert not desk.house.is_there()
    assert desk.house.mode(None) == "per-user"
    assert desk.house.mode("house") == "house"
    with pytest.raises(NoHouse, match="parley house link"):
        desk.house.account(READ_EVENTS)


def test_the_operator_links_an_account_and_visitors_can_be_served(desk, clock):
    operator = Operator(desk, clock)
    assert operator.commands.link() == 0
    assert operator.asked == ["Link Ana Keller (ana.keller@example.com) as the house account?"]
    assert "is the house account now" in operator.screen
    account = desk.house.account(EVERYTHING)
    assert (account.owner.name, account.calendly.current_user().name) == ("Ana Keller", "Ana Keller")
    assert desk.house.mode(None) == "both"
    assert desk.house.mode("per-user") == "per-user"


def test_an_account_that_the_operator_does_not_agree_to_is_not_linked(desk, clock):
    assert Operator(desk, clock, agrees=False).commands.link() == 1
    assert not desk.house.is_there()
    assert len(desk.revocations.due()) == 1


def test_waiting_for_a_sign_in_ends_with_the_ticket(desk, clock):
    operator = Operator(desk, clock, person=None)
    assert operator.commands.link() == 1
    assert "Nobody signed in" in operator.screen
    assert operator.asked == []


def test_a_sign_in_left_over_from_before_is_not_taken_for_this_one(desk, clock):
    house = desk.house.conversation()
    desk.connect(house, "ben", live=False)
    operator = Operator(desk, clock, person=None)
    assert operator.commands.link() == 1
    assert operator.asked == []


def test_another_account_takes_the_place_of_the_one_before(desk, clock):
    Operator(desk, clock, person="ana").commands.link()
    Operator(desk, clock, person="ben").commands.link()
    assert desk.house.account(EVERYTHING).owner.name == "Ben Ortiz"
    assert [one.owner.name for one in desk.access.accounts(desk.house.conversation().id)] == ["Ben Ortiz"]


def test_status_tells_whose_it_is_and_unlinking_ends_it(desk, clock):
    operator = Operator(desk, clock)
    assert operator.commands.status() == 1
    operator.commands.link()
    assert operator.commands.status() == 0
    assert "House account: Ana Keller (ana.keller@example.com), Europe/Berlin" in operator.screen
    assert operator.commands.unlink() == 0
    assert "Unlinked, and revoked at Calendly." in operator.screen
    assert not desk.house.is_there()
    assert operator.commands.unlink() == 1


def test_an_ended_house_account_is_the_operators_trouble(desk, clock):
    Operator(desk, clock).commands.link()
    house = desk.house.conversation()
    desk.oauth.revoke(desk.grants.of(house.principal_id).tokens.refresh_token)
    clock.pass_(hours=3)
    with pytest.raises(Exception, match="no longer accepts"):
        desk.house.account(READ_EVENTS).calendly.current_user()
    with pytest.raises(NoHouse, match="ended by Calendly"):
        desk.house.account(READ_EVENTS)


def test_a_house_account_without_the_scopes_says_so_to_nobody_but_the_log(desk, logs):
    desk.connect(desk.house.conversation())
    with pytest.raises(NoHouse, match="lacks scopes"):
        desk.house.account(EVERYTHING)
    assert "cannot be used" in logs.getvalue()


def test_a_personal_access_token_is_a_house_account_too_and_its_owner_is_read_once(database, calendly, clock, token):
    desk = make_desk(database, calendly, clock, house_token=token)
    assert desk.house.is_there()
    assert desk.house.mode(None) == "both"
    before = calendly.count("GET /users/me")
    assert [desk.house.account(EVERYTHING).owner.name for _ in range(3)] == ["Ben Ortiz"] * 3
    assert calendly.count("GET /users/me") - before == 1
    operator = Operator(desk, clock, token=token)
    assert operator.commands.status() == 0
    assert "PARLEY_HOUSE_TOKEN" in operator.screen


def test_a_personal_access_token_that_calendly_refuses_names_its_setting(database, calendly, clock):
    desk = make_desk(database, calendly, clock, house_token="over")
    with pytest.raises(NoHouse, match="PARLEY_HOUSE_TOKEN"):
        desk.house.account(READ_EVENTS)


def test_calendly_down_is_not_the_end_of_the_house(database, calendly, clock, token):
    desk = make_desk(database, calendly, clock, house_token=token)
    calendly.switch(status=503, paths=["/users/me"])
    with pytest.raises(CalendlyDown):
        desk.house.account(READ_EVENTS)
    calendly.well()
    assert desk.house.account(READ_EVENTS).owner.name == "Ben Ortiz"


def test_the_organizations_name_is_known_where_it_may_be_read(desk, clock):
    conversation = desk.meet()
    assert desk.connect(conversation).grant.owner.organization_name is None
    wider = desk.connect(conversation, scopes=READ_EVENTS | {"organizations:read"}).grant.owner
    assert wider.organization_name
    assert desk.access.owner(conversation.id) == wider
