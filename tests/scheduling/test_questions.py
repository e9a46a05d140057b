"""Questions that only look something up."""

import pytest

from parley.scheduling.questions import (
    asks_called_off,
    asks_if_it_is,
    asks_no_shows,
    asks_own_cancelling,
    asks_whether,
    holds,
    look_up_in,
)


@pytest.mark.parametrize(
    "said",
    [
        "is anyone marked as no show last week?",
        "which ones are marked as no-shows?",
        "who didn't show up last week?",
        "who did not come yesterday",
        "any no-shows this month?",
        "show me the no-shows of last week",
        "how many no shows did I have in november",
        "did anybody not show up today?",
        "who never turned up on monday",
    ],
)
def test_who_did_not_come_is_asked(said):
    assert asks_no_shows(said)


@pytest.mark.parametrize(
    "said",
    [
        "Karim didn't come",
        "mark Karim as a no-show",
        "she was a no show",
        "the client didn't show up yesterday",
        "tell me when somebody is a no-show",
        "undo the no-show",
        "who is coming tomorrow?",
        "can you mark a no-show",
    ],
)
def test_a_no_show_is_wished_for_or_something_else(said):
    assert not asks_no_shows(said)


@pytest.mark.parametrize(
    ("said", "by_me"),
    [
        ("what did I cancel today?", True),
        ("did I cancel anything today?", True),
        ("what have i cancelled this week", True),
        ("which meetings got cancelled this week?", False),
        ("did Oliver cancel?", False),
        ("has anyone cancelled?", False),
        ("was anything called off yesterday?", False),
        ("who cancelled this week", False),
    ],
)
def test_what_was_called_off_is_asked(said, by_me):
    assert asks_called_off(said)
    assert asks_own_cancelling(said) is by_me


@pytest.mark.parametrize(
    "said",
    [
        "cancel my meeting today",
        "can I cancel anything?",
        "which one can I cancel?",
        "did you cancel it?",
        "did that get cancelled?",
        "is my meeting cancelled?",
        "I cancelled the demo, book it again",
        "cancel what I booked today",
        "please cancel everything",
        "what happens if I cancel?",
    ],
)
def test_nothing_that_was_called_off_is_asked(said):
    assert not asks_called_off(said)


@pytest.mark.parametrize(
    ("said", "count", "so"),
    [
        ("do I have anything on friday?", 0, False),
        ("do I have anything on friday?", 1, True),
        ("do I have more than 3 meetings on thursday?", 3, False),
        ("do I have more than three meetings on thursday?", 4, True),
        ("are there at least 2 calls?", 2, True),
        ("are there fewer than 2 calls?", 2, False),
        ("do I have exactly 2 calls?", 2, True),
    ],
)
def test_a_number_may_be_asked_for(said, count, so):
    assert asks_whether(said)
    assert holds(said, count) is so


@pytest.mark.parametrize("said", ["what's on friday?", "show my meetings", "do you have my calendar?", "is it free?"])
def test_no_yes_or_no_is_asked_of_a_list(said):
    assert not asks_whether(said)


@pytest.mark.parametrize("said", ["is it on Thursday?", "is Emily coming today?", "was it online?"])
def test_whether_something_is_so(said):
    assert asks_if_it_is(said)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("is Tim's coffee on Tuesday?", "event_details"),
        ("is my meeting with Hana on Tuesday?", "event_details"),
        ("is the coffee chat longer than half an hour?", "event_details"),
        ("when did I last talk to Mei?", "event_details"),
        ("which meetings this week are not with Emily?", "list_events_in_range"),
        ("which of my meetings this week are on zoom?", "list_events_in_range"),
        ("how many meetings this week not counting office hours?", "list_events_in_range"),
        ("anything with tim on thursday?", "list_events_in_range"),
        ("do i have anything with tim on thursday?", "list_events_in_range"),
        ("do I have more than 3 meetings on thursday?", "list_events_in_range"),
        ("book a call with Tim on Tuesday", None),
        ("is Tuesday free for a call with Tim?", None),
        ("do I have any time on Tuesday?", None),
        ("is it possible to move my meeting on Tuesday?", None),
        ("can I cancel my meeting on Tuesday?", None),
        ("do I have to cancel anything?", None),
        ("are my meetings on Tuesday movable, move them to Friday", None),
        ("a meeting with Tim on Tuesday", None),
        ("what meeting types are there?", None),
    ],
)
def test_a_look_up_is_told_from_a_task(said, intent):
    assert look_up_in(said) == intent
