"""What is known of a booking in the making, and what is still open, in lines and words."""

from actions.booking.calendar import offer
from actions.booking.drafted import drafted
from actions.booking.place import said_place
from actions.booking.said import said
from actions.forms.task import Task
from actions.turn import Turn
from parley.calendly.models import EventType
from parley.scheduling.draft import Draft, place_taken, places_of, questions_of
from parley.scheduling.openings import lasts
from parley.when.say import zone_of


def summary(turn: Turn, task: Task) -> str:
    """Return what is known of the booking, a line for each part; "" while nothing is."""
    draft, chosen = drafted(task), offer(turn, task)
    lines = [
        turn.part("utter_line_summary_what", name=chosen.name, minutes=chosen.minutes) if chosen else "",
        turn.part("utter_line_summary_when", when=said_when(turn, task)) if draft.start else "",
        _who(turn, draft),
        turn.part("utter_line_summary_where", place=where) if (where := said_where(turn, task)) else "",
    ]
    lines += [
        turn.part("utter_line_answer", question=q, answer=a.replace("\n", ", ")) for q, a in draft.answers.items() if a
    ]
    if draft.guests:
        lines.append(turn.part("utter_line_summary_guests", guests=", ".join(draft.guests)))
    return "\n".join(line for line in lines if line)


def said_when(turn: Turn, task: Task) -> str:
    """Return when it shall be, with its zone, on the invitee's clocks too where they differ; "" before it is chosen."""
    draft, chosen = drafted(task), offer(turn, task)
    if draft.start is None or chosen is None:
        return ""
    their_zone = zone_of(draft.zone) if draft.zone else None
    return said(turn, (draft.start, draft.start + lasts(chosen.event_type)), their_zone)


def said_where(turn: Turn, task: Task) -> str:
    """Return where it shall be; "" before it is chosen."""
    chosen = offer(turn, task)
    place = place_taken(drafted(task), chosen.event_type) if chosen else None
    return said_place(turn, place) if place else ""


def still_open(turn: Turn, task: Task) -> list[str]:
    """Return what has not been asked or answered yet, in the order in which it is asked."""
    draft, chosen = drafted(task), offer(turn, task)
    parts = [part for part in ("event_type", "start", "name", "email") if not getattr(draft, part)]
    if chosen:
        parts += [*_open_questions(draft, chosen.event_type), *_open_place(draft, chosen.event_type)]
    parts += ["guests"] if draft.guests is None else []
    named = (turn.part(f"utter_line_part_{part}") for part in parts)
    return [f"{one[:1].lower()}{one[1:]}" for one in named]


def _who(turn: Turn, draft: Draft) -> str:
    if draft.name and draft.email:
        return turn.part("utter_line_summary_who", name=draft.name, email=draft.email)
    known = draft.name or draft.email
    return turn.part("utter_line_summary_with", who=known) if known else ""


def _open_questions(draft: Draft, event_type: EventType) -> list[str]:
    return ["answers"] if any(one.name not in draft.answers for one in questions_of(event_type)) else []


def _open_place(draft: Draft, event_type: EventType) -> list[str]:
    return ["place"] if places_of(event_type) and not place_taken(draft, event_type) else []
