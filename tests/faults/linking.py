"""Links accounts as the callback of a sign-in does, before anything is broken."""

from collections.abc import Collection, Mapping
from urllib.parse import parse_qs, parse_qsl, urlsplit

from sqlalchemy import func, select

from parley.accounts.parts import Accounts, make_accounts
from parley.accounts.vault import Vault
from parley.calendly.oauth import OAuth, OAuthApp
from parley.calendly.scopes import CATALOGUE
from parley.calendly.transport import Transport, make_session
from parley.clock import system_clock
from parley.db.engine import connect
from parley.db.tables import conversations, grants, subscriptions
from parley.settings import PREFIX, Settings
from tests.support import plain
from tests.support.waiting import until


def link(values: Mapping[str, str], hosts: Mapping[str, str]) -> dict[str, str]:
    """Link each host's account, with every scope, to the REST client's sender `client:sender` that it is given for.

    Return the ids of their conversations, by host.
    """
    settings = _settings(values)
    database = connect(settings.database_url)
    transport = Transport(make_session(), settings.calendly_api_url, system_clock)
    oauth = OAuth(OAuthApp.of(settings), system_clock)
    accounts = make_accounts(database, Vault(settings.key_ring), oauth, transport, system_clock)
    try:
        return {
            person: _link(accounts, settings.calendly_auth_url, address, person) for address, person in hosts.items()
        }
    finally:
        database.close()


def wait_subscribed(values: Mapping[str, str], conversations_: Collection[str], patience: float) -> None:
    """Wait until Calendly tells of the calendars of these conversations: only from then on everything is news."""
    database = connect(values["PARLEY_DATABASE_URL"])
    live = (
        select(func.count())
        .select_from(subscriptions)
        .join(grants)
        .join(conversations, conversations.c.principal_id == grants.c.principal_id)
        .where(conversations.c.id.in_(conversations_), subscriptions.c.state == "live")
    )

    def told_of() -> bool:
        with database.read() as connection:
            return int(connection.execute(live).scalar_one()) >= len(conversations_)

    try:
        until(told_of, patience)
    finally:
        database.close()


def _link(accounts: Accounts, calendly: str, address: str, person: str) -> str:
    conversation = accounts.people.meet("rest", address)
    ticket = accounts.linking.issue_ticket(conversation.id, CATALOGUE)
    asked = accounts.connecting.begin(ticket, "browser")
    fields = {**dict(parse_qsl(urlsplit(asked).query)), "person": person, "decision": "allow"}
    page = plain.post(f"{calendly}/oauth/authorize", data=fields, timeout=60)
    back = {name: found[0] for name, found in parse_qs(urlsplit(page.headers["Location"]).query).items()}
    attempt = accounts.linking.finish(back["state"], "browser")
    accounts.connecting.complete(attempt, back["code"], live=True)
    return conversation.id


def _settings(values: Mapping[str, str]) -> Settings:
    given = {name.removeprefix(PREFIX).lower(): value for name, value in values.items() if value}
    return Settings(_env_file=None, **{name: given[name] for name in Settings.model_fields if name in given})
