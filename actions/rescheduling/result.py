"""What came of a move, told."""

from actions.booking.result import booked_card
from actions.booking.said import said
from actions.event_titles import title_of, when_of
from actions.feedback.asking import feedback_buttons
from actions.forms.task import Task
from actions.rescheduling.move import BY_INVITEE, END, KEPT, NOTHING, meeting
from actions.told import calendar_button, place_of, zone_of_invitee
from actions.turn import Turn
from parley.scheduling.agenda import Attendance
from parley.scheduling.outcomes import Booked


def tell_moved(turn: Turn, one: Attendance, booked: Booked) -> None:
    """Say the new time, with what has changed with it."""
    place = place_of(turn, booked.location)
    turn.say(
        "utter_moved",
        parts=[booked_card(turn, booked, (place,) if place else ())],
        buttons=[calendar_button(turn, booked.event_id), *feedback_buttons(turn, "moving")],
        title=title_of(turn, one),
        when=said(turn, (booked.start, booked.end), zone_of_invitee(booked.invitee)),
        was=when_of(turn, one),
        name=booked.invitee.name,
        place=place,
    )


def tell_not_moved(turn: Turn, task: Task) -> None:
    """Say why nothing was moved, and what can be done instead."""
    end = task.draft.get(END)
    if end == NOTHING:
        turn.say("utter_nothing_to_move")
        return
    one = meeting(turn, task)
    if end == KEPT:
        turn.say("utter_not_moved", title=title_of(turn, one), when=when_of(turn, one))
    elif end == BY_INVITEE:
        tell_by_link(turn, one, str(task.draft.get("fault")))
    else:
        turn.say(f"utter_cannot_move_{task.draft.get('fault')}", title=title_of(turn, one), when=when_of(turn, one))


def tell_by_link(turn: Turn, one: Attendance, why: str) -> None:
    """Hand out the invitee's own link, which moves the meeting without a second booking."""
    who = one.coming[0]
    turn.say(
        f"utter_move_by_link_{why}",
        title=title_of(turn, one),
        when=when_of(turn, one),
        name=who.name,
        link=who.reschedule_url,
    )


def tell_both_stand(turn: Turn, one: Attendance, booked: Booked, response: str = "utter_both_stand") -> None:
    """Say that two times stand, and which."""
    new = said(turn, (booked.start, booked.end))
    turn.say(response, title=title_of(turn, one), was=when_of(turn, one), when=new)
