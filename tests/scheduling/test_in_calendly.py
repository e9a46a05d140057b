"""What is done in Calendly itself is told from what is booked, changed and asked here."""

import pytest

from parley.scheduling.in_calendly import Place, in_calendly, wants_them_changed


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("block out thursday afternoon for me", Place.BLOCK),
        ("can you block friday please", Place.BLOCK),
        ("keep friday afternoon free", Place.BLOCK),
        ("mark me as on holiday between christmas and new year", Place.BLOCK),
        ("I'm on holiday next week", Place.BLOCK),
        ("i'll be out of office on monday", Place.BLOCK),
        ("i'm taking friday off", Place.BLOCK),
        ("make a new event type called lunch, 45 minutes", Place.EVENT_TYPES),
        ("rename coffee chat", Place.EVENT_TYPES),
        ("delete the portfolio talk event type", Place.EVENT_TYPES),
        ("change the price of the strategy session", Place.EVENT_TYPES),
        ("change my working hours", Place.HOURS),
        ("then stop people from booking before 10", Place.HOURS),
        ("don't let anyone book on fridays", Place.HOURS),
        ("nobody should be able to book me before 10", Place.HOURS),
    ],
)
def test_it_is_done_there(said, place):
    assert in_calendly(said) is place


@pytest.mark.parametrize(
    "said",
    [
        "I'm on holiday next week, cancel everything",
        "i'm away on friday, who's coming?",
        "block an hour with petra@klein.example",
        "book a coffee chat",
        "when am i free on thursday afternoon",
        "is thursday afternoon free",
        "what event types do i have",
        "make it 45 minutes",
        "change the time of the strategy session",
        "what are my working hours?",
        "set up a meeting with max",
        "cancel the intro on friday",
        "remind me before every type of call",
        "can people book on sundays?",
        "i'm off, bye",
        "keep the demo, cancel the rest",
    ],
)
def test_anything_else_is_not(said):
    assert in_calendly(said) is None


def test_what_was_told_may_be_wanted_otherwise():
    assert wants_them_changed("can i change them here")
    assert not wants_them_changed("can i change it to friday")
