"""Words that ask something of somebody whom one meets."""

import pytest

from parley.scheduling.acquaintances import Ask, asked_of_somebody


@pytest.mark.parametrize(
    ("said", "what", "who"),
    [
        ("and when am I next seeing her?", Ask.NEXT, ""),
        ("when's Judith coming in", Ask.NEXT, "Judith"),
        ("when will he come again", Ask.NEXT, ""),
        ("when's Max Lehmann's next one", Ask.NEXT, "Max Lehmann"),
        ("when did we last meet", Ask.LAST, ""),
        ("how long is it since I met max", Ask.LAST, "max"),
        ("when was she last here", Ask.LAST, ""),
        ("has he been here before", Ask.EVER, ""),
        ("have I ever met Carla", Ask.EVER, "Carla"),
        ("how many times have I met her |", Ask.HOW_OFTEN, ""),
        ("who is Max Lehmann", Ask.WHO, "Max Lehmann"),
        ("does he come alone", Ask.ALONE, ""),
        ("whats her email", Ask.ABOUT, ""),
        ("what company is daniel from", Ask.ABOUT, "daniel"),
    ],
)
def test_what_is_asked_of_whom(said, what, who):
    asked = asked_of_somebody(said)
    assert asked
    assert (asked.what, asked.who) == (what, who)


@pytest.mark.parametrize(
    "said",
    [
        "who is coming",
        "who is next",
        "who's that",
        "who is she",
        "when is my next meeting",
        "when's the next demo",
        "when does the day start",
        "how often do I have meetings",
        "did Ana come",
        "cancel hers",
        "when do I see everyone",
        "is it coming",
    ],
)
def test_what_asks_nothing_of_somebody(said):
    assert asked_of_somebody(said) is None
