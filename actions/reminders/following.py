"""Words that go on with the reminder or digest just told of, or with those just listed."""

import re
from dataclasses import dataclass
from typing import Any

from actions.turn import Turn
from parley.reminders.digest_words import covers_said, is_exception, names_days, tells_one
from parley.reminders.words import Wish, about_in, asks_what_is_sent, lead_in, stops_all_sent
from parley.scheduling.common_words import EVENT
from parley.scheduling.courtesies import NO, WISHING, led_by
from parley.scheduling.places import places_in, says_only_places
from parley.scheduling.words import folded
from parley.when import without
from parley.when.draft import CLOCK

# The reminder or digest talked about last, or several that were listed.
IN_HAND = "plan_in_hand"
REMIND, DIGEST = "action_remind", "action_digest"
_STOP = r"(?:stop|cancel|delete|remove|drop|forget|undo|end|kill|scrap|turn off|switch off|get rid of)"
_CHANGE = r"(?:make|change|set|move|push|put|shift|update|adjust)"
_FOR_NOW = r"(?:,? (?:just )?(?:for )?(?:now|today|tonight|tomorrow|(?:this|next) week|a (?:day|week|while)))?"
_UNDOES = re.compile(rf"{led_by(NO)}(?:undo|revert|take (?:it|that) back)(?: (?:it|that|this))?[\s.!]*", re.IGNORECASE)
# Of every meeting only some: a reminder cannot be of those alone.
_ONLY_SOME = re.compile(
    rf"{led_by(NO)}(?:only|just|not)\b[^.?!]*\b(?:first|last|morning|afternoon|evening|early|late)\b(?! please)[^.?!]*"
    r"(?:\bones?\b|\bof (?:the|each|every) day\b|\bmeetings?\b)[^.?!]*[\s.!]*",
    re.IGNORECASE,
)
_CHANGED = ("utter_plan_changed", "utter_digest_changed")
_STOPS_IT = re.compile(
    rf"{led_by(NO, 'never ?mind')}{_STOP} (?:it|that|this|them)(?: again)?(?:[, ]+please)?{_FOR_NOW}[\s.!]*"
    rf"|(?:please )?(?:turn|switch) (?:it|that|them) off{_FOR_NOW}[\s.!]*",
    re.IGNORECASE,
)
_STOPS_ALL = re.compile(
    rf"{led_by(NO)}{_STOP} (?:all|both|everything)(?: of (?:it|them|that|these|those))?(?:[, ]+please)?[\s.!]*",
    re.IGNORECASE,
)
_ABOUT_ONE = re.compile(rf"{led_by(NO, WISHING)}(?:(?P<stops>{_STOP})|{_CHANGE})\b(?P<rest>.*)", re.IGNORECASE)
_CHANGES_IT = re.compile(
    rf"\b{_CHANGE} (?:it|that|this|them)\b|\binstead\b|\brather\b|\bbefore\b|\bearlier\b|\blater\b"
    r"|^\W*(?:no|actually|sorry|oops)\b",
    re.IGNORECASE,
)
_ADDS = re.compile(r"^\W*(?:and|plus)\b|\b(?:also|too|as well|additionally|another(?: one)?|on top)\b", re.IGNORECASE)
# A whole request, which stands for itself.
_ASKS_ANEW = re.compile(
    r"(?<!don't )(?<!not )\b(?:remind|ping|nudge|notify|tell|alert|text|message|send|post|give|e-?mail|set)\b"
    r"(?! (?:it|that|this|them)\b)",
    re.I,
)
_INSTEAD = re.compile(r"\b(?:instead|rather|not)\b", re.IGNORECASE)
_NOTHING_MORE = re.compile(r"(?:\W|\b(?:it|that|too|as well|also|please|start)\b)*", re.IGNORECASE)
_LEAVES_OUT_DAYS = re.compile(
    rf"{led_by(NO)}(?:not?|never|except|excluding|without|skip|leave out"
    r"|(?:don'?t|do not) (?:send|post|write|do)\w*)\b",
    re.IGNORECASE,
)
_DAYS_ALONE = re.compile(rf"{led_by(NO)}(?:only|also|just|on|every)\b", re.IGNORECASE)
_NAMES_EVENT = re.compile(rf"\b{EVENT}s?\b", re.IGNORECASE)
_ONE = re.compile(r"\bones?\b", re.IGNORECASE)
LONGEST_DAYS = 7  # words: "no, not on Wednesdays and Fridays please"


@dataclass(frozen=True)
class Following:
    """What words want of what was told of: which action does it, and the id of the one that is meant, if it is clear.

    `SET` is one more of the same. `is_open`: a place that the list does not have, or several.
    """

    action: str
    wish: Wish
    plan: str | None = None
    is_open: bool = False


def following(turn: Turn) -> Following | None:
    """Return what the message wants of the reminders and digests told in the turn before; None when nothing."""
    words, kept = turn.message.words, turn.slot(IN_HAND)
    if not words or not turn.did_before(REMIND, DIGEST):
        return None
    if _STOPS_ALL.fullmatch(words):
        return Following(REMIND, Wish.STOP)
    if not isinstance(kept, dict) or _NAMES_EVENT.search(words):
        return None
    return _of_several(turn, words, kept.get("listed") or []) or _of_one(turn, words, kept)


def spares_some(turn: Turn) -> bool:
    """Return whether the message keeps the reminder just told of to some meetings: "only the first one of the day"."""
    return turn.did_before(REMIND) and _ONLY_SOME.fullmatch(turn.message.words) is not None


def went_on(turn: Turn) -> str | None:
    """Return the action that goes on with what was just told of, or is for all there is; None for other words."""
    if stops_all_sent(turn.message.words) or asks_what_is_sent(turn.message.words) or spares_some(turn):
        return REMIND
    goes_on = following(turn)
    return goes_on.action if goes_on else None


def _of_several(turn: Turn, words: str, listed: list[Any]) -> Following | None:
    """Return what is wanted of one that words tell from the others: "stop the first one", "stop the evening one"."""
    said = _ABOUT_ONE.fullmatch(words)
    if not said:
        return None
    wish = Wish.STOP if said["stops"] else Wish.CHANGE
    rest = folded(said["rest"].strip(" .!"))
    only_places = bool(listed) and says_only_places(rest)
    places = (places_in(rest, len(listed)) if only_places else None) or ()
    place = turn.asked.place if turn.asked.place is not None else next(iter(places), None)
    if place is not None and 0 < abs(place) <= len(listed) and len(places) < 2:
        one = listed[place - 1 if place > 0 else place]
        return Following(one["action"], wish, one["id"])
    if only_places:
        return Following(REMIND, wish, is_open=True)
    return Following(DIGEST, wish) if _ONE.search(words) and tells_one(words) else None


def _of_one(turn: Turn, words: str, kept: dict[str, Any]) -> Following | None:
    action, plan = str(kept.get("action")), kept.get("id")
    if not plan:
        return None
    if _UNDOES.fullmatch(words):  # What it was before a change is not kept: it is asked what it shall be.
        return Following(action, Wish.CHANGE if turn.told_before(*_CHANGED) else Wish.STOP, plan)
    if _STOPS_IT.fullmatch(words):
        return Following(action, Wish.STOP, plan)
    times, anew = turn.times(words, None, asked=True), _ASKS_ANEW.search(words) is not None
    if action == DIGEST:
        if not anew and _adds_digest(words, any(one.grain in CLOCK for one in times)):
            return Following(action, Wish.SET, plan)
        return Following(action, Wish.CHANGE, plan) if not anew and _changes_digest(words, bool(times)) else None
    if lead_in(words, times) is None or _ONE.search(words):
        return None
    if _ADDS.search(words) and not _INSTEAD.search(words):
        about = about_in(words, times)[0]
        rest = without(about, turn.times(about, None, asked=True)).replace("|", "")
        return Following(action, Wish.SET, plan) if _NOTHING_MORE.fullmatch(rest) else None
    return Following(action, Wish.CHANGE, plan) if not anew and _CHANGES_IT.search(words) else None


def _adds_digest(words: str, has_hour: bool) -> bool:
    """Return whether another digest is wanted beside the one told of: "and on Fridays also the week ahead"."""
    few = len(words.split()) <= LONGEST_DAYS + 2 and not _ONE.search(words)
    adds = _ADDS.search(words) and not _CHANGES_IT.search(words) and not _INSTEAD.search(words)
    return bool(few and adds) and (has_hour or covers_said(words) is not None)


def _changes_digest(words: str, has_times: bool) -> bool:
    few = len(words.split()) <= LONGEST_DAYS and not _ONE.search(words)
    if (
        few
        and names_days(words)
        and (_DAYS_ALONE.match(words) or (_LEAVES_OUT_DAYS.match(words) and is_exception(words)))
    ):
        return True
    return has_times and not _ONE.search(words) and _CHANGES_IT.search(words) is not None
