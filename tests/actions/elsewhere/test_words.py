"""Words that ask what a time is on other clocks, and words that only look like it."""

import pytest

from actions.elsewhere.words import Elsewhere, elsewhere_in


@pytest.mark.parametrize(
    ("text", "about", "zones"),
    [
        ("What time is that in Tokyo?", "", ["Tokyo"]),
        ("ok cool, what time is that in singapore then?", "", ["singapore"]),
        ("can you tell me what time that is in Sao Paulo please", "", ["Sao Paulo"]),
        ("when is it in sydney", "", ["sydney"]),
        ("what is that in london time?", "", ["london time"]),
        ("whats that in est", "", ["EST"]),
        ("convert that to PST", "", ["PST"]),
        ("that in UTC+2?", "", ["UTC+2"]),
        ("tell me that in pacific time please", "", ["pacific time"]),
        ("what time will it be in tokyo and new york?", "", ["tokyo", "new york"]),
        ("what time would that be in Boston or LA", "", ["Boston", "LA"]),
        ("what time does it start in London?", "", ["London"]),
        ("what time is the second one in Tokyo", "the second one", ["Tokyo"]),
        ("show me the second one in tokyo time", "the second one", ["tokyo time"]),
        ("what about the 2nd one in Tokyo?", "the 2nd one", ["Tokyo"]),
        ("what time is my call with Ben in Tokyo?", "my call with Ben", ["Tokyo"]),
        ("what time is 3pm friday in tokyo?", "3pm friday", ["tokyo"]),
        ("whats 3pm tomorrow in NY time", "3pm tomorrow", ["NY time"]),
    ],
)
def test_a_time_is_asked_for_in_another_place(text, about, zones):
    asked = elsewhere_in(text)
    assert asked
    assert (asked.about, [one.text for one in asked.zones], asked.goes_on) == (about, zones, False)


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("when is that for Ana?", "Ana"),
        ("what time would that be on her side", "her"),
        ("what's that in Ana's time?", "Ana"),
        ("what time is it for the other person", "the other person"),
        ("what's that in their time zone", "their"),
    ],
)
def test_a_time_is_asked_for_on_somebody_s_clocks(text, whose):
    assert elsewhere_in(text) == Elsewhere(whose=whose)


@pytest.mark.parametrize("text", ["and in New York?", "and tokyo?", "in tokyo?", "tokyo time?", "what about Lisbon"])
def test_a_place_alone_goes_on_with_such_a_question(text):
    asked = elsewhere_in(text)
    assert asked
    assert (asked.goes_on, len(asked.zones)) == (True, 1)


def test_a_person_alone_goes_on_with_such_a_question():
    assert elsewhere_in("and for Ben?") == Elsewhere(whose="Ben", goes_on=True)


@pytest.mark.parametrize("text", ["what time is it in Tokyo?", "what time is it right now in tokyo"])
def test_what_time_it_is_there_is_about_now(text):
    asked = elsewhere_in(text)
    assert asked
    assert asked.now


def test_a_place_that_is_none_is_asked_for_all_the_same():
    assert elsewhere_in("what time is that in Gotham") == Elsewhere()


@pytest.mark.parametrize(
    "text",
    [
        "use tokyo time",
        "tokyo time",
        "in new york",
        "i'm in tokyo now",
        "my time zone is tokyo",
        "set my time zone to IST",
        "show times in tokyo time",
        "what do i have tomorrow at 3pm CST?",
        "when am i free next week in tokyo time?",
        "when is my meeting in London",
        "what's on in Tokyo time?",
        "what about 3pm Tokyo time",
        "what's on sunday 29 november 2:30 pm IST",
        "is 3pm tokyo time free?",
        "book an intro at 3pm tokyo time",
        "move it to 3pm in tokyo",
        "what time is it?",
        "what time is my next meeting?",
        "what time zone is Ana in?",
        "when is it for tomorrow",
        "what is that for?",
        "what is it in person?",
        "how long is that in total?",
        "and for tomorrow?",
        "and friday?",
        "what's the weather in Tokyo",
    ],
)
def test_what_sets_a_zone_or_names_a_time_asks_for_nothing_elsewhere(text):
    assert elsewhere_in(text) is None


def test_long_messages_ask_for_other_things():
    assert elsewhere_in("so " * 100 + "what time is that in Tokyo?") is None
