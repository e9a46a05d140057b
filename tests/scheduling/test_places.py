"""Places in a list, in words."""

import pytest

from parley.scheduling.places import bare_place, places_in


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the 4th", 4),
        ("4", 4),
        ("#2", 2),
        ("Number 3 please", 3),
        ("the 2nd one", 2),
        ("the 2nd 1", 2),
        ("3rd 1 pls", 3),
        ("no. 5!", 5),
    ],
)
def test_a_place_can_be_all_that_is_said(text, place):
    assert bare_place(text) == place


@pytest.mark.parametrize("text", ["", "at 4", "the 4th of July", "4 pm", "100", "²", "the second"])
def test_a_number_among_other_words_is_not_a_bare_place(text):
    assert bare_place(text) is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("cancl the 2nd 1", (2,)),
        ("the second 1 please", (2,)),
        ("the last 1", (-1,)),
        ("2 and 1", (2, 1)),
        ("the 2nd and 1", (2, 1)),
    ],
)
def test_a_one_written_as_a_digit_is_no_second_place(text, places):
    assert places_in(text, 5) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("the secnod one", (2,)),
        ("show me the thrid", (3,)),
        ("the frist two", (1, 2)),
        ("the fourht and the last", (4, -1)),
        ("eight seconds", None),
        ("go forth", None),
    ],
)
def test_a_slip_of_the_finger_in_a_place_is_that_place(text, places):
    assert places_in(text, 5) == places
