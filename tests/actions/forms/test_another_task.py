"""What in the middle of a form is no answer to it, but a request of its own."""

import pytest

from actions.forms.another_task import is_another_request, is_likely_request, is_slip, is_surely_else, names_a_task
from actions.forms.message import Message

BOOKS = frozenset({"schedule_appointment"})


def is_else(text, intent, confidence=0.9, *, free=False, **more):
    return is_surely_else(Message(text, intent, confidence, **more), BOOKS, takes_anything=free)


@pytest.mark.parametrize("text", ["cancel my 3 pm", "please call off the demo", "scrap the launch review"])
def test_another_task_begins_with_its_verb(text):
    assert is_else(text, "cancel_event")
    assert not is_else(text, "cancel_event", 0.7)
    assert not is_else(text, "cancel_event", free=True)


def test_the_verb_of_the_form_itself_begins_no_other_task():
    assert not is_else("book a demo too", "schedule_appointment")


def test_where_any_text_is_an_answer_only_a_sure_question_is_none():
    assert is_else("what do i have on friday?", "list_events", free=True)
    assert not is_else("the agenda of the launch", "list_events", free=True)


@pytest.mark.parametrize(("intent", "expected"), [("list_events", True), ("inform", False), ("affirm", False)])
def test_a_button_is_an_answer_or_surely_none(intent, expected):
    assert is_else("", intent, 1.0, pressed=True) is expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (Message("what is on today", "list_events", 0.6), True),
        (Message("what is on today", "list_events", 0.4), False),
        (Message("", "list_events", 0.0, pressed=True), True),
        (Message("tomorrow", "inform", 0.9), False),
        (Message("book another", "schedule_appointment", 0.9), False),
        (Message("stop", "list_events", 0.9), False),
    ],
)
def test_another_request_is_likely_no_answer_no_command_and_nothing_that_begins_the_form(message, expected):
    assert is_another_request(message, BOOKS) is expected


def test_a_reading_that_says_nothing_of_its_own_is_no_request():
    assert is_likely_request(Message("remind me", "set_reminder", 0.5))
    assert not is_likely_request(Message("hmm", "nlu_fallback", 0.9))


@pytest.mark.parametrize(
    ("text", "expected"), [("the typography one", True), ("is it?", False), ("sing me a song", False)]
)
def test_a_few_words_that_seem_off_topic_may_answer_another_question(text, expected):
    assert is_slip(Message(text, "out_of_scope", 0.9)) is expected


def test_what_was_taken_for_a_request_is_no_slip():
    assert not is_slip(Message("the typography one", "list_events", 0.9))


@pytest.mark.parametrize(
    ("words", "expected"), [("a new meeting", True), ("re-schedule it", True), ("the blue one", False)]
)
def test_words_of_a_task_are_told_from_those_that_say_nothing_of_one(words, expected):
    assert names_a_task(words) is expected
