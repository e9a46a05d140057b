"""Answers from the booking in the making: "where was it again?", "summary please", "who's invited?"."""

import re

from actions.booking.calendar import account, offer, offers
from actions.booking.drafted import drafted
from actions.booking.summary import said_when, said_where, still_open, summary
from actions.forms.message import Message
from actions.forms.question import CONFIRM
from actions.forms.task import Task
from actions.turn import Turn
from parley.scheduling.courtesies import WISHING, YES, led_by
from parley.scheduling.draft import questions_of
from parley.scheduling.draft_questions import About, asks_about, was_no_answer
from parley.scheduling.event_types import says_a_name

# A second booking beside this one, which is no other type of this one: "book a coffee chat too".
_ONE_MORE = re.compile(
    rf"{led_by(YES, WISHING)}(?:book|schedule|reserve|arrange|set up|add)\b.*\b(?:too|as well|also)\W*$", re.IGNORECASE
)


def tell_of_draft(turn: Turn, task: Task, message: Message) -> bool:
    """Say what a message asks of the booking under way; return whether it asks for anything of it.

    "That wasn't my answer" takes the last one back.
    """
    words = message.words
    rest = was_no_answer(words) if words else None
    if rest is not None and task.back():
        turn.say("utter_taken_back")
        words = rest
    if words and task.asked and _ONE_MORE.match(words) and says_a_name(offers(turn), words):
        turn.say("utter_one_booking_at_a_time", task=said_booking(turn, task))
        return True
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
        case About.LENGTH | About.TYPE if chosen:
            turn.say("utter_draft_type", name=name, minutes=chosen.minutes)
        case About.PLACE if where := said_where(turn, task):
            turn.say("utter_draft_place", name=name, place=where)
        case About.HOST if turn.visiting:
            turn.say("utter_draft_host", name=name, who=account(turn).owner.name)
        case About.INVITEE | About.HOST | About.EMAIL if draft.name and draft.email:
            turn.say("utter_draft_invitee", who=draft.name, email=draft.email)
        case About.EMAIL if draft.email:
            turn.say("utter_draft_with", who=draft.email)
        case About.INVITEE | About.HOST if draft.name or draft.email:
            turn.say("utter_draft_with", who=draft.name or draft.email)
        case About.GUESTS if draft.name:
            _tell_guests(turn, draft.name, draft.guests)
        case About.ZONE:
            _tell_zone(turn, draft.name, draft.zone)
        case About.QUESTIONS if chosen:
            _tell_questions(turn, [one.name for one in questions_of(chosen.event_type)])
        case About.INVITATION:
            turn.say("utter_draft_invitation", who=draft.name or draft.email or turn.part("utter_line_the_invitee"))
        case About.THEIR_TIME:
            turn.say("utter_only_own_calendar", who=draft.name or turn.part("utter_line_the_invitee"))
        case _:
            turn.say("utter_draft_not_yet")


def said_booking(turn: Turn, task: Task) -> str:
    """Return what is being booked, as a part of a sentence."""
    who = task.draft.get("name")
    return turn.part("utter_line_booking_with", name=who) if who else turn.part("utter_line_booking")


def _tell_all(turn: Turn, task: Task) -> None:
    known, left = summary(turn, task), still_open(turn, task)
    response = "utter_draft_so_far" if left else "utter_draft_all"
    turn.say(response if known else "utter_draft_nothing", summary=known, open=", ".join(left))


def _tell_questions(turn: Turn, questions: list[str]) -> None:
    lines = "\n".join(turn.part("utter_line_bullet", text=one) for one in questions)
    turn.say("utter_draft_questions" if questions else "utter_draft_no_questions", questions=lines)


def _tell_guests(turn: Turn, name: str, guests: tuple[str, ...] | None) -> None:
    turn.say("utter_draft_guests" if guests else "utter_draft_no_guests", who=name, guests=", ".join(guests or ()))


def _tell_zone(turn: Turn, name: str | None, zone: str | None) -> None:
    mine = turn.zone(account(turn)).key
    differs = name and zone and zone != mine
    turn.say("utter_draft_zones" if differs else "utter_draft_zone", zone=mine, who=name, theirs=zone)
