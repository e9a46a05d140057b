"""Which of the events shown are meant."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.scheduling.mentions import Candidate, Meant, Mention, Why, resolve
from parley.scheduling.places import places_in
from parley.scheduling.ways import Way

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


def at(hours):
    return NOW + timedelta(hours=hours)


SHOWN = [
    Candidate("A", "Intro Call", at(1), ("Lena Fischer", "lena.fischer@example.org")),
    Candidate("B", "Product Demo", at(3), ("Marta Kowalska", "Felix Braun")),
    Candidate("C", "Design Review", at(24), ("Hana Svobodová",)),
    Candidate("D", "Intro Call", at(27), ("Oliver Grant",)),
]


def meant(text="", focus=None, **more):
    return resolve(SHOWN, Mention(text, **more), NOW, focus)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("the second one", "B"),
        ("2 and 4", "BD"),
        ("1, 3", "AC"),
        ("cancel the first two", "AB"),
        ("the last two", "CD"),
        ("the last one", "D"),
        ("number three please", "C"),
        ("the 2nd and the 3rd", "BC"),
        ("all but the first", "BCD"),
        ("everything except the last two", "AB"),
    ],
)
def test_places_mean_one_or_several(text, ids):
    assert meant(text) == Meant(Why.FOUND, tuple(ids))


@pytest.mark.parametrize("text", ["the fifth", "2 and 7", "the first nine", "number 9"])
def test_a_place_that_the_list_does_not_have_is_said(text):
    assert meant(text) == Meant(Why.NO_SUCH_PLACE)


@pytest.mark.parametrize(
    "text",
    ["at 3", "3 pm", "my 3 o'clock", "the 4th of July", "Nov 3", "30 minutes", "3:30", "2026-11-24", "last week",
     "first thing tomorrow", "the first two weeks"],
)  # fmt: skip
def test_numbers_of_times_are_no_places(text):
    assert places_in(text.lower(), 4) is None


@pytest.mark.parametrize(("place", "event"), [(1, "A"), (4, "D"), (-1, "D")])
def test_a_place_that_was_understood_beforehand_decides(place, event):
    assert meant("the intro", place=place).one == event


def test_a_name_means_its_event_slips_forgiven():
    assert meant("the desgin review").one == "C"
    assert meant("tell me about the demo").one == "B"


def test_a_name_that_two_have_leaves_those_two_to_choose_from():
    assert meant("the intro call") == Meant(Why.SEVERAL, ("A", "D"))
    assert meant("the intro call", focus="D").one == "D"


@pytest.mark.parametrize("text", ["the one with Hana", "with svobodova", "cancel my meeting with Hana Svobodová"])
def test_a_person_means_the_event_they_are_in(text):
    assert meant(text).one == "C"


def test_a_person_who_was_understood_beforehand_means_their_event():
    assert meant("", person="felix").one == "B"
    assert meant("", person="lena.fischer@example.org").one == "A"
    assert meant("", person="Nobody").why is Why.NONE


def test_time_and_name_must_both_fit():
    assert meant("the intro call", span=(at(24), at(48))).one == "D"
    assert meant("the intro", span=(at(25), at(26))).why is Why.NONE
    assert meant("my 3 o'clock", span=(at(3), at(3.5))).one == "B"


def test_everything_on_a_day_means_all_of_it():
    assert meant("cancel everything tomorrow", span=(at(12), at(36))) == Meant(Why.FOUND, ("C", "D"))
    assert meant("both intro calls") == Meant(Why.FOUND, ("A", "D"))
    assert meant("all of them") == Meant(Why.FOUND, ("A", "B", "C", "D"))


def test_both_of_more_than_two_are_asked_about_and_the_later_is_of_two():
    assert meant("cancel both").why is Why.SEVERAL
    two = SHOWN[1:3]
    assert resolve(two, Mention("the later one"), NOW).one == "C"
    assert resolve(two, Mention("the earlier one"), NOW).one == "B"
    assert resolve(SHOWN, Mention("the later one"), NOW).why is Why.SEVERAL
    assert meant("both but the first") == Meant(Why.FOUND, ("B", "C", "D"))


def test_next_means_what_has_not_begun():
    assert resolve(SHOWN, Mention("the next one"), at(2)).one == "B"
    assert resolve(SHOWN, Mention("the next one"), at(99)).why is Why.NONE


def test_it_means_what_was_talked_about_last_even_when_it_was_not_listed():
    assert meant("cancel it", focus="C").one == "C"
    assert meant("move that one", focus="X").one == "X"


def test_of_several_none_is_guessed_and_of_one_that_one_is_meant():
    assert meant("cancel it").why is Why.SEVERAL
    assert resolve(SHOWN[:1], Mention("cancel it"), NOW).one == "A"
    assert resolve([], Mention("cancel it"), NOW).why is Why.NONE


WORDS = ["the", "first", "last", "two", "2", "and", "4", "all", "but", "intro", "with", "Hana", "next", "it", "at"]
TEXT = st.text(max_size=40) | st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


@given(TEXT, st.none() | st.sampled_from("ABX"), st.none() | st.integers(-9, 9), st.none() | st.text(max_size=10))
def test_only_what_was_shown_or_talked_about_is_ever_meant(text, focus, place, person):
    found = resolve(SHOWN, Mention(text, place, None, person), NOW, focus)
    assert set(found.ids) <= {*"ABCD", focus}
    assert bool(found.ids) == (found.why in (Why.FOUND, Why.SEVERAL))
    assert len(found.ids) > 1 or found.why is not Why.SEVERAL


MET = [
    Candidate("A", "Intro Call", at(1), ways=(Way.ZOOM, Way.ONLINE)),
    Candidate("B", "Check-in", at(2), ways=(Way.PHONE,)),
    Candidate("C", "Zoom Training", at(3), ways=(Way.IN_PERSON,)),
]


@pytest.mark.parametrize(
    ("text", "ids"),
    [("all phone calls", "B"), ("everything online", "A"), ("all of the in-person meetings", "C")],
)
def test_how_one_meets_tells_events_apart(text, ids):
    assert resolve(MET, Mention(text), NOW) == Meant(Why.FOUND, tuple(ids))


def test_what_an_event_is_called_says_more_than_how_one_meets():
    assert resolve(MET, Mention("the zoom training"), NOW).ids == ("C",)


def test_nothing_is_met_in_a_way_that_none_has():
    assert resolve(MET, Mention("all webex calls"), NOW).why is Why.NONE
