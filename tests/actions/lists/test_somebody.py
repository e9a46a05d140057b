"""What is asked of somebody whom one meets is told of whoever is named, or was spoken of before."""

import pytest

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
DETAILS, INVITEES, FURTHER = "action_event_details", "action_get_invitees", "action_show_further"
SOMEBODY = "action_tell_of_somebody"
NOT_UNDERSTOOD, OUT_OF_SCOPE = "action_not_understood", "action_out_of_scope"


@pytest.mark.parametrize("said", ["and when am I next seeing her", "when is she coming", "when's her next one?"])
def test_she_is_whom_the_last_answer_was_about(chat, said):
    chat.say("when did I last meet Hana", DETAILS)
    told = chat.say(said, NOT_UNDERSTOOD, "nlu_fallback").last
    assert (told["when"], told["people"]) == ("Wed 2 Dec, 13:00–13:30 CET", "With Hana Svobodová")


def test_she_is_whom_nothing_was_found_with(chat):
    assert chat.say("when did I last meet Mei", DETAILS).names == ["utter_none_found_nearest"]
    said = chat.say("and when am I next seeing her", DETAILS)
    assert (said.last["when"], said.last["people"]) == ("Mon 23 Nov, 10:00–10:30 CET", "With Mei Tanaka")


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("when is Mei coming", "Mon 23 Nov, 10:00–10:30 CET"),
        ("when do i next see mei tanaka", "Mon 23 Nov, 10:00–10:30 CET"),
        ("when am i meeting mei", "Mon 23 Nov, 10:00–10:30 CET"),
        ("when did i last meet Hana", "Mon 16 Nov, 10:00–10:30 CET"),
        ("how long since I last saw Hana", "Mon 16 Nov, 10:00–10:30 CET"),
        ("who did i see most recently", "Today, Wed 18 Nov, 10:00–11:00 CET"),
    ],
)
def test_whoever_is_named_is_looked_for(chat, said, when):
    chat.say("what's on next week?")
    assert chat.say(said, OUT_OF_SCOPE, "out_of_scope").last["when"] == when


def test_the_one_before_that_is_with_the_same(chat):
    chat.say("when did I last meet Hana", DETAILS)
    assert chat.say("and before that", FURTHER, "show_earlier").names == ["utter_nothing_earlier"]


@pytest.mark.parametrize(
    ("said", "names", "when"),
    [
        ("have i ever met Hana", ["utter_yes", "utter_past_events"], None),
        ("has Hana been here before?", ["utter_yes", "utter_past_events"], None),
        ("have i ever met Mei", ["utter_none_found"], "No. So far"),
        ("has Mei booked before", ["utter_none_found"], "No. So far"),
    ],
)
def test_whether_one_has_met_is_yes_or_no(chat, said, names, when):
    told = chat.say(said, OUT_OF_SCOPE, "out_of_scope")
    assert (told.names, told.last.get("when")) == (names, when)


def test_how_often_is_a_number(chat):
    chat.say("when did I last meet Hana", DETAILS)
    said = chat.say("how many times have i met her this year", OUT_OF_SCOPE, "out_of_scope")
    assert (said.names, said.last["found"]) == (["utter_event_count"], "1 event with Hana Svobodová")
    assert chat.say("how often do i see Hana", INVITEES).last["found"] == "1 event with Hana Svobodová"


@pytest.mark.parametrize("said", ["who is Tim Krüger", "who's tim?", "what company is tim from"])
def test_who_somebody_is_stands_in_the_next_event_with_them(chat, said):
    told = chat.say(said, OUT_OF_SCOPE, "out_of_scope")
    assert told.names == ["utter_invitees"]
    assert "tim.krueger@example.org" in told.last["people"]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("is he coming alone", ["utter_yes", "utter_invitees"]),
        ("is he bringing anyone?", ["utter_no", "utter_invitees"]),
        ("whats his email", ["utter_invitees"]),
        ("copy me his answers", ["utter_invitees"]),
    ],
)
def test_the_event_talked_about_tells_more_of_him(chat, said, names):
    chat.say("when is Tim coming", DETAILS)
    told = chat.say(said, INVITEES, "get_invitees")
    assert told.names == names
    assert "Tim Krüger" in told.last["people"]


def test_of_a_group_only_who_is_named_is_told(chat):
    chat.say("when is my next demo", DETAILS, "event_details")
    everybody = chat.say("who's coming to it?", INVITEES, "get_invitees").last["people"]
    name = everybody.splitlines()[0].split()[1]
    told = chat.say(f"what did {name} answer", INVITEES, "get_invitees").last["people"]
    assert everybody.startswith(told)
    assert len(told.splitlines()) < len(everybody.splitlines())


def test_whether_she_cancelled_is_of_her(chat):
    chat.say("when is Tim coming", DETAILS)
    asked = chat.server.run("action_list_events", chat.conversation, "list_events", "did he cancel?", slots=chat.slots)
    assert asked.followups == [SOMEBODY]
    slots = chat.slots | asked.slots
    said = chat.server.run(SOMEBODY, chat.conversation, "list_events", "did he cancel?", slots=slots)
    assert said.followups == ["action_list_events"]
    assert said.slots["settled"]["asked"]["text"] == "did Tim Krüger cancel?"


def test_when_nobody_was_spoken_of_it_is_asked_who(chat):
    chat.say("what's on next week?")
    assert chat.say("when did I last meet her", DETAILS, entities={"ordinal": "-1"}).names == ["utter_whom_do_you_mean"]


def test_whoever_is_late_for_him_is_told_of_his_meeting(chat):
    chat.say("when is Mei coming", DETAILS)
    said = chat.say("tell her i'm running late", OUT_OF_SCOPE, "out_of_scope")
    assert "Mei Tanaka" in said.last["people"]
