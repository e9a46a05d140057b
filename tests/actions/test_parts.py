"""What actions attach beside their words, for channels that show more than words."""

import pytest

from parley.calendly.scopes import BOOK, EVERYTHING
from tests.actions.booking.conftest import booking
from tests.support.talking import Talk

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


def part_of(said):
    (part,) = said.last["custom"]["parts"]
    return part


def titles(card):
    return [one["title"] for one in card.get("actions", [])]


def test_a_list_comes_as_cards_with_the_words_that_its_lines_have(server, ana):
    said = server.run("action_list_events", ana)
    part = part_of(said)
    assert part["type"] == "events"
    assert part["instead_of"] == said.last["events"].splitlines()
    assert len(part["cards"]) == 5
    first = part["cards"][0]
    assert f"1. {first['when']} · {first['title']}" == part["instead_of"][0]
    assert (first["day"], first["hours"], first["zone"]) == ("Today, Wed 18 Nov", "13:00–13:30", "CET")
    assert first["start"].endswith("+01:00")


def test_an_event_that_is_still_to_come_can_be_moved_and_cancelled_from_its_card(server, ana):
    card = part_of(server.run("action_list_events", ana))["cards"][1]
    assert titles(card) == ["Details", "Move", "Cancel"]
    event = card["actions"][0]["payload"].partition("{")[2]
    assert [one["payload"] for one in card["actions"]] == [
        f"/{intent}{{{event}" for intent in ("event_details", "reschedule_event", "cancel_event")
    ]


def test_what_is_over_or_cancelled_can_only_be_looked_at(server, ana):
    for text in ("what was on last week?", "which events were cancelled?"):
        said = server.run("action_list_events", ana, "list_events_in_range", text)
        assert {tuple(titles(card)) for card in part_of(said)["cards"]} == {("Details",)}


def test_a_cancelled_event_says_so_on_its_card(server, ana):
    said = server.run("action_list_events", ana, "list_events_in_range", "which events were cancelled?")
    for card in part_of(said)["cards"]:
        assert card["cancelled"] is True
        assert card["status"].startswith("Status: cancelled")


def test_details_are_one_card_that_shows_every_line(server, ana):
    listed = server.run("action_list_events", ana)
    said = server.run("action_event_details", ana, "event_details", "the second one", slots=listed.slots)
    part = part_of(said)
    told = [said.last[name] for name in ("name", "when", "place", "status", "people")]
    assert part["instead_of"] == told
    assert part["cards"][0]["people"] == said.last["people"]
    assert titles(part["cards"][0]) == ["Move", "Cancel"]


def test_which_one_is_asked_with_a_card_to_choose(server, ana):
    listed = server.run("action_list_events", ana)
    said = server.run("action_event_details", ana, "event_details", "tell me more", slots=listed.slots)
    cards = part_of(said)["cards"]
    assert [one["actions"][0]["payload"] for one in cards] == [one["payload"] for one in said.last["buttons"]]


def test_what_would_be_cancelled_is_seen_on_cards_before_the_yes(server, desk):
    conversation = desk.meet("cards")
    desk.connect(conversation, "ana", scopes=EVERYTHING)
    talk = Talk(server, conversation.id, "cancel_form", "cancelling", "cancel_event")
    talk.begin("cancel my next meeting")
    talk.hear("no")
    said = talk.ask()
    (one,) = part_of(said)["cards"]
    assert part_of(said)["instead_of"][1] == f"• {one['when']}"
    assert one["people"].startswith("With ")
    talk = Talk(server, conversation.id, "cancel_form", "cancelling", "cancel_event")
    talk.begin("cancel everything tomorrow")
    talk.hear("no")
    said = talk.ask()
    assert said.last["events"].splitlines() == part_of(said)["instead_of"]
    assert len(part_of(said)["cards"]) == len(part_of(said)["instead_of"]) > 1


@pytest.fixture
def talk(server, desk):
    conversation = desk.meet("picker")
    desk.connect(conversation, "ana", scopes=BOOK)
    return booking(server, conversation.id)


def test_every_day_on_offer_comes_with_its_times(talk):
    talk.begin("book an intro call")
    said = talk.ask()
    part = part_of(said)
    days = [one["payload"] for one in part["days"]]
    assert days == [one["payload"] for one in said.last["buttons"]][: len(days)]
    assert len(days) > 1
    for day in part["days"]:
        date = day["payload"].split("day ")[1][:10]
        assert {one["start"][:10] for one in day["times"]} == {date}


def test_a_time_of_a_day_on_offer_may_be_chosen_at_once(talk):
    talk.begin("book an intro call")
    time = part_of(talk.ask())["days"][1]["times"][2]
    talk.press("inform", choice=time["start"])
    assert talk.task["draft"]["start"] == time["start"]


def test_a_few_times_are_laid_out_by_day_as_well(talk):
    talk.begin("book an intro call")
    day = part_of(talk.ask())["days"][0]
    talk.press("inform", choice=day["payload"].split('"')[3])
    (only,) = part_of(talk.ask())["days"]
    assert only["title"] == day["title"]
    assert only["times"] == day["times"]


def test_name_and_address_may_be_given_at_once(talk):
    talk.begin("book an intro call")
    talk.press("inform", choice=part_of(talk.ask())["days"][0]["times"][0]["start"])
    form = part_of(talk.ask())
    assert [(one["name"], one.get("kind")) for one in form["fields"]] == [("name", "text"), ("email", "email")]
    talk.hear(form["sends"].format(name="Grace Hopper", email="grace@navy.example.com"), "inform", 0.6)
    assert (talk.task["draft"]["name"], talk.task["draft"]["email"]) == ("Grace Hopper", "grace@navy.example.com")


@pytest.mark.parametrize("typed", ["Ada (ada@x.example.com)", "it's Ada <ada@x.example.com>.", "Ada ada@x.example.com"])
def test_people_type_both_in_their_own_ways(talk, typed):
    talk.begin("book an intro call")
    talk.press("inform", choice=part_of(talk.ask())["days"][0]["times"][0]["start"])
    talk.hear(typed, "inform", 0.6)
    assert (talk.task["draft"]["name"], talk.task["draft"]["email"]) == ("Ada", "ada@x.example.com")


def test_an_address_that_is_known_is_not_asked_for_again(talk):
    talk.begin("book an intro call for ada@x.example.com")
    talk.press("inform", choice=part_of(talk.ask())["days"][0]["times"][0]["start"])
    assert talk.asked == "name"
    assert not talk.ask().last["custom"]
