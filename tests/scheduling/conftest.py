"""Sample people's accounts at the sandbox, and its doors."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import requests

from parley.accounts.access import Account, Owner
from parley.calendly.client import Calendly
from parley.calendly.transport import Transport, make_session
from parley.scheduling.event_types import EventTypes

BERLIN = ZoneInfo("Europe/Berlin")


class Tokens:
    """A token that is renewed when its time has passed."""

    def __init__(self, issue):
        self._issue, self._token = issue, issue()

    def token(self):
        return self._token

    def renewed(self, refused):
        self._token = self._issue()
        return self._token


@pytest.fixture
def threads():
    with ThreadPoolExecutor(8) as pool:
        yield pool


@pytest.fixture
def door(calendly):
    """Give a function that speaks with the sandbox's own doors: method, name, JSON."""

    def door(method, name, **body):
        answer = requests.request(method, f"{calendly.url}/_sandbox/{name}", json=body or None, timeout=10)
        answer.raise_for_status()
        return answer.json()

    return door


@pytest.fixture
def account_of(calendly, clock, door):
    """Give a function that returns a sample person's account, with every right there is."""
    transport = Transport(make_session(), calendly.url, clock, timedelta(seconds=0.5))

    def account_of(person="ana"):
        client = Calendly(transport, Tokens(lambda: door("POST", "tokens", person=person)["access_token"]))
        me = client.users.me()
        owner = Owner(me.uri, me.current_organization, me.name, me.email, me.timezone, me.time_notation)
        return Account(owner, client)

    return account_of


@pytest.fixture
def ana(account_of):
    return account_of("ana")


@pytest.fixture
def type_named(ana):
    """Give a function that returns Ana's event type of a name."""
    offers = EventTypes(ana).bookable()

    def type_named(name):
        return next(offer.event_type for offer in offers if offer.name == name)

    return type_named


def berlin(day, hour=0, minute=0, month=11, year=2026):
    """Return a time on Berlin's clocks."""
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def utc(day, hour=0, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)
