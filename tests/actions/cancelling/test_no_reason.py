"""What is said where a reason may be and is none never reaches whoever is told."""

import pytest

from actions.cancelling.no_reason import asks_if_told, asks_something, drops_reason, names_another
from parley.calendly.scopes import CHANGE

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.mark.parametrize(
    "said",
    [
        "can she still come another day",
        "how many are those",
        "and what happens with the finance guest",
        "do we have to",
        "could you remind carla as well",
    ],
)
def test_a_question_is_no_reason_without_its_mark_either(talk, said):
    assert asks_something(said)
    talk.begin("cancel my next meeting")
    assert talk.hear(said).names == ["utter_question_is_no_reason"]
    assert (talk.asked, talk.task["draft"].get("reason")) == ("reason", None)


@pytest.mark.parametrize(
    "said",
    [
        "have the flu",
        "will be on holiday",
        "can't make it",
        "when i get sick i stay home",
        "what a mess, my car broke down",
        "it's my son's birthday",
    ],
)
def test_a_reason_that_begins_like_a_question_is_one(talk, said):
    assert not asks_something(said)
    talk.begin("cancel my next meeting")
    talk.hear(said)
    assert talk.task["draft"]["reason"] == said


@pytest.mark.parametrize("said", ["how does she find out", "is he told about it", "do they get an email"])
@pytest.mark.parametrize("answers", [(), ("no",)])
def test_how_people_hear_of_it_is_told_at_the_reason_and_at_the_last_look(talk, said, answers):
    assert asks_if_told(said)
    talk.begin("cancel my next meeting")
    for answer in answers:
        talk.hear(answer)
    before = talk.task["draft"]
    assert talk.hear(said).names == ["utter_calendly_tells"]
    assert talk.task["draft"] == before


@pytest.mark.parametrize("said", ["3ish", "on friday", "tomorrow at 4"])
def test_a_time_is_no_reason(talk, said):
    talk.begin("cancel my next meeting")
    talk.hear(said, "inform", 0.5)
    assert talk.task["draft"].get("reason") is None


@pytest.mark.parametrize("said", ["no stop i meant {0}", "no, i meant the one with {0}", "stop, i mean {0}'s meeting"])
@pytest.mark.parametrize("answers", [(), ("no",)])
def test_another_one_that_is_meant_takes_its_place(talk, desk, said, answers):
    meant, name = _somebody_met_once(talk, desk)
    talk.slots |= {"cancellation": None, "shown_events": None, "focus_event": None}
    talk.begin("cancel my next meeting")
    for answer in answers:
        talk.hear(answer)
    assert talk.task["draft"]["ids"] != [meant]
    talk.hear(said.format(name), "change_answer", 0.7)
    assert talk.task["draft"]["ids"] == [meant]
    assert talk.task["draft"].get("reason") in (None, "")


@pytest.mark.parametrize("said", ["no, the other one", "not that one", "wrong one"])
def test_the_other_one_of_two_listed_takes_its_place(talk, said):
    talk.begin("cancel a meeting")
    both = talk.task["draft"]["among"][:2]
    talk.slots |= {"cancellation": None, "shown_events": both, "focus_event": both[0]["id"]}
    talk.begin("cancel it")
    assert talk.task["draft"]["ids"] == [both[0]["id"]]
    talk.hear(said, "change_answer", 0.9)
    assert (talk.asked, talk.task["draft"]["ids"]) == ("reason", [both[1]["id"]])


def test_whoever_is_in_no_event_is_said_and_becomes_no_reason(talk):
    talk.begin("cancel my next meeting")
    assert talk.hear("no, i meant Zebulon").names == ["utter_no_such_event"]
    assert talk.asked == "reason"


@pytest.mark.parametrize("said", ["sorry, it's my fault", "not that it matters", "I meant well", "actually I'm ill"])
def test_what_only_sounds_like_a_correction_is_none(said):
    assert names_another(said) is None


@pytest.mark.parametrize("said", ["no reason", "leave out the reason", "don't send that", "without a reason"])
def test_a_reason_can_be_taken_back_at_the_last_look(talk, said):
    assert drops_reason(said)
    talk.begin("cancel my next meeting because I am ill")
    assert "I am ill" in talk.ask().last["summary"]
    talk.hear(said)
    assert talk.asked == "confirm"
    assert "I am ill" not in talk.ask().last["summary"]


def _somebody_met_once(talk, desk):
    talk.begin("cancel a meeting")
    events = desk.access.account(talk.conversation, CHANGE).calendly.events
    coming = [one["id"] for one in talk.task["draft"]["among"]]
    people = {one: [who.name for who in events.invitees(one, status="active")] for one in coming}
    everybody = [name for names in people.values() for name in names]
    return next(
        (one, names[0]) for one, names in list(people.items())[1:] if len(names) == 1 and everybody.count(names[0]) == 1
    )
