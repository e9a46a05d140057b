"""Words that look at the list told last again. A bar stands for a time."""

import pytest

from parley.scheduling.refinements import refinement_in


@pytest.mark.parametrize(
    ("said", "about", "counted", "only"),
    [
        ("and |?", "|?", None, False),
        ("what about |?", "|?", None, False),
        ("and for |?", "for |?", None, False),
        ("what |?", "|?", None, False),  # "about next week" is a time as a whole.
        ("| and |", "|", None, False),
        ("|", "", False, False),
        ("|?", "", None, False),
        ("only |", "|", False, True),
        ("just the online ones", "online", False, True),
        ("the online ones", "online", False, True),
        ("and with Rosa?", "with Rosa?", None, False),
        ("what about Emily?", "Emily?", None, False),
        ("with Emily?", "with Emily", None, False),
        ("how many of those are online?", "are online?", True, True),
        ("which of them were intro calls?", "were intro calls?", False, True),
        ("show me all of them", "", False, False),
        ("list them", "", False, False),
    ],
)
def test_it_is_looked_at_again(said, about, counted, only):
    found = refinement_in(said)
    assert found is not None
    if about != "|":
        assert found.about.strip() == about
    assert (found.counted, found.only) == (counted, only)


@pytest.mark.parametrize(
    "said",
    [
        "and who is coming?",
        "and the second one?",
        "what about the first",
        "and then?",
        "and cancel it",
        "cancel only the second",
        "and is it free |?",
        "what about you?",
        "ok and thanks",
        "move all of them to |",
        "who is coming to those?",
        "and book a call with Ana",
        "what's on |",
        "how many meetings |",
        "and more?",
    ],
)
def test_it_is_something_else(said):
    assert refinement_in(said) is None
