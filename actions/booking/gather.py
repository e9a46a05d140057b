"""What one sentence says of a booking: "book Ana ana@x.com for an intro next Tuesday at 3"."""

import re

from actions.attendances import attendances
from actions.booking.calendar import account, offers
from actions.booking.drafted import drafted, put
from actions.booking.kind import CALLED
from actions.booking.own_zone import live_in, own_zone_in
from actions.booking.people_named import customer_in, people_in
from actions.booking.remembered import FOR_ANOTHER
from actions.booking.wished import wished_in
from actions.forms.answers import Answer, place_in
from actions.forms.message import Message
from actions.forms.task import Task
from actions.told_before import FREE_TIME
from actions.told_times import MOST, TOLD_TIMES, of_kept
from actions.turn import Turn
from actions.type_in_hand import TELLING_TYPES, type_in_hand
from parley.scheduling.event_types import Choice, Fit, find
from parley.scheduling.introduced import is_for_another
from parley.scheduling.phones_said import phone_said, without_phone
from parley.scheduling.spelled import EMAIL, unspelled
from parley.scheduling.types_wanted import type_called
from parley.scheduling.wish import Wish
from parley.scheduling.words import words_of

# What was talked about just before: an event, whose like is wanted, or an event type.
_AGAIN = re.compile(
    r"\b(?:re-?book|book (?:it|that|this|the same(?: one| thing)?) (?:again|anew|once more))\b", re.IGNORECASE
)
_IT = re.compile(r"\b(?:it|that|this|one)\b", re.IGNORECASE)
_EDGE = re.compile(
    r"\b(?:the |your )(?:(?:very )?(?:first|earliest|soonest)|(?P<last>last|latest))"
    r"(?: (?:one|time|slot|of (?:them|those)))?"
    r"(?= (?:you have|for|please|with|that)\b|[\s.!,]*$)",
    re.IGNORECASE,
)
_THAT_TIME = re.compile(
    r"\b(?:book|take|grab|reserve|schedule|use)(?: me)? (?:it|that|this|then)\b|\b(?:at|for) that time\b|\bthen\W*$",
    re.IGNORECASE,
)


def gather(turn: Turn, task: Task, request: Message) -> None:
    """Put all that the request says into the draft; the rest of the draft stays as it is."""
    text = request.words
    if not text:
        return
    if _AGAIN.search(text):
        _as_before(turn, task)
    if turn.visiting:
        text = _place_and_phone(turn, task, text)
    kind = _type(turn, task, text)
    _people(turn, task, text, kind)
    without = EMAIL.sub(" ", unspelled(text)).replace(task.draft.get("name") or "\n", " ", 1)  # "Una May" is no month.
    wish = wished_in(turn, task, Message(without), asked=False) or _free_time_told(turn, text)
    if isinstance(wish, Answer):
        put(task, start=None, offered=None, wish=wish.value)


def _people(turn: Turn, task: Task, text: str, kind: str) -> None:
    """Take over who is invited, and who is a guest beside them."""
    visiting = turn.visiting
    people = customer_in(text, kind, account(turn).owner.name) if visiting else people_in(text, kind, small=True)
    if visiting and is_for_another(text):
        task.draft[FOR_ANOTHER] = True
    known = task.draft.get("name")
    if known and people.name and not words_of(known) & words_of(people.name):
        put(task, email=None, guests=None)  # Somebody else is to be invited, whose address is not known.
    said = {"name": people.name, "email": people.email, "guests": list(people.guests)}
    put(task, **{part: value for part, value in said.items() if value})


def _place_and_phone(turn: Turn, task: Task, text: str) -> str:
    """Take where a visitor is, by whose clocks their times are, and their number; return the words without these."""
    if told := own_zone_in(turn, text):
        place, zone = told
        if zone:
            live_in(turn, task, zone)
        text = place.rest
    if phone := phone_said(text):
        put(task, phone=phone)
    return without_phone(text)


def _free_time_told(turn: Turn, text: str) -> Answer | None:
    """Return the free time that was told right before, as a wish: "book that", "book the latest one"."""
    told = of_kept(turn.slot(TOLD_TIMES)) if turn.did_before(*FREE_TIME) else []
    if not told or len(told) == MOST:  # There may have been more, which are not kept.
        return None
    if edge := _EDGE.search(text):
        return Answer(Wish.between(*told[-1 if edge["last"] else 0]))
    place = place_in(text)
    if place and 0 < place <= len(told):
        return Answer(Wish.between(*told[place - 1]))
    return Answer(Wish.between(*told[0])) if len(told) == 1 and _THAT_TIME.search(text) else None


def _as_before(turn: Turn, task: Task) -> None:
    """Take over type and person of the event talked about: "book it again"."""
    if not turn.focus:
        return
    before = attendances(turn, account(turn), [turn.focus])
    people = [one for each in before for one in (each.coming or each.canceled)]
    if before and before[0].event.event_type:
        put(task, event_type=before[0].event.event_type)
    if len(people) == 1 and not turn.visiting:
        put(task, name=people[0].name, email=people[0].email)


def _type(turn: Turn, task: Task, text: str) -> str:
    """Choose the type that is named, or narrow the choice to those that fit; return the name of the one chosen."""
    listed = offers(turn)
    found = find(listed, EMAIL.sub(" ", text))
    if found.fit is Fit.NONE and not task.draft.get("event_type") and _IT.search(text):
        in_hand = type_in_hand(turn, listed) if turn.did_before(*TELLING_TYPES) else None
        found = Choice(Fit.FOUND, (in_hand,)) if in_hand else found
    if found.offer:
        put(task, event_type=found.offer.uri)
    elif found.fit is Fit.SEVERAL:
        put(task, among=[one.uri for one in found.offers])
    elif called := (None if drafted(task).event_type else type_called(EMAIL.sub(" ", text))):
        task.draft[CALLED] = called
    if not found.offers and len(listed) == 1 and not drafted(task).event_type:
        put(task, event_type=listed[0].uri)
    return found.offer.name if found.offer else ""
