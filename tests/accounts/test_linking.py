"""Tickets and states: handed out, used once, gone."""

import base64
import hashlib
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select

from parley.accounts.linking import Attempt, ExpiredLink, LinkProblem, OtherBrowser, UnknownLink, UsedLink
from parley.calendly.scopes import READ_EVENTS
from parley.db.tables import attempts, tickets
from tests.support.desk import KEY, OTHER_KEY, all_at_once, make_desk
from tests.support.sandbox import query_of


@pytest.fixture
def conversation(desk):
    return desk.meet()


@pytest.fixture
def ticket(desk, conversation):
    return desk.linking.issue_ticket(conversation.id, READ_EVENTS)


@pytest.fixture
def state(desk, ticket):
    return desk.linking.start(ticket, "browser")[1]


def test_a_ticket_can_be_looked_at_any_number_of_times_before_its_one_use(desk, conversation, ticket):
    for _ in range(3):
        seen = desk.linking.look_at_ticket(ticket)
        assert (seen.conversation_id, seen.scopes) == (conversation.id, READ_EVENTS)
    attempt, _ = desk.linking.start(ticket, "browser")
    assert (attempt.conversation_id, attempt.scopes) == (conversation.id, READ_EVENTS)


@pytest.mark.parametrize("take", ["look_at_ticket", "start"])
def test_a_used_ticket_is_told_apart_from_an_unknown_one(desk, ticket, take):
    desk.linking.start(ticket, "browser")
    arguments = () if take == "look_at_ticket" else ("browser",)
    with pytest.raises(UsedLink):
        getattr(desk.linking, take)(ticket, *arguments)
    with pytest.raises(UnknownLink):
        getattr(desk.linking, take)(ticket + "x", *arguments)


@pytest.mark.parametrize("minutes", [30, 31, 600])
def test_a_ticket_runs_out_after_half_an_hour(desk, clock, ticket, minutes):
    clock.pass_(minutes=minutes)
    with pytest.raises(ExpiredLink):
        desk.linking.look_at_ticket(ticket)
    with pytest.raises(ExpiredLink):
        desk.linking.start(ticket, "browser")


def test_a_ticket_is_good_until_its_last_second(desk, clock, ticket):
    clock.pass_(minutes=29, seconds=59)
    assert desk.linking.start(ticket, "browser")


def test_of_twenty_threads_with_one_ticket_exactly_one_starts(desk, ticket):
    outcomes = all_at_once(20, lambda: desk.linking.start(ticket, "browser"))
    assert sum(isinstance(outcome, tuple) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, UsedLink) for outcome in outcomes) == 19


def test_a_state_comes_back_once_with_its_conversation_and_verifier(desk, conversation, ticket):
    attempt, state = desk.linking.start(ticket, "browser")
    assert desk.linking.finish(state, "browser") == attempt
    with pytest.raises(UsedLink):
        desk.linking.finish(state, "browser")


def test_of_twenty_threads_with_one_state_exactly_one_finishes(desk, state):
    outcomes = all_at_once(20, lambda: desk.linking.finish(state, "browser"))
    assert sum(isinstance(outcome, Attempt) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, UsedLink) for outcome in outcomes) == 19


@pytest.mark.parametrize("browser", ["", "other"])
def test_a_state_brought_back_by_another_browser_is_refused_and_not_used_up(desk, state, browser):
    with pytest.raises(OtherBrowser):
        desk.linking.finish(state, browser)
    assert desk.linking.finish(state, "browser")


def test_a_state_runs_out_after_ten_minutes(desk, clock, state):
    clock.pass_(minutes=10)
    with pytest.raises(ExpiredLink):
        desk.linking.finish(state, "browser")


def test_a_state_is_good_until_its_last_second(desk, clock, state):
    clock.pass_(minutes=9, seconds=59)
    assert desk.linking.finish(state, "browser")


@pytest.mark.parametrize("made_up", ["", "x", "ticket"])
def test_a_made_up_state_is_unknown(desk, ticket, state, made_up):
    with pytest.raises(UnknownLink):
        desk.linking.finish(ticket if made_up == "ticket" else made_up, "browser")


def test_a_ticket_is_not_a_state_and_a_state_is_not_a_ticket(desk, ticket, state):
    with pytest.raises(LinkProblem):
        desk.linking.finish(ticket, "browser")
    with pytest.raises(UnknownLink):
        desk.linking.start(state, "browser")


def test_what_was_handed_out_before_a_key_rotation_still_works(desk, clock, ticket):
    rotated = make_desk(desk.database, desk.sandbox, clock, (OTHER_KEY, KEY))
    _, state = desk.linking.start(ticket, "browser")
    assert rotated.linking.finish(state, "browser").verifier


def test_the_database_file_holds_no_ticket_state_browser_verifier_or_token_in_clear(sqlite, calendly, clock):
    desk = make_desk(sqlite, calendly, clock)
    conversation = desk.meet()
    tickets_out = [desk.linking.issue_ticket(conversation.id, READ_EVENTS) for _ in range(2)]
    attempt, state = desk.linking.start(tickets_out[0], "browser-secret")
    tokens = desk.connect(conversation).grant.tokens
    secrets = [*tickets_out, state, attempt.verifier, "browser-secret", tokens.access_token, tokens.refresh_token]
    stored = _bytes_of(sqlite)
    assert conversation.id.encode() in stored  # the right file is being read
    assert not [secret for secret in secrets if secret.encode() in stored]


def test_tickets_and_states_are_kept_as_digests_of_their_kind(desk, ticket, state):
    with desk.database.read() as connection:
        kept = connection.execute(select(tickets.c.digest)).scalar_one()
        kept_state = connection.execute(select(attempts.c.state_digest)).scalar_one()
    assert kept == desk.vault.digest("ticket", ticket)
    assert kept_state == desk.vault.digest("state", state)


def test_the_consent_page_is_asked_for_with_the_challenge_of_the_kept_verifier(desk, ticket):
    asked = query_of(desk.connecting.begin(ticket, "browser"))
    verifier = desk.linking.finish(asked["state"], "browser").verifier
    assert asked["code_challenge_method"] == "S256"
    assert asked["code_challenge"] == _challenge(verifier)
    assert 43 <= len(verifier) <= 128  # RFC 7636 §4.1
    assert set(asked["scope"].split()) == READ_EVENTS


def test_an_attempt_shows_no_verifier_when_it_is_printed(desk, ticket):
    attempt, _ = desk.linking.start(ticket, "browser")
    assert attempt.verifier not in repr(attempt)


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _bytes_of(database) -> bytes:
    path = Path(database.engine.url.database)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(part.read_bytes() for part in path.parent.glob("parley.db*"))
