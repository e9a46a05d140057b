"""What is not understood, and what is said again."""

import pytest

from tests.support.actions import Said, call

RANKING = [
    {"name": "nlu_fallback", "confidence": 0.3},
    {"name": "cancel_event", "confidence": 0.28},
    {"name": "get_invitees", "confidence": 0.26},
    {"name": "list_events", "confidence": 0.2},
]


def run(server, body):
    answer = server.post(body)
    assert answer.status_code == 200, answer.text
    return Said(answer.json()["responses"], answer.json()["events"])


def test_likely_readings_are_offered_as_buttons_with_the_persons_own_words(server, stranger):
    body = call("action_not_understood", stranger, "nlu_fallback", "folks on my thing tmrw")
    body["tracker"]["latest_message"]["intent_ranking"] = RANKING
    said = run(server, body)
    assert said.names == ["utter_did_you_mean"]
    payloads = [one["payload"] for one in said.last["buttons"]]
    assert payloads[0] == '/get_invitees{"said": "folks on my thing tmrw"}'


def test_one_reading_alone_is_not_called_several(server, stranger):
    body = call("action_not_understood", stranger, "nlu_fallback", "folks on my thing tmrw")
    body["tracker"]["latest_message"]["intent_ranking"] = [*RANKING[:1], {"name": "get_invitees", "confidence": 0.26}]
    assert run(server, body).names == ["utter_did_you_mean_this"]


def test_nothing_that_changes_anything_is_offered(server, stranger):
    body = call("action_not_understood", stranger, "nlu_fallback", "kill it")
    body["tracker"]["latest_message"]["intent_ranking"] = RANKING
    buttons = run(server, body).last["buttons"]
    assert not any("cancel" in one["payload"] for one in buttons)


def test_without_any_reading_other_words_are_asked_for(server, stranger):
    assert run(server, call("action_not_understood", stranger, "nlu_fallback", "asdf")).names == [
        "utter_not_understood"
    ]


def test_a_reading_that_was_pressed_is_read_with_the_words_that_were_typed(server, stranger):
    words = "lunch with Ada on Friday maybe"
    body = call(
        "validate_booking_form", stranger, "schedule_appointment", "/schedule_appointment", entities={"said": words}
    )
    body["tracker"]["latest_message"]["named"] = True
    body["tracker"]["active_loop"] = {"name": "booking_form"}
    assert run(server, body).slots["booking"]["request"] == words


def test_what_is_said_again_is_what_was_said_before_a_turn_that_failed(server, stranger):
    body = call("action_repeat", stranger, "repeat", "pardon?")
    body["tracker"]["events"] = [
        {"event": "user", "text": "hi"},
        {"event": "bot", "text": "Hello."},
        {"event": "user", "text": "what's on?"},
        {"event": "bot", "text": "Try again.", "metadata": {"utter_action": "utter_action_failed"}},
        {"event": "user", "text": "pardon?"},
    ]
    assert [one["text"] for one in server.post(body).json()["responses"]] == ["Hello."]


def test_the_last_answer_is_said_again_with_its_buttons(server, stranger):
    body = call("action_repeat", stranger, "repeat", "pardon?")
    buttons = [{"title": "Yes", "payload": "/affirm"}]
    body["tracker"]["events"] = [
        {"event": "user", "text": "hi"},
        {"event": "bot", "text": "Hello.", "data": {"buttons": buttons}},
        {"event": "action", "name": "action_listen"},
        {"event": "user", "text": "pardon?"},
    ]
    answer = server.post(body).json()["responses"]
    assert [(one["text"], one["buttons"]) for one in answer] == [("Hello.", buttons)]


def test_with_nothing_said_yet_there_is_nothing_to_repeat(server, stranger):
    assert run(server, call("action_repeat", stranger, "repeat", "pardon?")).names == ["utter_nothing_to_repeat"]


def turn_of(text, *events):
    return [{"event": "user", "text": text}, *events]


def telling(response, text="Booked: Intro Call\nTomorrow at 3\nWith Ana"):
    return [
        {"event": "bot", "text": text, "metadata": {"utter_action": response}},
        {"event": "slot", "name": "focus_event", "value": "EVENT"},
    ]


def undo(server, stranger, *events, said="undo", **slots):
    body = call("action_go_back", stranger, "go_back", said, slots=slots)
    body["tracker"]["events"] = [*events, {"event": "user", "text": said}]
    return run(server, body)


@pytest.mark.parametrize(
    ("told", "said", "buttons"),
    [
        ("utter_canceled", "utter_cancelling_is_final", []),
        ("utter_booked", "utter_take_back_booking", ["/reschedule_event", "/cancel_event"]),
        ("utter_moved", "utter_take_back_move", ["/reschedule_event", "/cancel_event"]),
        ("utter_event_types", "utter_nothing_to_go_back", []),
    ],
)
def test_undo_right_after_something_was_done_leads_to_what_can_be_done_about_it(server, stranger, told, said, buttons):
    answer = undo(server, stranger, *turn_of("yes", *telling(told)))
    assert answer.names == [said]
    assert [one["payload"].partition("{")[0] for one in answer.last.get("buttons") or []] == buttons


@pytest.mark.parametrize(
    ("told", "said", "follows"),
    [
        ("utter_canceled", "utter_cancelled_last", []),
        ("utter_booked", "utter_booked_last", ["cancel_form"]),
        ("utter_moved", "utter_moved_last", ["reschedule_form"]),
    ],
)
def test_undo_some_turns_later_names_what_was_done_and_leads_to_the_task_that_takes_it_back(
    server, stranger, told, said, follows
):
    listed = {"event": "action", "name": "action_list_events"}
    events = [*turn_of("yes", *telling(told)), *turn_of("what's on?", listed)]
    answer = undo(server, stranger, *events, focus_event=None, listing={"what": "agenda"})
    assert (answer.names, answer.followups) == ([said], follows)
    assert answer.last["done"] == "Booked: Intro Call, Tomorrow at 3"
    assert answer.slots.get("focus_event") == ("EVENT" if follows else None)


def test_back_after_a_list_is_the_page_before_whatever_was_done_earlier(server, stranger):
    listed = {"event": "action", "name": "action_list_events"}
    events = [*turn_of("yes", *telling("utter_booked")), *turn_of("what's on?", listed)]
    answer = undo(server, stranger, *events, said="back", listing={"what": "agenda"})
    assert answer.followups == ["action_list_further"]


@pytest.mark.parametrize("action", ["action_not_understood", "action_out_of_scope", "action_drop_request"])
@pytest.mark.parametrize(
    "text",
    [
        "that's not what I asked",
        "Wrong answer!",
        "no, that is wrong",
        "sorry but that isn't the right answer",
        "not that",
    ],
)
def test_whoever_says_that_the_answer_was_wrong_gets_an_apology_and_a_way_on(server, stranger, action, text):
    said = run(server, call(action, stranger, "deny", text))
    assert said.names == ["utter_misread"]


def test_wrong_in_a_sentence_of_its_own_is_no_complaint(server, stranger):
    text = "the wrong person is invited"
    assert run(server, call("action_not_understood", stranger, "nlu_fallback", text)).names == ["utter_not_understood"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("how are you?", "utter_how_are_you"),
        ("hi, how's it going", "utter_how_are_you"),
        ("are you a bot?", "utter_a_bot"),
        ("am I talking to a real person?", "utter_a_bot"),
        ("what's your name", "utter_my_name"),
        ("is my data safe?", "utter_data_safe"),
        ("what do you do with my data", "utter_data_safe"),
    ],
)
def test_what_is_asked_of_a_bot_is_answered(server, stranger, said, name):
    for action, intent in (("action_out_of_scope", "out_of_scope"), ("action_not_understood", "nlu_fallback")):
        assert server.run(action, stranger, intent, said).names == [name]


@pytest.mark.parametrize("said", ["how is the weather?", "what's your opinion on tea", "are you free on friday?"])
def test_what_is_no_small_talk_is_not_answered_as_such(server, stranger, said):
    names = server.run("action_out_of_scope", stranger, "out_of_scope", said).names
    assert not set(names) & {"utter_how_are_you", "utter_a_bot", "utter_my_name", "utter_data_safe"}
