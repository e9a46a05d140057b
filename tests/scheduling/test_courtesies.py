"""Words that lead on to a sentence: passed over, and never taken for what they lead on to."""

import re

import pytest

from parley.scheduling.courtesies import NO, PLEASED, WISHING, YES, led_by

_BACK = re.compile(rf"{led_by(NO, YES, PLEASED, WISHING)}back", re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    [
        "back",
        "ok, back",
        "Oh no wait... back",
        "hmm, acutally back",
        "thanks! could you please back",
        "i'd like to back",
    ],
)
def test_what_leads_on_is_passed_over(text):
    assert _BACK.fullmatch(text)


@pytest.mark.parametrize("text", ["okback", "the back", "ok", "please", "not back", "annoy, back"])
def test_nothing_else_is(text):
    assert not _BACK.fullmatch(text)


def test_only_what_a_sentence_may_begin_with_leads_on_to_it():
    assert not re.fullmatch(rf"{led_by()}back", "no, back")
    assert re.fullmatch(rf"{led_by(NO)}back", "no, back")
