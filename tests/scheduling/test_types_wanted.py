"""Whether words ask for another event type."""

import pytest

from parley.scheduling.types_wanted import says_only_a_length, type_called, type_wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("make it a product demo", "product demo"),
        ("portfolio talk instead", "portfolio talk"),
        ("change it to a coffee chat please", "coffee chat"),
        ("no! I didnt want meet the studio, portfolio talk please", "portfolio talk"),
        ("no, the demo", "demo"),
        ("i meant the coffee chat", "coffee chat"),
    ],
)
def test_another_type_is_asked_for(text, wanted):
    assert type_wanted(text) == wanted


@pytest.mark.parametrize("text", ["at the studio", "at the studio please", "the studio", "no, at the studio"])
def test_a_word_of_its_name_asks_for_none(text):
    assert type_wanted(text) is None


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("book an intro call", "intro call"),
        ("can you book a pottery class with Jo tomorrow at 3", "pottery class"),
        ("schedule a design sync, please", "design sync"),
        ("book a meeting", None),
        ("book a quick call with Jo", None),
        ("book a 45 minute meeting", None),
        ("book Jo Brandt tomorrow", None),
    ],
)
def test_what_a_request_calls_the_type(text, called):
    assert type_called(text) == called


def test_a_length_alone_names_no_type():
    assert says_only_a_length("45 minutes")
    assert says_only_a_length("half an hour please")
    assert not says_only_a_length("45 minutes with Jo")
