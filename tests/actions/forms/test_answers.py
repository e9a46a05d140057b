"""What answers a question, and what does not."""

import pytest

from actions.forms.answers import (
    Answer,
    Choice,
    Wrong,
    anything_in,
    email_in,
    is_nothing,
    name_in,
    one_of,
    place_in,
    several_of,
    yes_or_no,
)
from actions.forms.message import Message

TYPES = [
    Choice("i", "Intro Call (30 min)", ("intro call",)),
    Choice("d", "Product Demo (45 min)"),
    Choice("r", "Design Review (45 min)"),
]


def typed(text, intent="nlu_fallback", confidence=0.4):
    return Message(text, intent, confidence)


def pressed(intent, **values):
    return Message(f"/{intent}", intent, 1.0, pressed=True, values=values)


@pytest.mark.parametrize(
    "text",
    ["yes", "Yes please!", "ok", "yep, that's right", "sounds good", "go ahead", "perfect, thanks", "yes, book it"],
)
def test_a_plain_yes_is_a_yes(text):
    assert yes_or_no(typed(text)) is True


@pytest.mark.parametrize(
    "text",
    ["no", "Nope.", "not yet", "no thanks", "don't", "that's wrong", "acutally no", "no, keep it", "i'll go after all"],
)
def test_a_plain_no_is_a_no(text):
    assert yes_or_no(typed(text)) is False


@pytest.mark.parametrize("text", ["yes but at 4", "no, Wednesday", "Yesterday", "Norway", "okinawa", "fine dining", ""])
def test_what_says_more_than_yes_or_no_is_neither(text):
    assert yes_or_no(typed(text)) is None


def test_buttons_say_yes_and_no_too():
    assert yes_or_no(pressed("affirm")) is True
    assert yes_or_no(pressed("deny")) is False


def test_a_reading_that_is_only_likely_is_no_yes():
    assert yes_or_no(typed("whatever you think", "affirm", 0.99)) is None


@pytest.mark.parametrize(
    "text", ["no", "none", "Skip", "nobody", "n/a", "-", "just me", "no guests", "nothing", "no reason"]
)
def test_an_optional_question_is_passed_over(text):
    assert is_nothing(typed(text))


@pytest.mark.parametrize("text", ["No Code Platforms", "nothing but the truth", "Norbert", "skipper training"])
def test_words_that_only_begin_so_pass_nothing_over(text):
    assert not is_nothing(typed(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2", "d"),
        ("the second one", "d"),
        ("number 3 please", "r"),
        ("last", "r"),
        ("design review", "r"),
        ("Intro call", "i"),
        ("the demo", "d"),
        ("I'd like the product demo please", "d"),
    ],
)
def test_a_choice_is_made_by_place_or_by_name(text, expected):
    assert one_of(TYPES, typed(text)) == Answer(expected)


def test_a_choice_that_is_not_there_is_said():
    assert one_of(TYPES, typed("the seventh one")) == Wrong("utter_no_such_choice")


@pytest.mark.parametrize("text", ["45", "who is coming?", "a 45 min one", "call me maybe not"])
def test_words_that_fit_no_choice_or_several_are_none(text):
    reading = one_of(TYPES, typed(text))
    assert not isinstance(reading, Answer) or text.startswith("call")


def test_a_button_that_chooses_what_is_not_on_offer_chooses_nothing():
    assert one_of(TYPES, pressed("inform", choice="somebody-elses")) is None
    assert one_of(TYPES, pressed("inform", choice="d")) == Answer("d")


@pytest.mark.parametrize(
    ("text", "expected"), [("1 and 3", ["i", "r"]), ("demo, intro call", ["i", "d"]), ("all of them", ["i", "d", "r"])]
)
def test_several_choices_are_made_at_once(text, expected):
    assert several_of(TYPES, typed(text)) == Answer(expected)


@pytest.mark.parametrize(
    "text", ["Hi", "May", "April Summers", "Stop Sign Jr.", "it's Ana", "María José Núñez", "O'Neil"]
)
def test_names_are_names_whatever_else_they_could_mean(text):
    assert isinstance(name_in(typed(text, "greet", 0.99)), Answer)


def test_the_words_around_a_name_are_no_part_of_it():
    assert name_in(typed("it's Ana Keller.")) == Answer("Ana Keller")
    assert name_in(typed("her name is May")) == Answer("May")


@pytest.mark.parametrize(
    "text", ["no", "who is coming?", "ana@example.com", "2", "one two three four five six seven", ""]
)
def test_what_cannot_be_a_name_is_none(text):
    assert name_in(typed(text)) is None


def test_a_sentence_that_is_surely_a_request_is_no_name():
    assert name_in(typed("show me my calendar", "list_events", 0.97)) is None
    assert name_in(typed("turn that off again", "stop_reminder", 0.9)) is None


def test_thanks_alone_are_neither_yes_nor_no():
    assert yes_or_no(typed("Thanks!")) is None
    assert yes_or_no(typed("yes, thanks")) is True


@pytest.mark.parametrize("text", ["no more guests", "nobody else", "no, nobody else", "just me", "no other people"])
def test_nobody_else_leaves_a_question_unanswered(text):
    assert is_nothing(typed(text))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ana@x.com", "ana@x.com"),
        ("it's ana.keller+work@mail.example.co.uk.", "ana.keller+work@mail.example.co.uk"),
        ("<ana@x.com>", "ana@x.com"),
    ],
)
def test_an_address_is_found_among_words(text, address):
    assert email_in(typed(text)) == Answer(address)


@pytest.mark.parametrize("text", ["ana@x", "@ana", "a@x.com or b@x.com"])
def test_an_at_sign_without_one_address_is_wrong(text):
    assert email_in(typed(text)) == Wrong("utter_email_wrong")


def test_words_without_an_at_sign_are_no_address():
    assert email_in(typed("what's on my calendar?")) is None


@pytest.mark.parametrize("text", ["Cancel Culture Weekly", "help desk", "stop motion films", "yes", "Who is coming?"])
def test_free_text_takes_anything(text):
    assert anything_in(typed(text, "cancel_event", 0.99)) == Answer(text)


def test_a_button_is_no_free_text():
    assert anything_in(pressed("list_events")) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [("2", 2), ("the second one", 2), ("#3", 3), ("last", -1), ("second floor", None), ("one day", None)],
)
def test_a_place_in_a_list_is_all_that_is_said(text, place):
    assert place_in(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "yes pls",
        "ok do that",
        "yea book it",
        "sounds good, go",
        "yes please do",
        "yes do",
        "ok, go for it",
        "book that",
    ],
)
def test_a_yes_may_be_said_in_many_words(text):
    assert yes_or_no(typed(text)) is True


@pytest.mark.parametrize(
    "text", ["ok don't do it", "hmm wait", "not yet", "please don't", "do", "go", "ok but", "ok go away"]
)
def test_what_holds_back_is_no_yes(text):
    assert yes_or_no(typed(text)) is not True


@pytest.mark.parametrize("text", ["ok don't do it", "not yet", "hm, not yet", "don't book it yet", "please do not"])
def test_not_to_do_it_is_a_no(text):
    assert yes_or_no(typed(text)) is False


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I told you already: Jo Brandt", "Jo Brandt"),
        ("as i said, it's jo brandt", "jo brandt"),
        ("dr. marie-claire o'hara-smith (she/her)", "dr. marie-claire o'hara-smith"),
        ("sam o'neil, not gmail", "sam o'neil"),
        ("name: Jo Brandt", "Jo Brandt"),
        ("it's for jo brandt", "jo brandt"),
        ("well, it's Jo Brandt please", "Jo Brandt"),
        ("So Young Kim", "So Young Kim"),
        ("Dr.Jo Brandt", "Dr.Jo Brandt"),
    ],
)
def test_only_the_name_of_what_is_said_is_one(text, name):
    assert name_in(typed(text)) == Answer(name)


@pytest.mark.parametrize(
    "text",
    ["marie at example dot com", "its gmail.com of course", "that's not my answer", "i already told you", "gmail.com"],
)
def test_complaints_and_addresses_are_no_names(text):
    assert name_in(typed(text)) is None


def test_not_now_and_nobody_leave_a_question_unanswered():
    assert is_nothing(typed("not now, nobody"))


def test_a_spelled_address_is_one():
    assert email_in(typed("marie at example dot com")) == Answer("marie@example.com")
