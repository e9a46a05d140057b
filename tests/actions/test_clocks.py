"""Whose clocks times are on, and what is said when they change."""

import pytest

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.fixture
def prefer(desk, ana):
    """Give a function that changes Ana's preferences."""
    principal = desk.people.conversation(ana).principal_id
    return lambda **changes: desk.people.prefer(principal, **changes)


@pytest.fixture
def list_events(server, ana):
    """Give a function that lists events after what was told before."""
    return lambda told=None: server.run("action_list_events", ana, slots={"told_zone": told})


def test_where_the_device_agrees_nothing_is_said(list_events, prefer):
    prefer(channel_zone="Europe/Vienna")
    said = list_events()
    assert said.names == ["utter_more_events"]
    assert said.slots["told_zone"] == "Europe/Berlin"


def test_another_zone_than_the_device_s_is_said_first_and_once(list_events, prefer):
    prefer(channel_zone="America/New_York")
    said = list_events()
    assert said.names == ["utter_zone_of_calendly_not_device", "utter_more_events"]
    news = said.responses[0]
    assert (news["zone"], news["before"], news["place"]) == ("CET", "EST", "New York")
    again = list_events(said.slots["told_zone"])
    assert again.names == ["utter_more_events"]
    assert "told_zone" not in again.slots


def test_a_zone_that_calendly_has_changed_is_said(list_events):
    said = list_events("America/New_York")
    assert said.names == ["utter_zone_of_calendly", "utter_more_events"]


def test_what_the_person_set_goes_before_all_and_is_no_news(list_events, prefer):
    prefer(channel_zone="America/New_York", chosen_zone="Asia/Tokyo")
    said = list_events("Europe/Berlin")
    assert said.names == ["utter_more_events"]
    assert "JST" in said.last["events"]


def test_a_zone_that_does_not_exist_counts_as_none(list_events, prefer):
    prefer(chosen_zone="Nowhere/Else")
    assert "CET" in list_events().last["events"]


def test_tomorrow_is_the_person_s_and_not_the_account_s(server, ana, prefer, clock):
    clock.pass_(hours=4)  # Wednesday 17:00 in Berlin, Thursday 05:00 in Auckland
    prefer(chosen_zone="Pacific/Auckland")
    said = server.run("action_list_events", ana, "list_events_in_range", "what's on tomorrow?")
    assert said.last["when"].startswith("Tomorrow, Fri 20 Nov (")


def test_the_order_of_dates_and_the_clock_are_the_person_s(list_events, prefer):
    prefer(locale="en-US", clock="12h")
    assert list_events().last["events"].startswith("1. Today, Wed, Nov 18, 1:00–1:30 PM CET")
