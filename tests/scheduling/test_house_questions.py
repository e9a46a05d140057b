"""What a visitor asks of the house."""

import pytest

from parley.scheduling.house_questions import OfHouse, house_question


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("who will i be talking to", OfHouse.HOST),
        ("and who will I be speaking with?", OfHouse.HOST),
        ("who is Ana?", OfHouse.HOST),
        ("whose studio is this?", OfHouse.HOST),
        ("who is it with?", OfHouse.HOST),
        ("where are you", OfHouse.PLACE),
        ("where is the studio?", OfHouse.PLACE),
        ("what's your address again", OfHouse.PLACE),
        ("how do I get to you?", OfHouse.WAY),
        ("can I park there?", OfHouse.WAY),
        ("how do I find my way there?", OfHouse.WAY),
        ("can I bring a colleague", OfHouse.COMPANY),
        ("can my boss come too?", OfHouse.COMPANY),
        ("my husband would like to come along", OfHouse.COMPANY),
        ("do I have to prepare anything?", OfHouse.UNKNOWN),
        ("is it recorded?", OfHouse.UNKNOWN),
        ("is Ana available on Friday?", OfHouse.TIMES),
        ("hey, can i see ana on saturday?", OfHouse.TIMES),
        ("Hi, could Ana ring me tomorrow?", OfHouse.TIMES),
        ("when can I have a strategy session?", OfHouse.TIMES),
        ("what's the earliest design review I can get?", OfHouse.TIMES),
    ],
)
def test_it_is_known_by_its_words(text, asked):
    assert house_question(text, "Ana Keller") is asked


@pytest.mark.parametrize(
    "text",
    [
        "where is my meeting?",
        "who is coming on friday?",
        "is Bob available?",
        "who is Bob?",
        "how we find our customers",
        "can I bring it forward?",
        "what's on tomorrow",
        "banana is available",
        "book Ana",
    ],
)
def test_other_words_ask_nothing_of_it(text):
    assert house_question(text, "Ana Keller") is None
