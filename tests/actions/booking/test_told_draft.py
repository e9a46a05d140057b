"""Questions about the booking under way, answered from it."""

import pytest

from tests.actions.booking.conftest import first_time


@pytest.mark.parametrize(
    ("text", "response", "says"),
    [
        ("what time did you take?", "utter_draft_time", {"name": "Intro Call"}),
        ("what day of the week is that?", "utter_draft_time", {"name": "Intro Call"}),
        ("where was it again?", "utter_draft_place", {"place": "Zoom"}),
        ("is that online?", "utter_draft_place", {"place": "Zoom"}),
        ("whos invited", "utter_draft_no_guests", {"who": "Grace Hopper"}),
        ("who did you put down?", "utter_draft_invitee", {"who": "Grace Hopper"}),
        ("whats the invitee's mail?", "utter_draft_invitee", {"email": "grace@navy.example.com"}),
        ("which time zone is that?", "utter_draft_zone", {"zone": "Europe/Berlin"}),
    ],
)
def test_it_is_told_and_nothing_of_it_changes(asked, text, response, says):
    before = asked.task["draft"]
    said = asked.hear(text, "event_details", 0.97)
    assert said.names == [response]
    assert says.items() <= said.last.items()
    assert (asked.task["draft"], asked.asked) == (before, "confirm")


def test_the_summary_says_what_is_still_open(talk):
    talk.begin("book Grace Hopper grace@navy.example.com for an intro call")
    said = talk.hear("summary please", "digest", 0.97)
    assert said.names == ["utter_draft_so_far"]
    assert "Intro Call" in said.last["summary"]
    assert said.last["open"] == "the time, the answers, the guests"


def test_at_an_open_question_it_is_no_answer(talk):
    talk.begin("book Grace Hopper grace@navy.example.com for an intro call")
    talk.press("inform", choice=first_time(talk))
    talk.ask()
    talk.hear("what have you got so far?")
    assert talk.task["draft"].get("answers") is None


def test_what_was_no_answer_is_taken_back(talk):
    talk.begin("book Grace Hopper grace@navy.example.com for an intro call")
    talk.press("inform", choice=first_time(talk))
    talk.ask()
    talk.hear("anything that you know of me")
    talk.ask()
    said = talk.hear("no that wasnt my answer, I asked what you've got so far")
    assert said.names == ["utter_taken_back", "utter_draft_so_far"]
    assert talk.task["draft"].get("answers") is None
