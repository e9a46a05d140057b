"""Codes by mail, by which an invitee finds their bookings again in another browser."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from parley.accounts.stores.base import CodeCheck
from parley.accounts.vault import Vault
from parley.calendly.errors import NotFound
from parley.scheduling.agenda import Agenda
from parley.visits.parts import make_visits
from parley.visits.proofs import CODE_LIFE, MOST_A_DAY, MOST_AN_HOUR, PROOF_LIFE, TRIES
from tests.support.desk import KEY, OTHER_KEY

BEN = "ben.invited@example.com"


@pytest.fixture
def proofs(visits):
    return visits.proofs


@pytest.fixture
def person(desk):
    """Give a function that returns somebody's id."""
    return lambda name="elsewhere": desk.meet(name).principal_id


def wrong(code):
    return f"{(int(code.digits) + 1) % 10**6:06d}"


def test_the_code_from_the_mail_shows_the_bookings_and_lets_them_be_cancelled(
    proofs, person, visit, book, clock, threads
):
    booked = book(visit("here"))
    elsewhere = visit("elsewhere")
    with pytest.raises(NotFound):
        elsewhere.calendly.events.get(booked.event_id)
    code = proofs.ask(person(), f" {BEN.upper()} ")
    assert code.is_wanted
    assert proofs.check(person(), code.digits) == (CodeCheck.RIGHT, 0)
    assert [one.id for one in Agenda(elsewhere, clock, threads).upcoming().events] == [booked.event_id]
    assert [one.email for one in elsewhere.calendly.invitees(booked.event_id)] == [BEN]
    elsewhere.calendly.bookings.cancel(booked.event_id)
    with pytest.raises(NotFound):
        visit("third").calendly.events.get(booked.event_id)


def test_what_is_shown_to_be_ones_own_is_so_for_thirty_days(proofs, person, visit, book, clock, calendars):
    book(visit("here"))
    proofs.check(person(), proofs.ask(person(), BEN).digits)
    clock.now += PROOF_LIFE
    assert not calendars.ledger.has_any(person())


def test_an_address_without_bookings_is_treated_alike_but_for_the_mail(proofs, person, visit, book):
    book(visit("here"))
    for number in range(MOST_AN_HOUR):
        with_bookings, without = proofs.ask(person("one"), BEN), proofs.ask(person("two"), "nobody@example.com")
        assert (with_bookings.is_wanted, without.is_wanted) == (True, False), number
        tried = [
            [proofs.check(person(name), wrong(code)) for _ in range(TRIES + 1)]
            for name, code in (("one", with_bookings), ("two", without))
        ]
        assert tried[0] == tried[1]
    assert proofs.ask(person("one"), BEN) is None
    assert proofs.ask(person("two"), "nobody@example.com") is None


def test_five_tries_and_ten_minutes(proofs, person, clock):
    code = proofs.ask(person(), BEN)
    left = [proofs.check(person(), wrong(code)) for _ in range(TRIES)]
    assert left == [*((CodeCheck.WRONG, number) for number in (4, 3, 2, 1)), (CodeCheck.NO_TRIES_LEFT, 0)]
    assert proofs.check(person(), code.digits) == (CodeCheck.NOT_WAITING, 0)
    late = proofs.ask(person(), BEN)
    clock.now += CODE_LIFE
    assert proofs.check(person(), late.digits) == (CodeCheck.EXPIRED, 0)
    assert proofs.check(person(), late.digits) == (CodeCheck.NOT_WAITING, 0)


def test_a_code_is_good_once_for_its_person_alone_and_only_the_newest(proofs, person):
    older, code = proofs.ask(person(), BEN), proofs.ask(person(), BEN)
    assert proofs.check(person("thief"), code.digits) == (CodeCheck.NOT_WAITING, 0)
    if older.digits != code.digits:
        assert proofs.check(person(), older.digits)[0] is CodeCheck.WRONG
    assert proofs.check(person(), code.digits)[0] is CodeCheck.RIGHT
    assert proofs.check(person(), code.digits)[0] is CodeCheck.NOT_WAITING


def test_guesses_at_the_same_moment_share_the_five(proofs, person):
    code, who = proofs.ask(person(), BEN), person()
    with ThreadPoolExecutor(8) as threads:
        outcomes = [one for one, _ in threads.map(lambda _: proofs.check(who, wrong(code)), range(12))]
    assert outcomes.count(CodeCheck.WRONG) == TRIES - 1
    assert outcomes.count(CodeCheck.NO_TRIES_LEFT) == 1


def test_one_address_gets_only_so_many_whoever_asks(proofs, person, clock):
    asked = [proofs.ask(person(f"bot-{number}"), BEN) for number in range(MOST_AN_HOUR + 1)]
    assert asked[-1] is None
    assert all(asked[:-1])
    got = 0
    for number in range(20):
        clock.pass_(minutes=61)
        got += proofs.ask(person(f"later-{number}"), BEN) is not None
    assert got == MOST_A_DAY - MOST_AN_HOUR
    clock.pass_(hours=24)
    assert proofs.ask(person(), BEN)


def test_bookings_are_found_after_the_keys_have_been_replaced(proofs, person, visit, book, desk, clock, visits):
    book(visit("here"))
    newer = replace(desk, vault=Vault((OTHER_KEY, KEY)))
    later = make_visits(newer.database, newer.vault, newer.accounts, clock)
    code = later.proofs.ask(person(), BEN)
    assert code.is_wanted
    assert later.proofs.check(person(), code.digits)[0] is CodeCheck.RIGHT
    assert later.calendars.ledger.has_any(person())


def test_people_who_ask_for_one_address_at_the_same_moment_share_what_it_may_be_sent(proofs, person):
    people, together = [person(f"asker-{number}") for number in range(8)], Barrier(8, timeout=20)

    def ask(who):
        proofs.check(who, "000000")  # A connection to ask by is there, before the moment comes.
        together.wait()
        return proofs.ask(who, BEN)

    with ThreadPoolExecutor(len(people)) as threads:
        codes = list(threads.map(ask, people))
    assert sum(code is not None for code in codes) == MOST_AN_HOUR
