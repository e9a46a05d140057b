"""Words that steer, and words that only look so."""

import pytest

from actions.forms.commands import Command, asks_for_a_person, asks_if_done, command_in, is_off_topic, is_question
from actions.forms.message import Message


def heard(text, intent="nlu_fallback", confidence=0.4, *, free=True):
    return command_in(Message(text, intent, confidence), anything_is_an_answer=free)


@pytest.mark.parametrize(
    "text", ["stop", "Never mind.", "nevermind", "cancel", "cancel that", "forget it", "no, stop", "quit please"]
)
def test_stopping_is_understood_at_any_question(text):
    assert heard(text) is Command.STOP


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("go back", Command.BACK),
        ("back", Command.BACK),
        ("can you go back one step", Command.BACK),
        ("undo that", Command.BACK),
        ("start over", Command.START_OVER),
        ("let's start again", Command.START_OVER),
        ("help", Command.HELP),
        ("what can I say?", Command.HELP),
        ("??", Command.HELP),
        ("nah leave it", Command.STOP),
        ("what do you mean?", Command.HELP),
        ("sorry, I don't understand the question", Command.HELP),
        ("Why do you need to know?", Command.HELP),
        ("say that again please", Command.REPEAT),
        ("pardon?", Command.REPEAT),
        ("try again", Command.TRY_AGAIN),
    ],
)
def test_each_command_has_its_words(text, command):
    assert heard(text) is command


@pytest.mark.parametrize(
    "text",
    [
        "Cancel Culture Weekly",
        "help desk",
        "Back to school planning",
        "stop motion films",
        "start over-the-air updates",
        "cancel my subscription business",
        "Never Mind the Gap",
        "again and again",
        "What do you mean by lean?",
        "Why we need a new site",
        "I don't understand the new pricing",
    ],
)
def test_topics_that_begin_like_commands_are_none(text):
    assert heard(text, "stop", 0.99) is None


def test_what_reads_like_a_command_is_one_where_it_cannot_be_an_answer():
    assert heard("I don't want this any more, drop the whole thing", "stop", 0.93, free=False) is Command.STOP
    assert heard("I don't want this any more, drop the whole thing", "stop", 0.5, free=False) is None


def test_a_button_is_certain():
    press = Message("/go_back", "go_back", 1.0, pressed=True)
    assert command_in(press, anything_is_an_answer=True) is Command.BACK


def test_a_button_of_something_else_is_no_command():
    press = Message("/list_events", "list_events", 1.0, pressed=True)
    assert command_in(press, anything_is_an_answer=False) is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("who's coming to my next meeting?", "get_invitees"),
        ("what's on monday", "list_events_in_range"),
        ("wait, am I free on thursday?", "check_availability"),
        ("ok and which event types are there", "list_event_types"),
    ],
)
def test_what_surely_asks_for_something_is_a_question_even_where_any_text_is_an_answer(text, intent):
    assert is_question(Message(text, intent, 0.9))


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("how do we get started?", "out_of_scope", 0.9),
        ("what we did last week", "list_events", 0.5),
        ("the meetings of next week", "list_events_in_range", 0.9),
        ("who is coming to the launch?", "get_invitees", 0.95),
        ("which meetings to cancel", "cancel_event", 0.9),
    ],
)
def test_a_topic_that_only_sounds_like_a_question_is_an_answer(text, intent, confidence):
    assert not is_question(Message(text, intent, confidence))


@pytest.mark.parametrize(("text", "asks"), [("i want to talk to a human", True), ("talking to humans", False)])
def test_somebody_is_asked_for_even_where_anything_is_an_answer(text, asks):
    assert asks_for_a_person(Message(text, "human_handoff", 0.95)) is asks
    assert not asks_for_a_person(Message(text, "human_handoff", 0.5))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("tell me a joke", True),
        ("hey, are you a bot?", True),
        ("what's the weather tomorrow", True),
        ("tell me about your pricing", False),
        ("what is your refund policy?", False),
        ("translating our site", False),
    ],
)
def test_what_only_a_bot_is_asked_is_no_topic(text, is_one):
    assert is_off_topic(Message(text, "out_of_scope", 0.9)) is is_one
    assert not is_off_topic(Message(text, "out_of_scope", 0.6))


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("did that go through?", True),
        ("so is it booked now?", True),
        ("have you cancelled it?", True),
        ("all set?", True),
        ("is it done", False),
        ("did it work", True),
        ("have it moved", False),
        ("has that gone through", True),
        ("is that booked for Friday?", False),
        ("all done", False),
    ],
)
def test_whether_it_is_done_is_asked_with_nothing_else(text, asks):
    assert asks_if_done(Message(text, "event_details", 0.6)) is asks
