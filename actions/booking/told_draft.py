"""Answers from the booking in the making: "where was it again?", "summary please", "who's invited?"."""

from actions.booking.calendar import account, offer
from actions.booking.drafted import drafted
from actions.booking.summary import said_when, said_where, still_open, summary
from actions.forms.message import Message
from actions.forms.question import CONFIRM
from actions.forms.task import Task
from actions.turn import Turn
from parley.scheduling.draft_questions import About, asks_about, was_no_answer


def tell_of_draft(turn: Turn, task: Task, message: Message) -> bool:
    """Say what a message asks of the booking under way; return whether it asks for anything of it.

    "That wasn't my answer" takes the last one back.
    """
    words = message.words
    rest = was_no_answer(words) if words else None
    if rest is not None and task.back():
        turn.say("utter_taken_back")
        words = rest
    about = asks_about(words) if words else None
    if about:
        _tell(turn, task, about)
    return about is not None or rest is not None


def _tell(turn: Turn, task: Task, about: About) -> None:
    draft, chosen = drafted(task), offer(turn, task)
    name = chosen.name if chosen else ""
    match about:
        case About.ALL if task.asked != CONFIRM:  # Which shows it all by itself.
            _tell_all(turn, task)
        case About.ALL:
            pass
        case About.TIME if draft.start:
            turn.say("utter_draft_time", name=name, when=said_when(turn, task))
        case About.PLACE if where := said_where(turn, task):
            turn.say("utter_draft_place", name=name, place=where)
        case About.INVITEE | About.EMAIL if draft.name and draft.email:
            turn.say("utter_draft_invitee", who=draft.name, email=draft.email)
        case About.EMAIL if draft.email:
            turn.say("utter_draft_with", who=draft.email)
        case About.INVITEE if draft.name or draft.email:
            turn.say("utter_draft_with", who=draft.name or draft.email)
        case About.GUESTS if draft.name:
            _tell_guests(turn, draft.name, draft.guests)
        case About.ZONE:
            _tell_zone(turn, draft.name, draft.zone)
        case About.TYPE if chosen:
            turn.say("utter_draft_type", name=name, minutes=chosen.minutes)
        case _:
            turn.say("utter_draft_not_yet")


def _tell_all(turn: Turn, task: Task) -> None:
    known, left = summary(turn, task), still_open(turn, task)
    response = "utter_draft_so_far" if left else "utter_draft_all"
    turn.say(response if known else "utter_draft_nothing", summary=known, open=", ".join(left))


def _tell_guests(turn: Turn, name: str, guests: tuple[str, ...] | None) -> None:
    turn.say("utter_draft_guests" if guests else "utter_draft_no_guests", who=name, guests=", ".join(guests or ()))


def _tell_zone(turn: Turn, name: str | None, zone: str | None) -> None:
    mine = turn.zone(account(turn)).key
    differs = name and zone and zone != mine
    turn.say("utter_draft_zones" if differs else "utter_draft_zone", zone=mine, who=name, theirs=zone)
