"""One event: what it is, and who is coming."""

from abc import abstractmethod

from rasa_sdk.events import SlotSet

from actions.agenda import lines_of, name_of, remember, shown_of
from actions.base import CalendlyAction
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.calendly.models import Invitee, ScheduledEvent
from parley.scheduling.agenda import Attendance
from parley.scheduling.references import Pick, bare_place, pick

MOST_NAMES = 10


class EventAction(CalendlyAction):
    """Finds out which event is meant, asks when that is not clear, and talks about it."""

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Answer about the event that is meant, or list the ones to choose from."""
        if turn.asked.event:
            return self._about(turn, account, turn.asked.event)
        upcoming = None if turn.shown else turn.agenda(account).upcoming().events
        shown = turn.shown if upcoming is None else shown_of(upcoming)
        listed = Events() if upcoming is None else remember(upcoming)
        if not shown:
            turn.say("utter_no_events", zone=account.owner.time_zone)
            return listed
        place = bare_place(turn.asked.text) if turn.asked.place is None else turn.asked.place
        meant = pick(shown, turn.focus, turn.asked.text, place)
        if meant.event_id:
            return [*listed, *self._about(turn, account, meant.event_id)]
        # What was listed a while ago is listed anew; what was read just now is not read again.
        fresh = turn.agenda(account).upcoming().events if upcoming is None else upcoming
        self._ask_which(turn, account, meant, fresh)
        return [*remember(fresh), SlotSet("asked_which", self.name())]

    @abstractmethod
    def tell(self, turn: Turn, account: Account, attendance: Attendance) -> None:
        """Say what was asked about the event."""

    def _about(self, turn: Turn, account: Account, event_id: str) -> Events:
        self.tell(turn, account, turn.agenda(account).attendance(event_id))
        return [SlotSet("focus_event", event_id), SlotSet("asked_which", None)]

    def _ask_which(self, turn: Turn, account: Account, meant: Pick, upcoming: list[ScheduledEvent]) -> None:
        asked = [event.id for event in upcoming if event.id in meant.among] or [event.id for event in upcoming]
        choices = [(number, event) for number, event in enumerate(upcoming, start=1) if event.id in asked]
        response = "utter_fewer_events" if meant.why == "no_such_place" else "utter_which_event"
        turn.say(
            response,
            buttons=[choice(turn, number, event) for number, event in choices],
            events=lines_of(turn, account, choices),
        )


class EventDetails(EventAction):
    """Tells all about one event."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_event_details"

    def tell(self, turn: Turn, account: Account, attendance: Attendance) -> None:
        """Say all about it, or who is coming, if that was the question before "which one?"."""
        if turn.names_one_asked_for("action_get_invitees"):
            tell_invitees(turn, account, attendance)
        else:
            tell_details(turn, account, attendance)


class EventInvitees(EventAction):
    """Tells who booked one event, and what they answered."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_get_invitees"

    def tell(self, turn: Turn, account: Account, attendance: Attendance) -> None:
        """Say who is coming."""
        tell_invitees(turn, account, attendance)


def tell_details(turn: Turn, account: Account, attendance: Attendance) -> None:
    """Say name, time, place, status and people."""
    event = attendance.event
    turn.say(
        "utter_event_details",
        event=event.id,
        name=name_of(turn, event),
        when=turn.when(event, account),
        place=place_of(turn, event),
        status=status_of(turn, event),
        people=people_of(turn, attendance),
    )


def tell_invitees(turn: Turn, account: Account, attendance: Attendance) -> None:
    """Say each invitee with e-mail and answers, then guests and those who cancelled."""
    event = attendance.event
    lines = [line for invitee in attendance.coming for line in invitee_lines(turn, invitee)]
    lines += [turn.part("utter_line_guest", email=guest.email) for guest in event.event_guests]
    lines += [turn.part("utter_line_not_coming", name=who.name, email=who.email) for who in attendance.canceled]
    turn.say(
        "utter_invitees" if lines else "utter_no_invitees",
        people="\n".join(lines),
        event=event.id,
        name=name_of(turn, event),
        when=turn.when(event, account),
    )


def choice(turn: Turn, number: int, event: ScheduledEvent) -> dict[str, str]:
    """Return the button that asks the same about this event."""
    intent = "get_invitees" if turn.asked.action == "action_get_invitees" else "event_details"
    title = turn.part("utter_line_choice", number=number, name=name_of(turn, event))
    return {"title": title, "payload": f'/{intent}{{"event": "{event.id}"}}'}


def invitee_lines(turn: Turn, invitee: Invitee) -> list[str]:
    """Return the invitee's line and one for each answer."""
    told = "utter_line_no_show" if invitee.no_show else "utter_line_invitee"
    answers = [
        turn.part("utter_line_answer", question=said.question, answer=said.answer.replace("\n", ", "))
        for said in invitee.questions_and_answers
        if said.answer.strip()
    ]
    return [turn.part(told, name=invitee.name, email=invitee.email), *answers]


def people_of(turn: Turn, attendance: Attendance) -> str:
    """Return who comes, in one line; of a large group the first ones and how many more."""
    names = [invitee.name for invitee in attendance.coming]
    if not names:
        return turn.part("utter_line_nobody")
    if len(names) > MOST_NAMES:
        shown = ", ".join(names[:MOST_NAMES])
        return turn.part("utter_line_many_people", names=shown, others=len(names) - MOST_NAMES)
    return turn.part("utter_line_people", names=", ".join(names))


def place_of(turn: Turn, event: ScheduledEvent) -> str:
    """Return where the event is, or how to join it."""
    place = event.location
    if place is None:
        return turn.part("utter_line_no_place")
    if place.join_url:
        return turn.part("utter_line_join", url=place.join_url)
    if place.type == "outbound_call":
        return turn.part("utter_line_outbound_call", number=place.location or "")
    if place.type == "inbound_call":
        return turn.part("utter_line_inbound_call", number=place.location or "")
    if place.location:
        return turn.part("utter_line_place", place=place.location)
    # A conference whose link is still being made, or failed to be.
    return turn.part("utter_line_no_link_yet")


def status_of(turn: Turn, event: ScheduledEvent) -> str:
    """Return whether the event still stands."""
    if event.status == "active":
        return turn.part("utter_line_active")
    who = event.cancellation.canceled_by if event.cancellation else ""
    reason = event.cancellation.reason if event.cancellation else None
    if who and reason:
        return turn.part("utter_line_canceled_because", who=who, reason=reason)
    return turn.part("utter_line_canceled_by", who=who) if who else turn.part("utter_line_canceled")
