"""Rotating the key while the bot runs: everything ends up sealed with the first key, and nothing is lost on the way."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import LargeBinary, select, update

from parley.accounts import rotation
from parley.accounts.rotation import Rotated, Rotation
from parley.accounts.vault import Vault
from parley.calendly.scopes import READ_EVENTS
from parley.db.tables import attempts, grants, metadata
from tests.support.clock import WEDNESDAY_NOON
from tests.support.desk import KEY, OTHER_KEY, make_desk
from tests.support.sandbox import query_of

NEW_RING = (OTHER_KEY, KEY)
VALUES_OF_A_GRANT = 2


@pytest.fixture
def people(desk):
    """Five people with linked accounts, sealed with the old key."""
    found = [desk.meet(f"person {number}") for number in range(5)]
    for conversation, person in zip(found, ["ana", "ben", "priya", "noah", "ana"], strict=True):
        desk.connect(conversation, person)
    return found


@pytest.fixture
def rotate(database):
    """Give a function that seals everything with the new key."""
    return lambda: Rotation(database, Vault(NEW_RING)).run()


def who(desk, conversation) -> str:
    return desk.access.account(conversation.id, READ_EVENTS).calendly.current_user().name


def sealed(database) -> list[bytes]:
    with database.read() as connection:
        rows = connection.execute(select(grants.c.access_token, grants.c.refresh_token)).all()
    return [value for row in rows for value in row]


def test_afterwards_the_old_key_can_be_dropped_and_everything_opens(desk, clock, people, rotate):
    assert rotate().sealed >= VALUES_OF_A_GRANT * len(people)
    only_new = make_desk(desk.database, desk.sandbox, clock, (OTHER_KEY,))
    assert [who(only_new, one) for one in people] == [
        "Ana Keller",
        "Ben Ortiz",
        "Priya Nair",
        "Noah Reed",
        "Ana Keller",
    ]
    clock.pass_(hours=3)  # the refresh tokens open as well
    assert who(only_new, people[1]) == "Ben Ortiz"


def test_a_second_run_finds_nothing_to_do(people, rotate, database):
    rotate()
    before = sealed(database)
    assert rotate() == Rotated()
    assert sealed(database) == before


def test_a_sign_in_under_way_is_finished_under_the_new_key(desk, clock, rotate):
    conversation = desk.meet()
    ticket = desk.linking.issue_ticket(conversation.id, READ_EVENTS)
    address = desk.connecting.begin(ticket, "browser")
    assert rotate().sealed == 1
    both = make_desk(desk.database, desk.sandbox, clock, NEW_RING)
    back = query_of(desk.sandbox.consent(address))
    both.connecting.complete(both.linking.finish(back["state"], "browser"), back["code"], live=True)
    assert who(both, conversation) == "Ana Keller"


def test_a_token_that_waits_to_be_revoked_is_revoked_under_the_new_key(desk, clock, people, rotate):
    token = desk.grants.of(people[1].principal_id).tokens.refresh_token
    desk.sandbox.switch(status=503, paths=["/oauth/revoke"])
    assert not desk.unlinking.unlink_all(people[1].id).revoked
    rotate()
    desk.sandbox.well()
    clock.pass_(hours=1)
    only_new = make_desk(desk.database, desk.sandbox, clock, (OTHER_KEY,))
    (due,) = only_new.revocations.due()
    assert only_new.revocations.carry_out(due)
    assert not desk.oauth.introspect(token).active


def test_it_works_in_batches_and_takes_each_row_once(people, rotate, monkeypatch, database):
    monkeypatch.setattr(rotation, "BATCH", 2)
    before = sealed(database)
    assert rotate() == Rotated(sealed=len(before) + 5)  # the verifiers of five finished sign-ins
    assert not set(before) & set(sealed(database))


def test_what_is_stopped_half_way_goes_on_with_what_is_left(people, rotate, monkeypatch, database):
    monkeypatch.setattr(rotation, "BATCH", 2)
    whole, batches = Rotation._seal, []

    def stopped(*arguments) -> None:
        batches.append(arguments)
        if len(batches) == 3:
            raise KeyboardInterrupt
        whole(*arguments)

    monkeypatch.setattr(Rotation, "_seal", stopped)
    with pytest.raises(KeyboardInterrupt):
        rotate()
    monkeypatch.setattr(Rotation, "_seal", whole)
    assert rotate().sealed == len(sealed(database)) + 5 - 4


def test_tokens_that_were_renewed_meanwhile_are_never_overwritten(desk, clock, people, database, monkeypatch):
    """The refresh ends exactly between reading the row and writing it."""
    old, whole = make_desk(database, desk.sandbox, clock, (KEY, OTHER_KEY)), Rotation._anew
    clock.pass_(hours=3)

    def renewed_meanwhile(self, place, row) -> bytes | None:
        if row.get("principal_id") == people[0].principal_id:
            who(old, people[0])
        return whole(self, place, row)

    monkeypatch.setattr(Rotation, "_anew", renewed_meanwhile)
    done = Rotation(database, Vault(NEW_RING)).run()
    assert done.left  # sealed by a process that still has the old key first, and said so
    desk.sandbox.expire()
    assert who(old, people[0]) == "Ana Keller"  # its refresh token is the one that Calendly handed out last
    monkeypatch.setattr(Rotation, "_anew", whole)
    assert Rotation(database, Vault(NEW_RING)).run().left == 0
    desk.sandbox.expire()
    assert who(make_desk(database, desk.sandbox, clock, (OTHER_KEY,)), people[0]) == "Ana Keller"


def test_values_that_no_key_opens_are_counted_and_left_and_stop_nothing(people, rotate, database, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 1)
    with database.write() as connection:
        broken = update(grants).where(grants.c.principal_id == people[2].principal_id)
        connection.execute(broken.values(access_token=b"lost", refresh_token=b"\0" * 80))
    done = rotate()
    assert (done.shut, done.left) == (2, 0)
    assert done.sealed == VALUES_OF_A_GRANT * 4 + 5


def test_threads_refresh_and_read_all_the_while(desk, clock, people, database):
    """Nobody meets one failure while values are sealed back and forth under them."""
    both = make_desk(database, desk.sandbox, clock, NEW_RING)
    rotating = threading.Event()
    rotating.set()

    def ask(conversation) -> list[str]:
        answers = []
        for _ in range(3):  # Calendly allows a person eight token calls a minute, and the clock stands
            run_out(database, conversation)
            answers.append(who(both, conversation))
        while rotating.is_set():
            answers.append(both.access.account(conversation.id, READ_EVENTS).owner.name)
        return answers

    with ThreadPoolExecutor(len(people)) as threads:
        asking = [threads.submit(ask, conversation) for conversation in people[:4]]
        for number in range(8):
            Rotation(database, Vault(NEW_RING if number % 2 else (KEY, OTHER_KEY))).run()
        rotating.clear()
        answers = [asked.result(20) for asked in asking]
    assert [set(each) for each in answers] == [{"Ana Keller"}, {"Ben Ortiz"}, {"Priya Nair"}, {"Noah Reed"}]
    assert desk.sandbox.count("POST /oauth/token") == len(people) + 3 * 4
    assert Rotation(database, Vault(NEW_RING)).run().left == 0
    only_new = make_desk(database, desk.sandbox, clock, (OTHER_KEY,))
    clock.pass_(hours=3)
    assert all(who(only_new, one) for one in people)


def run_out(database, conversation) -> None:
    with database.write() as connection:
        theirs = update(grants).where(grants.c.principal_id == conversation.principal_id)
        connection.execute(theirs.values(expires_at=WEDNESDAY_NOON))


def test_every_sealed_column_of_the_database_is_known_to_it(database):
    binary = {
        column for table in metadata.tables.values() for column in table.c if isinstance(column.type, LargeBinary)
    }
    assert binary == {place.column for place in rotation.PLACES}
    assert attempts.c.verifier in binary
