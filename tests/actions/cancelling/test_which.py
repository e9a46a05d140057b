"""Which event is to be cancelled: named, pressed or among those to choose from."""

import pytest

from actions.forms.which_event import LISTED
from parley.calendly.scopes import BOOK, CHANGE
from tests.support.talking import Talk

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


def _is_met_once(who: list[str], people: dict[str, list[str]]) -> bool:
    return len(who) == 1 and sum(who[0] in each for each in people.values()) == 1


def test_whoever_is_not_among_those_to_choose_from_is_found_by_name(talk, desk):
    talk.begin("cancel a meeting")
    assert talk.asked == "which"
    events = desk.access.account(talk.conversation, CHANGE).calendly.events
    coming = [one["id"] for one in talk.task["draft"]["among"]]
    people = {one: [who.name for who in events.invitees(one, status="active")] for one in coming}
    meant, (name,) = next((one, people[one]) for one in coming[LISTED:] if _is_met_once(people[one], people))
    talk.hear(name)
    assert talk.task["draft"]["ids"] == [meant]


@pytest.mark.parametrize("request_", ["please cancel {name}", "cancel {name} because I am ill", "cancel {name} please"])
def test_a_name_counts_for_more_than_what_was_talked_about(talk, desk, request_):
    talk.begin("cancel a meeting")
    coming = [one["id"] for one in talk.task["draft"]["among"]]
    events = desk.access.account(talk.conversation, CHANGE).calendly.events
    people = {one: [who.name for who in events.invitees(one, status="active")] for one in coming}
    meant, (name,) = next((one, people[one]) for one in coming[1:] if _is_met_once(people[one], people))
    talk.slots |= {"cancellation": None, "focus_event": coming[0]}
    talk.begin(request_.format(name=name))
    assert talk.task["draft"]["ids"] == [meant]


def test_a_button_that_names_a_strangers_event_finds_nothing(talk, talk_of, server):
    other = talk_of("ben")
    other.begin("cancel my next meeting")
    foreign = other.task["draft"]["ids"][0]
    said = talk.press("cancel_event", event=foreign)
    assert "cancellation" not in talk.slots or not (talk.slots["cancellation"] or {}).get("asked")
    assert set(said.names) <= {"utter_not_allowed", "utter_event_gone"}


def test_an_empty_calendar_has_nothing_to_cancel(talk_of):
    noah = talk_of("noah")
    assert noah.begin("cancel my next meeting").followups == ["action_cancel"]
    assert noah.do("action_cancel").names == ["utter_nothing_to_cancel"]


def test_my_next_meeting_and_a_meeting_are_the_calendar_s_whatever_was_talked_about(talk):
    talk.begin("cancel a meeting")
    coming = talk.task["draft"]["among"]
    shown = {"shown_events": coming[2:3], "focus_event": coming[2]["id"]}
    for words, ids in (("cancel my next meeting", [coming[0]["id"]]), ("cancel a call", None)):
        talk.slots |= {"cancellation": None, **shown}
        talk.begin(words)
        assert talk.task["draft"].get("ids") == ids


@pytest.mark.parametrize("said", ["can you tell them i'm 10 min late", "let everybody know please"])
def test_to_tell_them_something_chooses_none_of_them(talk, said):
    talk.begin("cancel a meeting")
    assert talk.hear(said, "out_of_scope", 0.9).events == []


@pytest.mark.parametrize("said", ["no wait i will go", "no keep it as it is", "don't cancel anything", "keep them"])
def test_to_keep_them_is_none_of_them(talk, said):
    talk.begin("cancel a meeting")
    assert talk.hear(said).names == ["utter_task_dropped"]


def test_a_question_without_its_mark_is_no_reason(talk):
    talk.begin("cancel my next meeting")
    assert talk.asked == "reason"
    assert talk.hear("and how do i join", "event_details", 0.7).events == []


@pytest.mark.parametrize(("said", "is_place"), [("cancel the 1st", True), ("cancel my meetings on the 19th", False)])
def test_the_first_of_a_list_is_no_first_of_the_month(talk, said, is_place):
    talk.begin("cancel a meeting")
    coming = talk.task["draft"]["among"]
    talk.slots |= {"cancellation": None, "shown_events": coming[2:5]}
    talk.begin(said)
    assert (talk.task["draft"].get("ids") == [coming[2]["id"]]) is is_place


def test_a_question_for_free_time_names_none_of_that_day_s_meetings(talk):
    talk.begin("cancel a meeting")
    among = talk.task["draft"]["among"]
    talk.hear("wen am i fre thursday", "check_availability", 0.6)
    assert talk.task["draft"]["among"] == among


def test_an_event_that_is_named_counts_for_more_than_another_one_talked_about(talk):
    talk.begin("cancel a meeting")
    coming = talk.task["draft"]["among"]
    focus, named = coming[0], next(one for one in coming if one["name"].split()[0] != coming[0]["name"].split()[0])
    talk.slots |= {"cancellation": None, "shown_events": [focus], "focus_event": focus["id"]}
    talk.begin(f"cancel the {named['name'].lower()}")
    draft = talk.task["draft"]
    assert named["id"] in (draft.get("ids") or [one["id"] for one in draft["among"]])
    assert focus["id"] not in (draft.get("ids") or [])


@pytest.mark.parametrize("said", ["no, keep the demo", "don't cancel it"])
def test_to_keep_something_begins_no_cancelling(talk, said):
    came = talk.begin(said)
    assert (came.names, talk.slots["cancellation"]) == (["utter_kept"], None)


def test_what_is_called_by_a_name_that_no_event_has_is_said_to_be_missing(talk):
    talk.begin("cancel a meeting")
    focus = talk.task["draft"]["among"][0]
    talk.slots |= {"cancellation": None, "focus_event": focus["id"], "shown_events": [focus]}
    talk.begin("cancel the dentist")
    assert not talk.task["draft"].get("ids")
    said = talk.ask()
    assert said.names == ["utter_ask_which_missing"]
    assert said.last["called"] == "dentist"


@pytest.mark.parametrize(
    ("reason", "listed"), [("I have the flu", 0), ("I have the flu", 1), ("the coffee chat is more important", 1)]
)
def test_it_is_the_one_talked_about_whatever_the_reason(talk, reason, listed):
    talk.begin("cancel a meeting")
    focus = talk.task["draft"]["among"][1]
    talk.slots |= {"cancellation": None, "focus_event": focus["id"], "shown_events": [focus][:listed]}
    talk.begin(f"cancel it, {reason}")
    assert talk.task["draft"]["ids"] == [focus["id"]]


def test_what_is_called_otherwise_than_all_that_was_listed_is_found_in_the_calendar(talk):
    talk.begin("cancel a meeting")
    among = talk.task["draft"]["among"]
    intros = [one for one in among if one["name"] == "Intro Call"]
    talk.slots |= {"cancellation": None, "focus_event": None, "shown_events": intros}
    talk.begin("cancel the product demo")
    draft = talk.task["draft"]
    demos = {one["id"] for one in among if one["name"] == "Product Demo"}
    assert demos
    assert set(draft.get("ids") or [one["id"] for one in draft["among"]]) <= demos


def test_what_an_event_type_is_called_is_never_said_to_be_missing(server, desk):
    """No portfolio talk is near: there may be one further on."""
    conversation = desk.meet("ana")
    desk.connect(conversation, "ana", scopes=CHANGE | BOOK)
    talk = Talk(server, conversation.id, "cancel_form", "cancellation", "cancel_event")
    talk.begin("cancel the portfolio talk")
    assert talk.ask().names == ["utter_ask_which_several"]
