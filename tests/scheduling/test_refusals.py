"""What does not suit somebody, told from what they want instead."""

import pytest

from parley.scheduling.refusals import refused, refuses_the_offer


@pytest.mark.parametrize(
    ("said", "out", "kept"),
    [
        ("I can't do tomorrow", "tomorrow", ""),
        ("I can't do Tuesday, what about Wednesday?", "Tuesday,", "what about Wednesday?"),
        ("sorry, I'm busy on Monday afternoon", "on Monday afternoon", ""),
        ("I am not free on Friday but Thursday works", "on Friday", "but Thursday works"),
        ("Tuesday is bad, how about Thursday", "Tuesday", ", how about Thursday"),
        ("Monday's no good", "Monday", ""),
        ("Wednesday doesn't work for me", "Wednesday", ""),
        ("we're out on Thursday and Friday", "on Thursday and Friday", ""),
        ("no mondays please", "mondays please", ""),
        ("I won't be able to make it on the 3rd", "on the 3rd", ""),
    ],
)
def test_what_is_refused_is_told_from_what_is_wanted_instead(said, out, kept):
    found = refused(said)
    assert found
    assert (found.left_out.strip(), " ".join(found.kept.split())) == (out, kept)


@pytest.mark.parametrize(
    "said", ["I'm free on Friday", "I'm in on Friday", "Tuesday works", "I can do Monday", "is Monday no good?", "then"]
)
def test_what_suits_is_not_refused(said):
    assert refused(said) is None


@pytest.mark.parametrize("said", ["I can't then", "that doesn't work for me", "it's no good", "those don't suit me"])
def test_a_refusal_of_whatever_is_offered(said):
    assert refuses_the_offer(said)
