"""Another time for what is under way, told apart from another meeting's."""

import re

import pytest

from parley.scheduling.retimed import moves_nothing, retimes_this, without_the_old
from parley.when import Span

_TIME = re.compile(r"\b\d+ minutes\b|\b(?:at )?\d{1,2}(?::\d\d)?\b|\bhalf an hour\b|\bthursday\b")


def retimes(text, *, strict=False):
    text = without_the_old(text)
    times = [Span(one[0], *one.span(), "instant") for one in _TIME.finditer(text)]
    return retimes_this(text, times, ("Kim Lee", "Product Demo"), strict=strict)


@pytest.mark.parametrize(
    "text",
    [
        "sounds good but can you make it 3 instead",
        "yes but at 3",
        "ok but thursday",
        "could we start at 3 instead of 2:30",
        "push it back half an hour",
        "move the demo with kim to 3",
        "make it 3 please",
        "can we push the call by 15 minutes",
        "can it start at 3",
        "3 instead",
        "half an hour later please",
        "delay it half an hour so that everybody has had lunch",
    ],
)
def test_this_gets_another_time(text):
    assert retimes(text)


@pytest.mark.parametrize(
    "text",
    [
        "move the intro call with lena to 3",
        "push my 2 o'clock back half an hour",
        "move it to 3, the one with ria",
        "cancel it and make it 3 slides with my boss",
        "reschedule the other one to 3",
        "yes",
        "yes but not like that",
        "make it a product demo",
        "3",
    ],
)
def test_what_names_another_meeting_or_no_time_does_not(text):
    assert not retimes(text)


@pytest.mark.parametrize("text", ["make it 3 slides about colors", "delay it half an hour so that all can eat"])
def test_where_any_text_is_an_answer_it_has_to_say_nothing_else(text):
    assert not retimes(text, strict=True)
    assert retimes("make it 3 instead", strict=True)


def test_words_without_moving_move_no_other_meeting():
    assert moves_nothing("the 18th, right after the other one")
    assert not moves_nothing("move the other one to the 18th")
