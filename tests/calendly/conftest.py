"""A linked account at the sandbox, and a Calendly gone odd."""

from datetime import timedelta

import pytest
import requests

from parley.calendly.client import Calendly
from parley.calendly.oauth import OAuth, new_verifier
from parley.calendly.scopes import NEEDED, READ_EVENTS
from parley.calendly.transport import Transport, make_session
from tests.calendly.wire import serving_a_wire
from tests.support.desk import oauth_app
from tests.support.odd import serving_oddly
from tests.support.sandbox import query_of

CANARY = "canary-access-token"
USEFUL = frozenset().union(*NEEDED.values()) - {"users:write"}


class FixedTokens:
    """A token that is never renewed, counting how often that was asked for."""

    def __init__(self, token=CANARY):
        self.value, self.renewals = token, 0

    def token(self):
        return self.value

    def renewed(self, refused):
        assert refused == self.value
        self.renewals += 1
        return self.value


@pytest.fixture
def oauth(calendly, clock):
    return OAuth(oauth_app(calendly), clock)


@pytest.fixture
def sign_in(calendly, oauth):
    """Give a function that returns a sample person's tokens."""

    def sign_in(person="ana", scopes=READ_EVENTS):
        verifier = new_verifier()
        back = query_of(calendly.consent(oauth.authorization_url("state", verifier, scopes), person))
        return oauth.exchange(back["code"], verifier)

    return sign_in


@pytest.fixture
def client_of(calendly, clock, sign_in):
    """Give a function that returns a sample person's Calendly."""

    def client_of(person="ana", scopes=READ_EVENTS):
        transport = Transport(make_session(), calendly.url, clock, budget=timedelta(seconds=0.5))
        return Calendly(transport, FixedTokens(sign_in(person, scopes).access_token))

    return client_of


@pytest.fixture
def ana(client_of):
    return client_of()


@pytest.fixture
def odd():
    with serving_oddly() as server:
        yield server


@pytest.fixture
def tokens():
    return FixedTokens()


@pytest.fixture
def odd_client(odd, clock, tokens):
    """A client of the odd Calendly that tries once."""
    return Calendly(Transport(make_session(), odd.url, clock, budget=timedelta()), tokens)


@pytest.fixture
def wire():
    with serving_a_wire() as server:
        yield server


@pytest.fixture
def wire_client(wire, clock, tokens):
    """A client of the wire that tries once and is soon tired of waiting."""
    return Calendly(Transport(make_session(), wire.url, clock, timedelta(), timeouts=(2, 1.2)), tokens)


@pytest.fixture
def door(calendly):
    """Give a function that speaks with the sandbox's own doors: method, name, JSON."""

    def door(method, name, **body):
        answer = requests.request(method, f"{calendly.url}/_sandbox/{name}", json=body or None, timeout=10)
        answer.raise_for_status()
        return answer.json()

    return door


@pytest.fixture
def whole(client_of):
    """Ana's Calendly with every scope there is a use for."""
    return client_of(scopes=USEFUL)
