"""Questions about event types and links are told from those about meetings."""

import pytest

from parley.scheduling.links_asked import asks_of_link, is_for_once, wants_another_link, wants_link_of_told
from parley.scheduling.types_asked import OfTypes, another_in, asked_of_types


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("which is the longest one", OfTypes.LONGEST),
        ("what's the shortest of them?", OfTypes.SHORTEST),
        ("which event types are inactive", OfTypes.OFF),
        ("which of the two is free", OfTypes.FREE),
        ("which ones cost something", OfTypes.PAID),
        ("what does the intro ask", OfTypes.QUESTIONS),
        ("what will people be asked for a design review", OfTypes.QUESTIONS),
        ("where is the portfolio talk held?", OfTypes.PLACE),
        ("what's the longest meeting this week", None),
        ("which day is the longest", None),
        ("when am i free", None),
        ("where does my next meeting take place", None),
        ("where does the call with ben take place", None),
        ("what questions did carla answer", None),
        ("what did marta answer", None),
        ("which hours are free", None),
    ],
)
def test_what_is_asked_of_types(said, asked):
    assert asked_of_types(said) is asked


def test_another_type_is_named():
    assert another_in("and portfolio talk") == "portfolio talk"
    assert another_in("what about the coffee chat?") == "coffee chat"
    for said in ("and who is coming", "and next week", "and the link", "portfolio talk", "and is it online"):
        assert another_in(said) is None


def test_one_alone_is_no_link_for_one_booking():
    assert is_for_once("a one time link for a design review")
    assert is_for_once("make me a one-off one")
    assert not is_for_once("give me another one")


def test_what_is_said_of_a_link():
    assert wants_link_of_told("what's the link for that")
    assert not wants_link_of_told("what's the link for my next meeting")
    assert wants_another_link("and one for max for a design review")
    assert not wants_another_link("and one more thing, who is coming?")
    assert asks_of_link("does it expire")
    assert not asks_of_link("when does it start")
    assert not asks_of_link("can she come on friday")
