"""What is asked about one event: what it is, and who is coming."""

from typing import Any

from actions.cards import actions_of, card_of
from actions.event import EventAction
from actions.event_titles import title_of
from actions.listing import name_of
from actions.told import calendar_button, names_of, people_lines, place_of, status_of
from actions.turn import Turn
from parley.accounts.access import Account
from parley.parts import Events as Cards
from parley.scheduling.agenda import Attendance
from parley.scheduling.details import Detail, detail_in
from parley.scheduling.sums import length_of


class EventDetails(EventAction):
    """Tells all about one event."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_event_details"

    def tell(self, turn: Turn, account: Account, attendance: Attendance) -> None:
        """Say all about it, or who is coming, if that was the question before "which one?"."""
        if turn.names_one_asked_for("action_get_invitees"):
            tell_invitees(turn, account, attendance)
        elif detail := detail_in(turn.asked.text):
            _tell_one(turn, account, attendance, detail)
        else:
            tell_details(turn, account, attendance)


def _tell_one(turn: Turn, account: Account, attendance: Attendance, detail: Detail) -> None:
    """Say the one thing that is asked."""
    event = attendance.event
    turn.say(
        f"utter_event_{detail.value}",
        event=event.id,
        name=title_of(turn, attendance),
        when=turn.when(event, account),
        length=turn.said(length_of(event)),
        place=place_of(turn, event.location),
    )


class EventInvitees(EventAction):
    """Tells who booked one event, and what they answered."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_get_invitees"

    @property
    def tells_many(self) -> bool:
        """Return True: "who am I meeting tomorrow?" is about all of them."""
        return True

    def tell(self, turn: Turn, account: Account, attendance: Attendance) -> None:
        """Say who is coming."""
        tell_invitees(turn, account, attendance)


def tell_details(turn: Turn, account: Account, attendance: Attendance) -> None:
    """Say name, time, place, status and people."""
    event, people = attendance.event, names_of(turn, attendance)
    said: dict[str, Any] = {
        "name": name_of(turn, event),
        "when": turn.when(event, account),
        "place": place_of(turn, event.location),
        "status": status_of(turn, event),
        "people": people,
    }
    is_ahead = event.status == "active" and event.end_time > turn.services.clock()
    buttons = [calendar_button(turn, event.id)] if is_ahead else []
    card = card_of(turn, account, event, people=people, actions=actions_of(turn, event, told=True))
    parts = [Cards([card], tuple(said.values()))]
    turn.say("utter_event_details", event=event.id, buttons=buttons, parts=parts, **said)


def tell_invitees(turn: Turn, account: Account, attendance: Attendance) -> None:
    """Say each invitee with e-mail and answers, then guests and those who cancelled."""
    event, lines = attendance.event, people_lines(turn, account, attendance)
    told = "utter_invitees" if event.end_time > turn.services.clock() else "utter_past_invitees"
    turn.say(
        told if lines else "utter_no_invitees",
        people="\n".join(lines),
        event=event.id,
        name=name_of(turn, event),
        when=turn.when(event, account),
    )
