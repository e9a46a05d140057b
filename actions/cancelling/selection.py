"""Which of the events that are listed are still meant: some left out, some alone, some more beside them."""

import re

from actions.attendances import candidate_of
from actions.cancelling.reviewed import reviews
from actions.cancelling.which import unclear, which
from actions.forms.answers import Answer, Reading, Wrong
from actions.forms.task import Task
from actions.forms.which_event import IDS
from actions.left_out import ids_left_out, said_apart
from actions.meant import find_meant
from actions.turn import Turn
from parley.calendly.scopes import CHANGE
from parley.scheduling.courtesies import NO, YES, led_by
from parley.scheduling.exceptions import says_nothing
from parley.scheduling.joined import added
from parley.scheduling.mentions import Candidate, Why

LONGEST = 8  # words: "no, I meant the two with Ana on Friday"
_BUT = re.compile(
    r"\b(?:(?:all|everything)? ?(?:but|except)(?: for)?|not|without|keep|leave(?: out)?|skip|drop)\s+(.+)",
    re.IGNORECASE,
)
_ONLY = re.compile(r"(?<!keep )(?<!leave )\b(?:only|just)\s+(?!not\b)(.+)", re.IGNORECASE)
# What is said of all that is listed, so that what it leaves out is one of these.
_OF_THESE = re.compile(
    rf"{led_by(NO, YES)}(?:(?:cancel |delete |drop )?(?:(?:all|both|each|every(?: one|thing)?|these|those|them)\b\W*"
    r"(?:(?:of )?(?:them|these|those|all)\b\W*)?)+)?",
    re.IGNORECASE,
)
_KEEPS = re.compile(rf"{led_by(NO, YES)}(?:keep|leave|spare|not|without|except|but)\b", re.IGNORECASE)
_CORRECTS = re.compile(r"(?:(?:no|nope|sorry|actually|wait|oh|i mean(?:t)?)\b[,.! ]*)+", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:is|are|am|was|were|has|have|had|can|can'?t|cannot|got|will|won'?t|needs?|i|i'm|he'?s|she'?s|they'?re|we'?re|it'?s"
    r"|do|don'?t|does|because|that'?s)\b",
    re.IGNORECASE,
)
_AND = re.compile(rf"\W*(?:(?:{YES}|ok(?:ay)?|please)\b\W+)*(?P<more>(?:and|plus|also|add|include)\b.+)", re.IGNORECASE)


def selected(turn: Turn, task: Task, words: str) -> Reading:
    """Return the events that are meant then, or False for none of them; None where the words say something else."""
    if more := _AND.fullmatch(words):
        return _with_more(turn, task, added(more["more"]))
    return _left(turn, task, words) or _alone(turn, task, words)


def _left(turn: Turn, task: Task, words: str) -> Reading:
    """Return those that remain when some shall stay: "not the second", "yes, but keep Lena's"."""
    account = turn.account(CHANGE)
    several = len(task.draft[IDS]) > 1
    if several and (only := _ONLY.search(words)):
        ids = _among(turn, task, only[1])
        return Answer(ids) if ids else Wrong("utter_no_such_choice")
    said, but = said_apart(turn, account, words), _BUT.search(words)
    out = said.left_out or (but[1] if but and several else "")
    of_these = _OF_THESE.fullmatch(said.kept) is not None or says_nothing(said.kept)
    if not out or (said.left_out and not of_these and turn.times(said.kept, account, asked=False)):
        return None
    stays = ids_left_out(turn, account, _listed(turn, task), out, by_time=True)
    if not stays:
        names = (said.left_out and of_these) or (several and _KEEPS.match(words) and not _CLAUSE.search(out))
        return Wrong("utter_none_of_these_stays", {"words": out.strip(" .!")}) if names else None
    left = [one for one in task.draft[IDS] if one not in stays]
    return Answer(left) if left else Answer(False)


def _alone(turn: Turn, task: Task, words: str) -> Reading:
    """Return those that are named instead of all: "no, the first two", "I meant Lena's"."""
    marked = _CORRECTS.match(words)
    rest = words[marked.end() :].strip(" .!") if marked else ""
    if not rest or len(task.draft[IDS]) < 2 or len(rest.split()) > LONGEST or _CLAUSE.search(rest):
        return None
    ids = _among(turn, task, rest)
    return Answer(ids) if ids and len(ids) < len(task.draft[IDS]) else None


def _with_more(turn: Turn, task: Task, words: str | None) -> Reading:
    """Return those listed and what is named beside them."""
    if words is None or "?" in words:
        return None
    found = which.found(turn, f"cancel {words}")
    if found.why is not Why.FOUND:
        return Wrong(unclear(found), {"words": words})
    return Answer(list(dict.fromkeys([*task.draft[IDS], *(one.event.id for one in found.attendances)])))


def _listed(turn: Turn, task: Task) -> list[Candidate]:
    return [candidate_of(one.attendance) for one in reviews(turn, task) if one.attendance]


def _among(turn: Turn, task: Task, words: str) -> list[str]:
    found = find_meant(turn, turn.account(CHANGE), words, listed=_listed(turn, task))
    return [one.event.id for one in found.attendances] if found.why is Why.FOUND else []
