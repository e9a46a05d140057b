"""Setting which news one gets, and what is said about it."""

import pytest

from parley.calendly.scopes import READ_EVENTS
from parley.notices.hooks import NEEDED
from parley.notices.parts import Ears
from tests.support.actions import EARS, serving_actions

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.fixture
def say(server):
    """Give a function that says something about notifications."""
    return lambda text, conversation, **more: server.run(
        "action_set_notifications", conversation, "set_notifications", text, **more
    )


@pytest.fixture
def kept(server, desk):
    """Give a function that returns what a person wants."""
    preferences = server.services.newsdesk.preferences
    return lambda conversation: preferences.of(desk.people.conversation(conversation).principal_id)


@pytest.fixture
def told(desk):
    """The conversation of somebody whom Calendly tells at once."""
    conversation = desk.meet("told")
    desk.connect(conversation, scopes=READ_EVENTS | NEEDED)
    return conversation.id


def test_what_is_wished_is_kept_and_said_back(say, kept, told):
    said = say("stop telling me about bookings", told)
    assert said.names == ["utter_notices_set"]
    assert said.last["summary"].startswith("• new bookings: off\nAs before:\n• cancellations: on")
    assert kept(told).off == {"bookings"}


def test_a_question_changes_nothing(say, kept, told):
    say("notifications off", told)
    said = say("which notifications do I get?", told)
    assert said.names == ["utter_notices_are"]
    assert "on" not in said.last["summary"].replace("cancellations", "").replace("no-shows", "").split()
    assert len(kept(told).off) == 4
    assert [one["title"] for one in said.last["buttons"]] == ["Turn notifications on"]


def test_every_button_does_what_it_says(say, kept, told):
    titles = [one["title"] for one in say("which notifications do I get?", told).last["buttons"]]
    assert titles == [
        "Turn off new bookings",
        "Turn off cancellations",
        "Turn off moved meetings",
        "Be quiet at night",
        "Turn notifications off",
    ]
    for title in titles[:4]:
        say(title, told)
    assert kept(told).off == {"bookings", "cancellations", "moves"}
    assert f"{kept(told).quiet.start:%H:%M}" == "22:00"
    say("Turn on moved meetings", told)
    say("No quiet hours", told)
    assert (kept(told).off, kept(told).quiet) == ({"bookings", "cancellations"}, None)
    say("Turn notifications off", told)
    assert len(kept(told).off) == 4
    say("Turn notifications on", told)
    assert kept(told).off == frozenset()


def test_quiet_hours_are_said_on_the_persons_clocks_with_their_zone(say, told):
    status = say("don't message me between 10pm and 7am", told).last["summary"]
    assert "Quiet every day from 22:00 to 07:00 (CET)" in status


def test_a_pause_is_said_with_its_end(say, told):
    status = say("pause notifications for today", told).last["summary"]
    assert "Paused; you hear what happened meanwhile after this: Tomorrow, Thu 19 Nov, 00:00 CET." in status


def test_what_cannot_be_had_is_said_and_changes_nothing(say, kept, told):
    assert say("only alert me on weekdays", told).names == ["utter_notices_cannot"]
    assert kept(told).off == frozenset()


def test_whoever_has_connected_nothing_is_asked_to_and_goes_on_then(say, stranger):
    said = say("tell me when somebody books", stranger)
    assert said.names == ["utter_notices_connect"]
    assert set(said.last["scopes"].split()) == READ_EVENTS | NEEDED
    assert said.slots["waiting_request"]["asked"]["action"] == "action_set_notifications"


def test_whoever_has_connected_nothing_and_wants_less_is_told_that_there_is_nothing(say, stranger):
    assert say("notifications off", stranger).names == ["utter_notices_none"]


def test_whoever_could_hear_at_once_is_offered_that(say, ana):
    said = say("tell me when somebody books", ana)
    assert said.names == ["utter_notices_set", "utter_notices_at_once"]
    assert said.last["minutes"] == 5
    assert set(said.last["scopes"].split()) >= NEEDED


def test_whoever_wants_less_is_not_asked_for_more(say, ana):
    assert say("stop telling me about bookings", ana).names == ["utter_notices_set"]


@pytest.mark.parametrize(
    ("ears", "said"),
    [
        (Ears(every=EARS.every), "utter_notices_by_looks"),
        (Ears(), "utter_notices_by_nothing"),
        (Ears(EARS.address), "utter_notices_need_access"),
    ],
)
def test_how_soon_they_hear_is_said_as_it_is(desk, clock, words, ana, ears, said):
    with serving_actions(desk, clock, words, ears=ears) as server:
        names = server.run("action_set_notifications", ana, "set_notifications", "tell me when somebody books").names
    assert names == ["utter_notices_set", said]
