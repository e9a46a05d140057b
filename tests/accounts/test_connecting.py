"""From a ticket to a linked account, and what is left behind when it fails."""

import pytest
from sqlalchemy import select

from parley.accounts.linking import UsedLink
from parley.calendly.errors import CalendlyDown, CalendlyError, ReconnectNeeded, ScopeMissing
from parley.calendly.scopes import READ_EVENTS
from parley.db.tables import grants, link_codes
from tests.support.sandbox import query_of


@pytest.fixture
def conversation(desk):
    return desk.meet()


@pytest.fixture
def attempt(desk, conversation):
    return prepare(desk, conversation)


def prepare(desk, conversation, scopes=READ_EVENTS, person="ana"):
    ticket = desk.linking.issue_ticket(conversation.id, scopes)
    back = query_of(desk.sandbox.consent(desk.connecting.begin(ticket, "browser"), person))
    return desk.linking.finish(back["state"], "browser"), back["code"]


def stored(desk) -> int:
    with desk.database.read() as connection:
        return sum(len(connection.execute(select(table)).all()) for table in (grants, link_codes))


@pytest.mark.parametrize(
    ("person", "name", "zone", "notation"),
    [
        ("ana", "Ana Keller", "Europe/Berlin", "24h"),
        ("ben", "Ben Ortiz", "America/New_York", "12h"),
        ("noah", "Noah Reed", "Pacific/Auckland", None),
    ],
)
def test_a_linked_account_is_its_owners(desk, conversation, person, name, zone, notation):
    connected = desk.connecting.complete(*prepare(desk, conversation, person=person), live=True)
    owner = connected.grant.owner
    assert (owner.name, owner.time_zone, connected.code) == (name, zone, None)
    assert notation is None or owner.time_notation == notation
    assert desk.access.owner(conversation.id) == owner
    assert connected.grant.tokens.scopes == READ_EVENTS


def test_a_ticket_begins_only_one_sign_in(desk, conversation):
    ticket = desk.linking.issue_ticket(conversation.id, READ_EVENTS)
    desk.connecting.begin(ticket, "browser")
    with pytest.raises(UsedLink):
        desk.connecting.begin(ticket, "browser")


def test_a_code_that_calendly_does_not_know_links_nothing(desk, attempt):
    with pytest.raises(ReconnectNeeded):
        desk.connecting.complete(attempt[0], "f" * 64, live=True)
    assert stored(desk) == 0


def test_a_code_intercepted_by_another_sign_in_links_nothing(desk, conversation, attempt):
    other, _ = prepare(desk, conversation, person="ben")
    with pytest.raises(ReconnectNeeded):  # RFC 7636: the verifier does not prove the challenge
        desk.connecting.complete(other, attempt[1], live=True)
    assert stored(desk) == 0


def test_calendly_down_at_the_exchange_links_nothing(desk, calendly, attempt):
    calendly.switch(status=503, paths=["/oauth/token"])
    with pytest.raises(CalendlyDown):
        desk.connecting.complete(*attempt, live=True)
    assert stored(desk) == 0


@pytest.mark.parametrize("live", [True, False])
def test_tokens_that_were_not_stored_are_given_back(desk, calendly, attempt, live):
    calendly.switch(status=503, paths=["/users/me"])
    with pytest.raises(CalendlyDown):
        desk.connecting.complete(*attempt, live=live)
    assert stored(desk) == 0
    assert calendly.count("POST /oauth/revoke") == 1


def test_the_cause_stays_the_same_when_giving_back_fails_too(desk, calendly, conversation):
    attempt = prepare(desk, conversation, scopes=frozenset({"scheduled_events:read"}))
    calendly.switch(status=503, paths=["/oauth/revoke"])
    with pytest.raises(ScopeMissing):
        desk.connecting.complete(*attempt, live=True)
    assert stored(desk) == 0


def test_a_token_refused_straight_away_is_not_refreshed(desk, calendly, attempt):
    calendly.switch(status=401, paths=["/users/me"])
    with pytest.raises(CalendlyError):
        desk.connecting.complete(*attempt, live=True)
    assert calendly.count("POST /oauth/token") == 1
    assert stored(desk) == 0
