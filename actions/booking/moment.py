"""When it shall be: words, buttons, "later" and "another week", until one opening is chosen."""

import re
from datetime import date, datetime
from typing import Any

from actions.booking.calendar import account, the_offer
from actions.booking.declined import declined, first_free
from actions.booking.drafted import put, wish_of
from actions.booking.in_hand import offered_times
from actions.booking.offering import LATER, WEEK
from actions.booking.picker import openings
from actions.booking.typed import NONE_OF_THEM, takes_any, typed_choice
from actions.booking.unsuited import narrowed, ruled_out_before
from actions.booking.wished import week_after, wished_in
from actions.forms.answers import Answer, Reading, Wrong, yes_or_no
from actions.forms.message import Message
from actions.forms.question import Question, choices_of
from actions.forms.task import Task
from actions.turn import Turn, button
from parley.scheduling.openings import Part
from parley.scheduling.refusals import refused
from parley.scheduling.ruled_out import NOTHING
from parley.scheduling.wish import Wish

_LATER = re.compile(
    r"\W*(?:(?:any(?:thing)?|something|show(?: me)?|a bit|what about)? ?(?:later|more|others?|else)"
    r"(?: (?:ones?|times?|days?|on))?"
    r"|other (?:times?|days?)|next (?:ones?|page))\W*",
    re.IGNORECASE,
)
_WEEK = re.compile(
    r"\W*(?:another|a (?:different|later)|the (?:following|one after)|the week after)(?: week)?\W*", re.I
)
# Readings of a message that may answer "when?".
ABOUT_TIMES = frozenset(
    {"inform", "change_answer", "schedule_appointment", "check_availability", "show_more", "affirm"}
)
LIKELY = 0.5


class StartQuestion(Question):
    """The start."""

    name = "start"
    explained = "utter_explain_start"
    called = "utter_line_a_time"

    def ask(self, turn: Turn, task: Task) -> None:
        """Offer what is free, as buttons that lead to each opening."""
        offered = task.draft.get("offered") or {}
        kind, choices = offered.get("kind", "times"), offered.get("choices", [])
        buttons = [button(title, "inform", choice=chosen) for chosen, title in choices]
        if kind != "which":
            buttons += self._further(turn, offered)
        on_days = "several" if kind == "times" and not offered.get("day") else kind
        response = f"utter_offer_{on_days}" if choices else "utter_offer_nothing"
        why = offered.pop("why", None)
        if why and offered["wished"] != task.draft.get("reasoned"):  # Once, however often the question is asked.
            task.draft["reasoned"] = offered["wished"]
            turn.say(f"utter_none_{why}", wished=offered["wished"])
        lines = choices_of(turn, task, (title for _, title in choices))
        turn.clocks.told += [(datetime.fromisoformat(start),) * 2 for start, _ in offered_times(task)]
        zone = turn.zone(account(turn)).key
        what = the_offer(turn, task).name
        day, parts = offered.get("day") or "", [] if task.again else openings(turn, offered, lines)
        turn.say(response, what=what, day=day, events=lines, zone=zone, buttons=buttons, parts=parts)

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the wish that the message is."""
        offered = task.draft.get("offered") or {}
        if message.pressed:
            return _chosen(turn, task, message.choice)
        if chosen := typed_choice(offered, message):
            return _chosen(turn, task, chosen)
        if wish := declined(turn, task, message) or (first_free(turn, task) if takes_any(message.text) else None):
            return Answer(wish)
        if chosen == NONE_OF_THEM:  # "The 20th" is a day, "the ninth one" a place.
            day = wished_in(turn, task, message, asked=True) if re.search(r"\d", message.text) else None
            return day or Wrong("utter_no_such_choice")
        if _WEEK.fullmatch(message.text):  # Which reads as "more", too.
            return _chosen(turn, task, WEEK)
        if _LATER.fullmatch(message.text) or message.intent == "show_more":
            return _chosen(turn, task, LATER)
        if yes_or_no(message):
            return Wrong("utter_say_which")
        if yes_or_no(message) is False:
            return Wrong(self.explained)
        # "Cancel my 2 pm call" names a time too: a message that asks for something else has to be nothing but a time.
        elsewhere = message.intent not in ABOUT_TIMES and message.confidence >= LIKELY
        return wished_in(turn, task, message, asked=True, bare=elsewhere)

    def correct(self, turn: Turn, task: Task, message: Message, *, bare: bool) -> Reading:
        """Return the time in a message, once a time or a wish is there: `no, Wednesday`."""
        if not message.words:
            return None
        if task.draft.get("start") and (wish := declined(turn, task, message)):
            return Answer(wish)
        return wished_in(turn, task, message, asked=refused(message.text) is not None, bare=bare)

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Note the wish; whether it is free is settled before the next question."""
        put(task, start=None, offered=None, reasoned=None, wish=value)

    def _further(self, turn: Turn, offered: dict[str, Any]) -> list[dict[str, str]]:
        further = [button(turn.part("utter_line_later"), "inform", choice=LATER)] if offered.get("after") else []
        return [*further, button(turn.part("utter_line_another_week"), "inform", choice=WEEK)]


def _chosen(turn: Turn, task: Task, choice: str | None) -> Reading:
    """Return the wish that a button or a place stands for: it says what to look for, and never that it is free."""
    zone = turn.zone(account(turn))
    try:
        match (choice or "").split(" "):
            case ["later"]:
                later = _later(task)
                return Answer(_as_before(turn, task, later)) if later else Wrong("utter_nothing_later")
            case ["week"]:
                return Answer(_as_before(turn, task, week_after(turn, task)))
            case ["day", day]:
                wish = Wish.on(date.fromisoformat(day), wish_of(task).part, zone)
                return Answer(_as_before(turn, task, wish))
            case ["span", start, end]:
                return Answer(Wish.between(datetime.fromisoformat(start), datetime.fromisoformat(end)))
            case [("morning" | "afternoon" | "evening") as part, day]:
                wish = Wish.on(date.fromisoformat(day), Part(part), zone)
                return Answer(_as_before(turn, task, wish))
            case [start]:
                return Answer(Wish.at(datetime.fromisoformat(start)))
    except ValueError:
        return None
    return None


def _as_before(turn: Turn, task: Task, wish: Wish) -> Wish:
    return narrowed(turn, wish, ruled_out_before(task), NOTHING)


def _later(task: Task) -> Wish | None:
    """Return what comes behind the times on offer: the rest of the range, or what follows it."""
    offered, wish = task.draft.get("offered") or {}, wish_of(task)
    if after := offered.get("after"):
        return Wish(datetime.fromisoformat(after), wish.end, only=wish.only)
    return Wish(wish.end) if wish.end else None
