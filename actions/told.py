"""What is told of an event: where it is, how it stands, and who is coming."""

from zoneinfo import ZoneInfo

from actions.turn import Turn
from parley.accounts.access import Account
from parley.calendly.models import Invitee, Location, ScheduledEvent
from parley.scheduling.agenda import Attendance
from parley.when.say import UnknownZone, zone_of
from parley.when.wall import offset_of

MOST_NAMES = 10
MOST_PEOPLE = 25  # of a large group, in one message


def people_lines(turn: Turn, account: Account, attendance: Attendance) -> list[str]:
    """Return a line for everybody who comes, with local time and answers, then guests and those who cancelled."""
    event = attendance.event
    lines = [line for one in attendance.coming[:MOST_PEOPLE] for line in _invitee_lines(turn, account, event, one)]
    if (others := len(attendance.coming) - MOST_PEOPLE) > 0:
        lines.append(turn.part("utter_line_others", others=others))
    lines += [turn.part("utter_line_guest", email=guest.email) for guest in event.event_guests]
    return lines + [turn.part("utter_line_not_coming", name=who.name, email=who.email) for who in attendance.canceled]


def names_of(turn: Turn, attendance: Attendance) -> str:
    """Return who comes, in one line; of a large group the first ones and how many more."""
    names = [invitee.name for invitee in attendance.coming]
    if not names:
        return turn.part("utter_line_nobody")
    if len(names) > MOST_NAMES:
        shown = ", ".join(names[:MOST_NAMES])
        return turn.part("utter_line_many_people", names=shown, others=len(names) - MOST_NAMES)
    return turn.part("utter_line_people", names=", ".join(names))


def place_of(turn: Turn, place: Location | None) -> str:
    """Return where an event is, or how to join it."""
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


def calendar_button(turn: Turn, event_id: str) -> dict[str, str]:
    """Return the button that the gateway makes a link to the event's calendar file of, when it is shown."""
    return {
        "title": turn.part("utter_line_add_to_calendar"),
        "type": "calendar",
        "payload": f"{event_id} {turn.grant_id or ''}".strip(),
    }


def zone_of_invitee(invitee: Invitee) -> ZoneInfo | None:
    """Return the zone that the invitee books in; None where Calendly names none that is known."""
    try:
        return zone_of(invitee.timezone or "")
    except UnknownZone:
        return None


def _invitee_lines(turn: Turn, account: Account, event: ScheduledEvent, invitee: Invitee) -> list[str]:
    told = "utter_line_no_show" if invitee.no_show else "utter_line_invitee"
    answers = [
        turn.part("utter_line_answer", question=said.question, answer=said.answer.replace("\n", ", "))
        for said in invitee.questions_and_answers
        if said.answer.strip()
    ]
    line = turn.part(told, name=invitee.name, email=invitee.email)
    return [line, *_their_time(turn, account, event, invitee), *answers]


def _their_time(turn: Turn, account: Account, event: ScheduledEvent, invitee: Invitee) -> list[str]:
    """Return when it is on the invitee's clocks, where those differ."""
    theirs, mine = zone_of_invitee(invitee), turn.zone(account)
    if theirs is None or offset_of(event.start_time.astimezone(mine)) == offset_of(event.start_time.astimezone(theirs)):
        return []
    return [turn.part("utter_line_their_time", when=turn.clocks.said_in(theirs, (event.start_time, event.end_time)))]
