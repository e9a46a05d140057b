"""The question of a booking form after the gateway had news to tell in between."""

from tests.actions.booking.conftest import hear_of
from tests.support.actions import Said, call


def back_from_news(talk, action, *said):
    """Let the form go on after the gateway had something to tell in the middle of it, and this was said of that."""
    body = call(action, talk.conversation, "EXTERNAL_event_changed", slots=talk.slots, form=talk.form)
    left = {"event": "action_execution_rejected", "name": talk.form}
    body["tracker"]["events"] = [{"event": "user"}, left, *({"event": "bot", "text": text} for text in said)]
    answer = talk.server.post(body).json()
    return Said(answer["responses"], answer["events"])


def test_news_in_between_leave_what_came_of_a_yes_to_news_of_its_own(asked):
    unanswered = dict(asked.slots)
    asked.hear("yes", "affirm", 0.99)
    asked.do("action_book")
    asked.slots = unanswered
    came = back_from_news(asked, "validate_booking_form", "Lena has just booked.")
    assert came.followups == []
    asked.slots |= came.slots
    assert back_from_news(asked, "action_ask_question", "Lena has just booked.").names == []
    assert hear_of(asked, form="booking_form").names == ["utter_booked"]


def test_after_news_in_between_the_question_is_asked_again(asked):
    asked.slots |= back_from_news(asked, "validate_booking_form", "Lena has just booked.").slots
    assert back_from_news(asked, "action_ask_question", "Lena has just booked.").names == ["utter_confirm_booking"]


def test_where_there_was_nothing_to_tell_after_all_the_question_is_not_asked_again(asked):
    asked.slots |= back_from_news(asked, "validate_booking_form").slots
    assert back_from_news(asked, "action_ask_question").names == []
