"""Which event is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.scheduling.references import Pick, Shown, bare_place, pick

LIST = [Shown("A", "Intro Call"), Shown("B", "Product Demo"), Shown("C", "Design Review"), Shown("D", "Intro Call")]


@pytest.mark.parametrize(("place", "event"), [(1, "A"), (2, "B"), (4, "D"), (-1, "D")])
def test_a_place_in_the_list_is_counted_from_one_and_minus_one_is_the_last(place, event):
    assert pick(LIST, None, "who is coming to that one", place) == Pick(event)


@pytest.mark.parametrize("place", [0, 5, 100, -2])
def test_a_place_that_the_list_does_not_have_is_said(place):
    assert pick(LIST, "A", "the fifth", place) == Pick(why="no_such_place")


@pytest.mark.parametrize("place", [1, -1])
def test_an_empty_list_has_no_places(place):
    assert pick([], None, "the first", place).why == "no_such_place"


@pytest.mark.parametrize(
    ("text", "event"),
    [("tell me about the design review", "C"), ("who comes to the PRODUCT demo?", "B"), ("the demo please", "B")],
)
def test_a_name_means_its_event(text, event):
    assert pick(LIST, "A", text, None) == Pick(event)


def test_a_name_that_two_events_have_does_not_choose_between_them():
    assert pick(LIST, None, "the intro call", None) == Pick(why="several", among=("A", "D"))
    assert pick(LIST, "B", "the intro call", None) == Pick(why="several", among=("A", "D"))


def test_a_name_that_two_events_have_means_the_one_talked_about_last_if_it_is_one_of_them():
    assert pick(LIST, "D", "the intro call", None) == Pick("D")


@pytest.mark.parametrize(
    ("text", "place"), [("the 4th", 4), ("4", 4), ("#2", 2), ("Number 3 please", 3), ("the 2nd one", 2), ("no. 5!", 5)]
)
def test_a_place_can_be_all_that_is_said(text, place):
    assert bare_place(text) == place


@pytest.mark.parametrize("text", ["", "at 4", "the 4th of July", "4 pm", "100", "²", "the second"])
def test_a_number_among_other_words_is_not_a_bare_place(text):
    assert bare_place(text) is None


def test_it_means_the_event_talked_about_last():
    assert pick(LIST, "C", "who is coming to it?", None) == Pick("C")


def test_a_place_comes_before_a_name_and_a_name_before_the_last_one():
    assert pick(LIST, "A", "the design review", 2) == Pick("B")
    assert pick(LIST, "A", "the design review", None) == Pick("C")


def test_of_one_event_that_one_is_meant():
    assert pick(LIST[:1], None, "who is coming", None) == Pick("A")


def test_of_several_none_is_guessed():
    assert pick(LIST, None, "who is coming", None) == Pick(why="several")
    assert pick([], None, "who is coming", None) == Pick(why="several")


@pytest.mark.parametrize("text", ["tell me more about the meeting", "what is the call about", "show the event"])
def test_words_that_every_question_has_choose_nothing(text):
    events = [Shown("A", "Meeting about the call"), Shown("B", "Standup")]
    assert pick(events, None, text, None) == Pick(why="several")


def test_a_nameless_event_is_never_meant_by_name():
    assert pick([Shown("A", ""), Shown("B", "Demo")], None, "untitled", None) == Pick(why="several")


def test_names_in_any_script_are_known():
    events = [Shown("A", "Überblick"), Shown("B", "打ち合わせ")]
    assert pick(events, None, "der überblick", None) == Pick("A")
    assert pick(events, None, "打ち合わせ", None) == Pick("B")


SHOWN = st.lists(st.builds(Shown, st.text(min_size=1, max_size=4), st.text(max_size=20)), max_size=6)


@given(SHOWN, st.none() | st.text(min_size=1, max_size=4), st.text(max_size=40), st.none() | st.integers(-9, 9))
def test_only_an_event_that_was_shown_or_talked_about_is_ever_picked(shown, focus, text, place):
    picked = pick(shown, focus, text, place)
    assert (picked.event_id is None) == (picked.why != "found")
    assert picked.event_id in {None, focus, *(event.id for event in shown)}
