"""What is asked next while a booking is made."""

from dataclasses import replace

import pytest

from parley.scheduling.answers import Problem
from parley.scheduling.draft import Ask, Draft, Place, Step, missing, places_of, questions_of, wanted
from tests.scheduling.conftest import berlin
from tests.scheduling.drafts import complete

START = berlin(23, 10)
REST = {"name": "Ben", "email": "ben@example.com", "zone": "Europe/Paris"}


@pytest.fixture
def portfolio(type_named):
    return type_named("Portfolio Talk")


def test_things_are_asked_in_the_order_in_which_people_expect_them(portfolio):
    draft, asked = Draft(), []
    given = {
        Step.EVENT_TYPE: lambda draft, ask: replace(draft, event_type=portfolio.uri),
        Step.START: lambda draft, ask: replace(draft, start=START),
        Step.NAME: lambda draft, ask: replace(draft, name="Ben"),
        Step.EMAIL: lambda draft, ask: replace(draft, email="ben@example.com"),
        Step.ZONE: lambda draft, ask: replace(draft, zone="Europe/Paris"),
        Step.QUESTION: lambda draft, ask: replace(
            draft, answers={**draft.answers, ask.question.name: "Reed & Sons" if ask.required else ""}
        ),
        Step.PLACE: lambda draft, ask: replace(draft, place=ask.places[-1]),
        Step.PLACE_WORDS: lambda draft, ask: replace(draft, place=Place("ask_invitee", "At yours")),
        Step.GUESTS: lambda draft, ask: replace(draft, guests=()),
    }
    while ask := missing(draft, portfolio if draft.event_type else None):
        asked.append(ask.step)
        assert ask.problem is None
        draft = given[ask.step](draft, ask)
    assert list(dict.fromkeys(asked)) == list(Step)
    assert asked.count(Step.QUESTION) == len(questions_of(portfolio)) == 5


def test_what_was_said_at_once_is_not_asked(type_named):
    coffee = type_named("Coffee Chat")
    assert missing(Draft(coffee.uri, START, **REST, guests=()), coffee) is None


@pytest.mark.parametrize(
    ("wrong", "asked", "problem"),
    [
        ({"name": "17"}, Step.NAME, Problem.NOT_A_NAME),
        ({"email": "ben"}, Step.EMAIL, Problem.NOT_AN_EMAIL),
        ({"zone": "Paris"}, Step.ZONE, Problem.UNKNOWN_ZONE),
        ({"guests": ("Ben.Invited@example.com",)}, Step.GUESTS, Problem.GUEST_IS_INVITEE),
        ({"place": Place("zoom_conference")}, Step.PLACE, Problem.NOT_A_CHOICE),
        ({"place": Place("custom", "Elsewhere")}, Step.PLACE, Problem.NOT_A_CHOICE),
    ],
)
def test_a_wrong_value_is_asked_for_again_with_what_is_wrong(type_named, wrong, asked, problem):
    coffee = type_named("Coffee Chat")
    ask = missing(replace(complete(coffee, START), **wrong), coffee)
    assert (ask.step, ask.problem) == (asked, problem)


def test_a_required_question_must_be_answered_and_another_may_be_passed_over(portfolio):
    draft = complete(portfolio, START)
    company = missing(replace(draft, answers={**draft.answers, "Your company": " "}), portfolio)
    assert (company.step, company.problem, company.required) == (Step.QUESTION, Problem.BLANK, True)
    unasked = {name: said for name, said in draft.answers.items() if name != "What should we look at?"}
    assert missing(replace(draft, answers=unasked), portfolio).required is False
    assert missing(replace(draft, answers={**unasked, "What should we look at?": ""}), portfolio) is None


def test_questions_that_are_switched_off_are_not_asked(portfolio):
    assert "Favorite typeface" in {one.name for one in portfolio.custom_questions}
    assert "Favorite typeface" not in {one.name for one in questions_of(portfolio)}


def test_a_place_is_chosen_only_where_there_is_a_choice(type_named, portfolio):
    assert len(places_of(portfolio)) == 6
    assert places_of(type_named("Meet the Studio")) == ()
    assert places_of(type_named("One Quick Question")) == ()
    answers = complete(portfolio, START).answers
    assert missing(Draft(portfolio.uri, START, **REST, answers=answers), portfolio).step is Step.PLACE


@pytest.mark.parametrize(("words", "problem"), [(None, None), ("call me", Problem.NOT_A_PHONE), (" ", Problem.BLANK)])
def test_a_call_needs_a_number_to_ring(type_named, words, problem):
    check_in = type_named("Quick Check-in")
    draft = replace(complete(check_in, START), place=Place("outbound_call", words))
    assert missing(draft, check_in) == Ask(Step.PLACE_WORDS, problem, places=(draft.place,))


def test_what_is_sent_says_where_the_booking_comes_from_and_which_it_is(portfolio):
    sent = wanted(complete(portfolio, START, place=Place("zoom_conference")), portfolio, "key-1")
    assert (sent.tracking.utm_source, sent.tracking.utm_content) == ("parley", "key-1")
    assert (sent.location.kind, sent.location.location) == ("zoom_conference", None)
    assert {one.question: one.position for one in sent.questions_and_answers} == {
        one.name: one.position for one in questions_of(portfolio) if one.name != "What should we look at?"
    }


def test_a_booking_without_all_it_needs_is_not_even_made(portfolio):
    with pytest.raises(ValueError, match="lacks name"):
        wanted(replace(complete(portfolio, START), name=None), portfolio, "key-1")
    assert wanted(replace(complete(portfolio, START), guests=None), portfolio, "key-1").event_guests is None
