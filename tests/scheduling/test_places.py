"""Places in a list, in words."""

import pytest

from parley.scheduling.places import bare_place


@pytest.mark.parametrize(
    ("text", "place"), [("the 4th", 4), ("4", 4), ("#2", 2), ("Number 3 please", 3), ("the 2nd one", 2), ("no. 5!", 5)]
)
def test_a_place_can_be_all_that_is_said(text, place):
    assert bare_place(text) == place


@pytest.mark.parametrize("text", ["", "at 4", "the 4th of July", "4 pm", "100", "²", "the second"])
def test_a_number_among_other_words_is_not_a_bare_place(text):
    assert bare_place(text) is None
