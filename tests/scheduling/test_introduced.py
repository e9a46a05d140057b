"""Names that are introduced in a sentence."""

import pytest

from parley.scheduling.introduced import (
    NameTold,
    is_for_another,
    name_told,
    other_name_in,
    own_name_in,
    says_name_is_wrong,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hi, I'm Leo Marx", "Leo Marx"),
        ("Good morning, my name is Margaret Holloway and I'd like a demo", "Margaret Holloway"),
        ("book a demo, my name's Leo", "Leo"),
        ("my name is jo lang and i want a demo", "jo lang"),
        ("this is Dr. Ada von Hagen from Acme", "Dr. Ada von Hagen"),
        ("a demo please, name: Olga Petrova, email: olga@example.com", "Olga Petrova"),
        ("I'm Paula Winter", "Paula Winter"),
        ("I'm Interested in a demo", None),
        ("I'm German", None),
        ("hi i'm busy on friday", None),
        ("my name is wrong on it", None),
        ("I'm in New York", None),
        ("her name is Lena Vogt", None),
    ],
)
def test_somebody_introduces_themselves(text, name):
    assert own_name_in(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("an appointment for my wife? Her name is Lena Vogt", "Lena Vogt"),
        ("it's for my boss, Karin Holm", "Karin Holm"),
        ("my boss Mr. Henderson needs a demo", "Mr. Henderson"),
        ("book a demo for my wife", None),
        ("a demo with my boss on Friday", None),
    ],
)
def test_somebody_else_is_introduced(text, name):
    assert other_name_in(text) == name


@pytest.mark.parametrize("text", ["a demo for my wife", "my boss needs a demo", "book one for her too"])
def test_it_is_for_somebody_else_without_a_name(text):
    assert is_for_another(text)


def test_a_name_stands_beside_other_words():
    assert name_told("I'm Sam Ortiz, Thursday at 10 works", None, strict=False) == NameTold(
        "Sam Ortiz", "Thursday at 10 works"
    )
    assert name_told("I'm Sam Ortiz, Thursday at 10 works", None, strict=True) is None


def test_only_the_known_name_is_corrected_by_what_it_is_not():
    assert name_told("it's Jo Lang, not Ana", "Ana", strict=False) == NameTold("Jo Lang", "")
    assert name_told("it's Friday, not Monday", "Ana", strict=False) is None


@pytest.mark.parametrize("text", ["that's not my name!", "no, wrong name", "my name is wrong on it", "I'm not Ana"])
def test_a_name_is_said_to_be_wrong(text):
    assert says_name_is_wrong(text)


@pytest.mark.parametrize("text", ["that's not my day", "I'm not free", "my name is Jo"])
def test_nothing_is_said_of_a_wrong_name(text):
    assert not says_name_is_wrong(text)
