"""What people say of how it went, in the database."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest

from parley.helpdesk.feedback import Count, Feedback
from parley.helpdesk.feedback_cli import show

A_MONTH = timedelta(days=30)


@pytest.fixture
def feedback(database, clock):
    return Feedback(database, clock)


def test_one_person_is_asked_once_in_a_while(desk, feedback, clock):
    ana = desk.meet("ana").id
    assert feedback.ask(ana, "booking", A_MONTH)
    assert feedback.ask(ana, "moving", A_MONTH) is None
    assert feedback.ask(desk.meet("ben").id, "booking", A_MONTH)
    clock.pass_(days=31)
    assert feedback.ask(ana, "moving", A_MONTH)


def test_what_somebody_says_unasked_puts_off_no_question(desk, feedback):
    ana = desk.meet("ana").id
    feedback.unasked(ana)
    assert feedback.ask(ana, "booking", A_MONTH)


def test_answers_are_counted_and_remarks_told_without_names(desk, feedback, clock):
    ana, ben = desk.meet("ana").id, desk.meet("ben").id
    first, second = feedback.ask(ana, "booking", A_MONTH), feedback.ask(ben, "booking", A_MONTH)
    assert feedback.answer(ana, first, is_good=True)
    assert feedback.answer(ben, second, is_good=False)
    assert feedback.explain(ben, second, "too many questions")
    assert feedback.counts() == [Count("booking", 2, 1, 1)]
    (remark,) = feedback.remarks(10)
    assert (remark.about, remark.words, remark.day) == ("booking", "too many questions", clock().date().isoformat())


def test_somebody_elses_question_cannot_be_answered(desk, feedback):
    asked = feedback.ask(desk.meet("ana").id, "booking", A_MONTH)
    ben = desk.meet("ben").id
    assert not feedback.answer(ben, asked, is_good=False)
    assert not feedback.explain(ben, asked, "mischief")
    assert feedback.counts() == [Count("booking", 1, 0, 0)]


def test_the_operator_sees_counts_and_remarks(desk, feedback, clock, database_url):
    settings, ben = SimpleNamespace(database_url=database_url), desk.meet("ben").id
    assert show(settings, clock) == "Nobody was asked yet."
    asked = feedback.ask(ben, "booking", A_MONTH)
    feedback.answer(ben, asked, is_good=False)
    feedback.explain(ben, asked, "too many\nquestions")
    told = show(settings, clock)
    assert "booking      asked     1   good     0   bad     1" in told
    assert "booking: too many questions" in told
    assert json.loads(show(settings, clock, as_json=True))["counts"] == [
        {"about": "booking", "asked": 1, "good": 0, "bad": 1}
    ]
