"""Scheduling phrases come out as agreed, each of the list by itself."""

from collections import Counter

import pytest

from benchmarks.time_phrases import Phrase, phrases, taken
from parley.when import Words

ALL = list(phrases())


@pytest.mark.parametrize("phrase", ALL, ids=lambda phrase: phrase.text)
def test_a_phrase_comes_out_as_agreed(words: Words, phrase: Phrase):
    assert taken(words, phrase) == phrase.answer


def test_the_list_is_long_and_says_nothing_twice():
    said = Counter((phrase.text, str(phrase.how)) for phrase in ALL)
    assert len(ALL) >= 400
    assert [text for text, count in said.items() if count > 1] == []
