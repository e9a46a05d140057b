"""Asking for a person, and saying how it went."""

import pytest
from sqlalchemy import select

from parley.db.tables import feedback, handoffs
from parley.helpdesk.parts import make_helpdesk
from tests.support.actions import serving_actions

CONTACT = "Write to help@example.com."


@pytest.fixture
def served(desk, clock, words):
    """Give a function that serves the actions with these settings of the helpdesk."""
    running = []

    def served(**more):
        helpdesk = make_helpdesk(desk.database, clock, **more)
        running.append(serving_actions(desk, clock, words, helpdesk=helpdesk))
        return running[-1].__enter__()

    yield served
    for one in running:
        one.__exit__(None, None, None)


def rows(desk, table):
    with desk.database.read() as connection:
        return connection.execute(select(table)).mappings().all()


def task(**draft):
    return {"handoff": {"draft": draft, "whole": True}}


def test_without_anybody_to_hand_over_to_it_is_said_honestly(served, ana):
    said = served().run("action_hand_over", ana, "human_handoff", "a human please")
    assert said.names == ["utter_nobody_to_hand_over_to"]


def test_a_contact_is_shown(served, ana, desk):
    said = served(contact=CONTACT).run("action_hand_over", ana, "human_handoff", "a human please")
    assert said.names == ["utter_handoff_contact"]
    assert said.last["contact"] == CONTACT
    assert rows(desk, handoffs) == []


def test_with_a_webhook_it_is_asked_what_may_be_passed_on(served, ana, desk):
    server = served(has_webhook=True)
    assert server.run("action_hand_over", ana, "human_handoff", "a human please").followups == ["handoff_form"]
    asked = server.run("validate_handoff_form", ana, "human_handoff", "a human please", form="handoff_form")
    assert asked.slots["handoff"]["asked"] == "messages"
    assert rows(desk, handoffs) == []


@pytest.mark.parametrize(("yes", "reach"), [(True, "Ana, ana@example.com"), (False, "")])
def test_what_was_agreed_to_is_recorded_and_no_more(served, ana, desk, yes, reach):
    server = served(has_webhook=True, contact=CONTACT)
    said = server.run("action_hand_over", ana, "affirm", "yes", slots=task(messages=yes, reach=reach))
    assert said.names == ["utter_handed_over" if reach else "utter_handed_over_unnamed", "utter_handoff_contact"]
    assert said.slots["handoff"] is None
    (kept,) = rows(desk, handoffs)
    assert (kept["with_messages"], kept["reach"]) == (yes, reach or None)


def test_a_request_that_was_not_agreed_to_is_not_recorded(served, ana, desk):
    served(has_webhook=True).run("action_hand_over", ana, "human_handoff", slots={"handoff": {"draft": {}}})
    assert rows(desk, handoffs) == []


def test_unasked_praise_and_blame_are_noted(served, ana, desk):
    server = served(feedback_days=30)
    assert server.run("action_give_feedback", ana, "give_feedback", "that was easy").names == ["utter_feedback_thanks"]
    blamed = server.run("action_give_feedback", ana, "give_feedback", "that was way too complicated")
    assert blamed.names == ["utter_ask_what_went_wrong"]
    assert [one["is_good"] for one in rows(desk, feedback)] == [True, False]
