"""Principals and conversations."""

import pytest

from parley.accounts.people import UnknownConversation
from tests.support.desk import all_at_once


def test_a_person_keeps_one_conversation(desk):
    assert desk.people.meet("rest", "acme:ana") == desk.people.meet("rest", "acme:ana")


def test_the_same_address_on_another_channel_is_another_person(desk):
    first, second = desk.people.meet("rest", "ana"), desk.people.meet("web", "ana")
    assert first.id != second.id
    assert first.principal_id != second.principal_id


def test_a_conversation_is_found_by_its_id_with_its_address(desk):
    met = desk.people.meet("rest", "acme:ana")
    assert desk.people.conversation(met.id) == met
    assert (met.channel, met.address) == ("rest", "acme:ana")


def test_an_id_that_nobody_was_given_is_unknown(desk):
    with pytest.raises(UnknownConversation):
        desk.people.conversation("made-up")


def test_a_conversation_id_tells_nothing_of_the_person_and_cannot_be_guessed(desk):
    ids = {desk.people.meet("rest", f"acme:{number}").id for number in range(20)}
    assert len(ids) == 20
    assert all(len(one) >= 32 and "acme" not in one for one in ids)


def test_twenty_first_messages_at_once_make_one_person(desk):
    outcomes = all_at_once(20, lambda: desk.people.meet("rest", "acme:new"))
    assert len({outcome.id for outcome in outcomes}) == 1
