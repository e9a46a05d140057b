"""Principals and conversations."""

import pytest

from parley.accounts.people import Preferences, UnknownConversation
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


def test_a_person_has_no_preferences_until_they_are_told(desk):
    assert desk.people.preferences(desk.meet().principal_id) == Preferences(None, None, None, None)
    assert desk.people.preferences("made-up") == Preferences()


def test_preferences_change_one_by_one_and_can_be_taken_back(desk):
    person = desk.meet().principal_id
    desk.people.prefer(person, channel_zone="Europe/Berlin", locale="en-GB")
    desk.people.prefer(person, chosen_zone="Asia/Tokyo", clock="24h")
    assert desk.people.preferences(person) == Preferences("Europe/Berlin", "Asia/Tokyo", "en-GB", "24h")
    desk.people.prefer(person, chosen_zone=None)
    desk.people.prefer(person)
    assert desk.people.preferences(person) == Preferences("Europe/Berlin", None, "en-GB", "24h")


def test_the_order_of_dates_that_somebody_chose_stays_whatever_their_client_says_later(desk):
    person = desk.meet().principal_id
    desk.people.prefer(person, locale="en-US")
    desk.people.prefer(person, chosen_locale="en-GB")
    desk.people.prefer(person, locale="en-US")
    assert desk.people.preferences(person).locale == "en-GB"
    desk.people.prefer(person, chosen_locale=None)
    assert desk.people.preferences(person).locale == "en-US"


def test_one_persons_preferences_are_not_anothers(desk):
    desk.people.prefer(desk.meet().principal_id, clock="12h")
    assert desk.people.preferences(desk.meet("ben").principal_id) == Preferences()


def test_a_persons_newest_conversation_is_found(desk):
    met = desk.meet()
    assert desk.people.conversation_of(met.principal_id) == met
    with pytest.raises(UnknownConversation):
        desk.people.conversation_of("made-up")
