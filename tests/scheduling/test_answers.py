"""What people type into a booking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.calendly.models import CustomQuestion
from parley.scheduling.answers import (
    MOST_GUESTS,
    Problem,
    answer_of,
    email_of,
    guests_of,
    name_of,
    phone_of,
    zone_name_of,
)


def question(kind="text", *choices, required=False, other=False):
    return CustomQuestion(
        name="Q",
        type=kind,
        position=0,
        enabled=True,
        required=required,
        answer_choices=list(choices),
        include_other=other,
    )


@pytest.mark.parametrize(
    "address",
    ["ana@example.com", "a.b+c@sub.example.co.uk", "o'neil@example.org", "josé@example.com",
     "x@münchen.example", "A_1@x-y.de"],
)  # fmt: skip
def test_addresses_are_taken(address):
    assert email_of(f" {address} ") == address


@pytest.mark.parametrize(
    "text",
    ["ana", "ana@", "@example.com", "a b@example.com", "ana@example", "a..b@example.com", ".a@example.com", "a@b@c.de",
     "ana@example.com, bob@example.com",
     "ana@-x.com", "ana@1.2.3.4", "a" * 65 + "@example.com", "a@" + "b." * 130 + "com"],
)  # fmt: skip
def test_what_is_no_address_is_told(text):
    assert email_of(text) is Problem.NOT_AN_EMAIL


def test_an_address_is_taken_out_of_what_mail_programs_put_around_it():
    assert email_of("<mailto:ana@example.com>") == "ana@example.com"
    assert email_of("  ") is Problem.BLANK


@pytest.mark.parametrize("text", ["Ana", "Ana  Keller", "李", "O'Neil-Smith, Jr."])
def test_names_are_taken_without_needless_spaces(text):
    assert name_of(text) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem.BLANK),
        ("12", Problem.NOT_A_NAME),
        ("ana@example.com", Problem.NOT_A_NAME),
        ("a" * 256, Problem.TOO_LONG),
    ],
)
def test_what_is_no_name_is_told(text, problem):
    assert name_of(text) is problem


def test_zones_are_those_there_are():
    assert zone_name_of(" Europe/Berlin ") == "Europe/Berlin"
    assert zone_name_of("Mars/Olympus") is Problem.UNKNOWN_ZONE
    assert zone_name_of("../etc/passwd") is Problem.UNKNOWN_ZONE
    assert zone_name_of("") is Problem.BLANK


@pytest.mark.parametrize("text", ["+49 30 901820", "(030) 90 18-20", "030/901820", "12345"])
def test_numbers_are_taken(text):
    assert phone_of(text) == text


@pytest.mark.parametrize("text", ["1234", "+49 30 90 18 20 12 34 56 78 9", "call me", "+49-abc-123456"])
def test_what_is_no_number_is_told(text):
    assert phone_of(text) is Problem.NOT_A_PHONE


def test_guests_are_ten_at_most_distinct_and_not_whoever_books():
    ten = [f"guest{number}@example.com" for number in range(MOST_GUESTS)]
    assert guests_of(ten, "ana@example.com") == tuple(ten)
    assert guests_of([*ten, "one.more@example.com"], None) is Problem.TOO_MANY_GUESTS
    assert guests_of(["a@example.com", "A@example.com"], None) is Problem.SAME_GUEST
    assert guests_of(["Ana@example.com"], "ana@example.com") is Problem.GUEST_IS_INVITEE
    assert guests_of(["a@example.com", "nonsense"], None) is Problem.NOT_AN_EMAIL
    assert guests_of([], None) == ()


@pytest.mark.parametrize("kind", ["string", "text", "phone_number", "single_select", "multi_select", "of_next_year"])
def test_only_what_is_required_must_be_answered(kind):
    assert answer_of(question(kind, "A"), "  ") == ""
    assert answer_of(question(kind, "A", required=True), "  ") is Problem.BLANK


def test_answers_in_words_are_taken_as_they_are_up_to_their_length():
    assert answer_of(question("text"), " two\nlines ") == "two\nlines"
    assert answer_of(question("string"), "one\nline") == "one line"
    assert answer_of(question("string"), "x" * 256) is Problem.TOO_LONG
    assert answer_of(question("text"), "x" * 10_001) is Problem.TOO_LONG
    assert answer_of(question("phone_number"), "later") is Problem.NOT_A_PHONE


HOW_FAR = ("An idea", "A draft", "Nearly done")


@pytest.mark.parametrize(
    ("said", "choice"),
    [("a DRAFT", "A draft"), ("2", "A draft"), ("the last one", "Nearly done"), ("nearly", "Nearly done"),
     ("an idea.", "An idea")],
)  # fmt: skip
def test_a_choice_is_taken_by_its_words_its_beginning_or_its_place(said, choice):
    assert answer_of(question("single_select", *HOW_FAR), said) == choice


def test_another_choice_is_taken_only_where_there_is_one():
    assert answer_of(question("single_select", *HOW_FAR), "half way") is Problem.NOT_A_CHOICE
    assert answer_of(question("single_select", *HOW_FAR), "a") is Problem.NOT_A_CHOICE
    assert answer_of(question("single_select", *HOW_FAR), "1 and 2") is Problem.NOT_A_CHOICE
    assert answer_of(question("single_select", *HOW_FAR, other=True), "half way") == "half way"


TOPICS = ("Typography", "Color", "Structure", "Salt and pepper")


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ("color", "Color"),
        ("typography and color", "Typography\nColor"),
        ("Structure, color", "Structure\nColor"),
        ("1 and 3", "Typography\nStructure"),
        ("salt and pepper", "Salt and pepper"),
        ("color; color", "Color"),
        ("Salt and pepper\nColor", "Salt and pepper\nColor"),
        ("the first two", "Typography\nColor"),
    ],
)
def test_several_choices_become_a_line_each(said, chosen):
    assert answer_of(question("multi_select", *TOPICS), said) == chosen


def test_of_several_choices_each_must_be_one():
    assert answer_of(question("multi_select", *TOPICS), "color and smell") is Problem.NOT_A_CHOICE
    assert answer_of(question("multi_select", *TOPICS, other=True), "color and smell") == "Color\nsmell"
    assert answer_of(question("multi_select", *TOPICS), "1 and 9") is Problem.NOT_A_CHOICE


def test_a_number_in_a_sentence_is_no_place_in_the_list():
    assert answer_of(question("single_select", *HOW_FAR, other=True), "I have 2 drafts") == "I have 2 drafts"
    assert answer_of(question("multi_select", *TOPICS, other=True), "color and 3 logos") == "Color\n3 logos"


SAID = st.text(max_size=60) | st.lists(st.sampled_from([*TOPICS, "and", ",", "2", "\n", "x"]), max_size=5).map(" ".join)


@given(SAID, st.sampled_from(["string", "text", "phone_number", "single_select", "multi_select"]))
def test_an_answer_that_was_taken_is_taken_again_as_it_is(text, kind):
    asked = question(kind, *TOPICS, other=True)
    taken = answer_of(asked, text)
    if not isinstance(taken, Problem):
        assert answer_of(asked, taken) == taken
