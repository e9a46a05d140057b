"""Several things wished for in one sentence."""

import pytest

from parley.scheduling.joined import added, alternatives, listed, thing, wishes


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "cancel the calls with Hana and Erik on Monday",
            ["cancel the calls with Hana on Monday", "cancel the calls with Erik on Monday"],
        ),
        ("cancel all with Max or Judith today", ["cancel all with Max today", "cancel all with Judith today"]),
        ("cancel Hana's and Erik's calls", ["cancel Hana's calls", "cancel Erik's calls"]),
        (
            "cancel all on Friday but the first, and Monday's too",
            ["cancel all on Friday but the first", "cancel all Monday's"],
        ),
        ("cancel the demo and also the intro on Friday", ["cancel the demo", "cancel the intro on Friday"]),
    ],
)
def test_each_is_a_wish_of_its_own(text, parts):
    assert wishes(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "cancel the walk and talk",
        "cancel friday's walk and talk with Ana",
        "cancel the call with Hana and book one with Erik",
        "cancel the call with Hana and tell her I'm sorry",
        "cancel it and also tell them",
        "cancel 1 and 3",
        "cancel it",
        "",
    ],
)
def test_an_and_in_one_thing_parts_nothing(text):
    assert wishes(text) == [text]


def test_things_with_articles_are_parts_too():
    assert listed("cancel the intro call and the demo") == ["cancel the intro call", "cancel the demo"]
    assert listed("cancel the call and the reason is snow") == ["cancel the call and the reason is snow"]
    assert thing("please cancel the demo") == "the demo"


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("and also Friday's walk and talk", "Friday's walk and talk"),
        ("and the one with Lena too", "the one with Lena"),
        ("add number 4", "number 4"),
        ("and why", None),
        ("and book another", None),
        ("and tell them I'm ill", None),
    ],
)
def test_what_is_added_begins_like_an_event(text, more):
    assert added(text) == more


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "cancel the intro with Hana or the onboarding",
            ["cancel the intro with Hana", "cancel the onboarding"],
        ),
        ("move my demo, or maybe my intro, to friday", ["move my demo", "move my intro, to friday"]),
        ("cancel the 3rd or the 4th", ["cancel the 3rd or the 4th"]),
        ("cancel this or the other one", ["cancel this or the other one"]),
    ],
)
def test_one_of_several_is_meant(text, parts):
    assert alternatives(text) == parts
