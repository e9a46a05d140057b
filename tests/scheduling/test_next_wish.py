"""Two wishes in one sentence: the first is done now, and the next is named."""

import pytest

from parley.scheduling.next_wish import first_wish


@pytest.mark.parametrize(
    ("text", "first", "then"),
    [
        ("cancel it and offer her one next week", "cancel it", "offer her one next week"),
        ("can you cancel my 2pm and schedule a chat with tim", "can you cancel my 2pm", "schedule a chat with tim"),
        ("cancel the 9.30 tomorrow, then book ana the day after", "cancel the 9.30 tomorrow", "book ana the day after"),
        ("please cancel max's review, i'd like to book lena", "please cancel max's review", "book lena"),
        ("cancel the intro and move the demo to friday", "cancel the intro", "move the demo to friday"),
        ("move the 9.30 to friday and cancel the demo", "move the 9.30 to friday", "cancel the demo"),
        ("move the demo to friday and the intro to monday", "move the demo to friday", "the intro to monday"),
        ("push it back half an hour and invite tim", "push it back half an hour", "invite tim"),
    ],
)
def test_what_comes_next_spoils_nothing_of_what_comes_first(text, first, then):
    assert first_wish(text) == (first, then)


@pytest.mark.parametrize(
    "text",
    [
        "cancel the intro and the demo",
        "cancel the intro call and tell Emily I'm ill",
        "cancel it, and please send her my apologies",
        "cancel it and give no reason",
        "cancel it and find out why",
        "cancel the demo because I need to book a flight",
        "cancel it, I'd like to move it",
        "cancel everything on friday and also monday's",
        "move it from 3 to 4",
        "move it to friday and let her know",
        "book a demo and offer her a coffee",
    ],
)
def test_one_wish_stays_whole(text):
    assert first_wish(text) == (text, "")
