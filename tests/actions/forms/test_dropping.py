"""Yes and no to dropping one task for another."""

import pytest

from actions.forms.dropping import drops_first, keeps
from actions.forms.message import Message


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "No, keep the booking",
        "no, keep Grace",
        "keep it",
        "keep going please",
        "let's finish this first",
        "let me finish the booking",
        "nah, go on with it",
        "no, I want to continue",
        "yes, keep it",
        "don't drop it",
        "no don't",
        "stick with the booking",
    ],
)
def test_to_keep_the_task_is_a_no(text):
    assert drops_first(Message(text)) is False


@pytest.mark.parametrize("text", ["yes", "drop it", "yes, drop it", "ok forget the booking", "yeah cancel that please"])
def test_to_drop_the_task_is_a_yes(text):
    assert drops_first(Message(text)) is True


@pytest.mark.parametrize("text", ["thursday at 3", "no, Wednesday", "what's on tomorrow?", "cancel my call on friday"])
def test_anything_else_is_neither(text):
    assert drops_first(Message(text)) is None


def test_no_end_of_punctuation_is_looked_at_over_and_over():
    assert not keeps("!" * 30_000 + "x")
