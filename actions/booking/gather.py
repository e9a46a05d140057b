"""What one sentence says of a booking: "book Ana ana@x.com for an intro next Tuesday at 3"."""

import re

from actions.attendances import attendances
from actions.booking.calendar import account, offers
from actions.booking.drafted import drafted, put
from actions.booking.wished import range_wished, wished_in
from actions.forms.answers import EMAIL, Answer
from actions.forms.message import Message
from actions.forms.task import Task
from actions.told_before import FREE_TIME
from actions.told_times import TOLD_TIMES, of_kept
from actions.turn import Turn
from parley.scheduling.answers import Problem, email_of
from parley.scheduling.common_words import WEEKDAY
from parley.scheduling.event_types import Fit, find
from parley.scheduling.words import words_of

# One to three words that begin like names, after a word that introduces a person, or right before an address.
_PARTICLE = r"(?:van|von|de|da|del|la|el|bin|al)"
_NAME = rf"((?:[A-Z][\w'’.-]*|{_PARTICLE}(?= [A-Z]))(?: (?:[A-Z][\w'’.-]*|{_PARTICLE}))*)"
_BEFORE_ADDRESS = re.compile(rf"{_NAME}[\s,(<]*(?:at )?(?={EMAIL.pattern})")
_INTRODUCED = re.compile(rf"\b(?:with|for|invite|book|schedule|meet)\s+{_NAME}")
_MONTHS_AND_DAYS = words_of(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december mon tue wed thu fri sat sun today tomorrow i a an the"
)
# Before an address names need no capitals: "book grace hopper grace@x.com".
_INTRODUCING = words_of("book schedule invite meet with for")
_NO_NAMES = _MONTHS_AND_DAYS | words_of(
    "my me us him her them it this that to at on in by and or please call meeting meet demo intro chat session "
    "appointment slot time next new email mail address"
)
# What was talked about just before: an event, whose like is wanted, or an event type.
_AGAIN = re.compile(
    r"\b(?:re-?book|book (?:it|that|this|the same(?: one| thing)?) (?:again|anew|once more))\b", re.IGNORECASE
)
_IT = re.compile(r"\b(?:it|that|this|one)\b", re.IGNORECASE)
_THAT_TIME = re.compile(
    r"\b(?:book|take|grab|reserve|schedule|use)(?: me)? (?:it|that|this|then)\b|\b(?:at|for) that time\b|\bthen\W*$",
    re.IGNORECASE,
)
_TELLING_TYPES = ("action_list_event_types", "action_share_link", "action_list_openings")
# Who is no name, after "with".
_NOBODY = words_of(
    "someone somebody anyone anybody everyone everybody people client clients customer customers team friend boss "
    "colleague colleagues guest guests guy guys lady man woman our his their your these those no any all both you "
    "me us zoom teams google skype video phone"
)
_WITH_SMALL = re.compile(
    r"\bwith ([^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)?)(?=[\s,.!]*(?:$|\d|\b(?:on|at|for|this|next|tomorrow|today"
    rf"|please|pls|about|and|around|in|{WEEKDAY})\b))",
    re.IGNORECASE,
)
MOST_NAMES = 3


def gather(turn: Turn, task: Task, request: Message) -> None:
    """Put all that the request says into the draft; the rest of the draft stays as it is."""
    text = request.words
    if not text:
        return
    address = _address(text)
    if address:
        put(task, email=address)
    if _AGAIN.search(text):
        _as_before(turn, task)
    kind = _type(turn, task, text)
    if name := _name(text, kind) or (None if turn.visiting else _small_introduced(text, kind)):
        put(task, name=name)
    without = EMAIL.sub(" ", text)
    wish = wished_in(turn, task, Message(without), asked=False) or _free_time_told(turn, text)
    if isinstance(wish, Answer):
        put(task, start=None, offered=None, wish=wish.value)


def _free_time_told(turn: Turn, text: str) -> Answer | None:
    """Return the one free time that was told right before, as a wish: "book that"."""
    told = of_kept(turn.slot(TOLD_TIMES)) if turn.did_before(*FREE_TIME) and _THAT_TIME.search(text) else []
    return Answer(range_wished(*told[0])) if len(told) == 1 else None


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


def of_oneself(turn: Turn) -> dict[str, str]:
    """Return name and address of the person who chats, as far as their client has made sure of them."""
    known = turn.clocks.preferences
    said = {"name": known.channel_name, "email": known.channel_email}
    return {name: value for name, value in said.items() if value}


def _address(text: str) -> str | None:
    found = EMAIL.findall(text)
    address = email_of(found[0].strip(".'")) if len(found) == 1 else Problem.BLANK
    return None if isinstance(address, Problem) else address


def _type(turn: Turn, task: Task, text: str) -> str:
    """Choose the type that is named, or narrow the choice to those that fit; return the name of the one chosen."""
    listed = offers(turn)
    found = find(listed, EMAIL.sub(" ", text))
    if found.fit is Fit.NONE and not task.draft.get("event_type") and _IT.search(text):
        found = find(listed, turn.text_before(*_TELLING_TYPES))
    if found.offer:
        put(task, event_type=found.offer.uri)
    elif found.fit is Fit.SEVERAL:
        put(task, among=[one.uri for one in found.offers])
    elif len(listed) == 1 and not drafted(task).event_type:
        put(task, event_type=listed[0].uri)
    return found.offer.name if found.offer else ""


def _name(text: str, kind: str) -> str | None:
    """Return the person's name: what stands before the address, or is introduced as a person and is nothing else."""
    for found in (*_BEFORE_ADDRESS.finditer(text), *_INTRODUCED.finditer(text)):
        words = found[1].split()
        while words and words_of(words[0]) <= words_of("book schedule invite meet with for and please can"):
            words = words[1:]
        said = words_of(" ".join(words))
        if words and not said & _MONTHS_AND_DAYS and not said <= words_of(kind):
            return " ".join(words).rstrip(".,'")
    return _small_name(text, kind)


def bare_introduced(text: str) -> str | None:
    """Return the name where the words are no more than "with" and it."""
    found = _WITH_SMALL.search(text)
    return _small_introduced(text, "") if found and not text[: found.start()].strip(" ,.") and "?" not in text else None


def _small_introduced(text: str, kind: str) -> str | None:
    """Return the name in small letters after "with", where nothing but a time or a courtesy follows."""
    found = _WITH_SMALL.search(EMAIL.sub(" ", text))
    said = words_of(found[1]) if found else frozenset()
    return found[1] if found and said and not said & (_NO_NAMES | _NOBODY | words_of(kind)) else None


def _small_name(text: str, kind: str) -> str | None:
    """Return the name in small letters between a word that introduces a person and the address."""
    address = EMAIL.search(text)
    before = text[: address.start()].split() if address else []
    for count in range(1, min(MOST_NAMES, len(before) - 1) + 1):
        words, introduced = [word.strip(",(<:") for word in before[-count:]], words_of(before[-count - 1])
        if not words[0].isalpha() or words_of(words[0]) & (_NO_NAMES | words_of(kind)):
            return None
        if introduced and introduced <= _INTRODUCING:
            return " ".join(words)
    return None
