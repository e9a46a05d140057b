"""Which event type it shall be."""

import re
from datetime import datetime

from actions.booking.calendar import offers, the_offer
from actions.booking.drafted import put
from actions.forms.answers import Answer, Choice, Reading, Wrong, one_of, says_none
from actions.forms.message import Message
from actions.forms.question import Question, choices_of
from actions.forms.task import Task
from actions.turn import Turn, button
from parley.scheduling.courtesies import led_by
from parley.scheduling.event_types import Offer, find
from parley.scheduling.types_wanted import says_only_a_length, says_only_a_name, says_only_words_of, type_wanted
from parley.scheduling.wish import Wish

_ASKS = re.compile(
    rf"{led_by()}(?:how (?:long|much|many)|where|what(?:'?s| is| does| are)|who)\b",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\W*(\d{2,3})\W*")
_TOO = re.compile(r"\b(?:too|also|as well|another|second|both)\b|^\W*and\b", re.IGNORECASE)
CALLED = "called"  # what the request calls a type that there is none of
MOST_TYPES = 10  # on a phone, with a button each


class EventTypeQuestion(Question):
    """What to book."""

    name = "event_type"
    explained = "utter_explain_event_type"
    called = "utter_line_an_event_type"

    def ask(self, turn: Turn, task: Task) -> None:
        """List what can be booked, with a button for each; what was asked for and is not among it is said."""
        if called := task.draft.pop(CALLED, None):
            turn.say("utter_no_such_type", called=called)
        choices = self._choices(turn, task)
        turn.say(
            "utter_ask_event_type",
            events=choices_of(turn, task, (one.title for one in choices)),
            buttons=[button(one.title, "inform", choice=one.id) for one in choices],
        )

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the id of the type that is meant, by button, place or name."""
        if _ASKS.match(message.words):
            return None  # "How long is the intro?" asks about it, and chooses nothing.
        reading = one_of(self._choices(turn, task), message)
        length = _LENGTH.fullmatch(message.words)
        if length and not isinstance(reading, Answer):  # "15" is no place among ten types.
            return self._found(offers(turn), f"{length[1]} minutes") or reading
        return reading if reading or message.pressed else self._found(offers(turn), message.words)

    def is_left(self, task: Task, message: Message) -> bool:
        """Return whether it is none of them."""
        return says_none(message)

    def correct(self, turn: Turn, task: Task, message: Message, *, bare: bool) -> Reading:
        """Return the type of another name or length: `make it 45 minutes`."""
        if bare or _ASKS.match(message.words):
            return None
        length = says_only_a_length(message.words)
        if task.draft.get("event_type") and not length and not says_only_a_name(offers(turn), message.words):
            return None  # A type is never left because a word of another one was said.
        found = find(offers(turn), message.words)
        meant = [one.uri for one in found.offers]
        if length and task.draft.get("event_type"):
            now = the_offer(turn, task)
            if not meant or now.uri in meant:
                return Wrong("utter_one_length", {"name": now.name, "minutes": now.minutes})
            turn.say("utter_one_length", name=now.name, minutes=now.minutes)
            return Answer([*meant, now.uri])
        if found.offer:
            return None if found.offer.uri == task.draft.get("event_type") else Answer(found.offer.uri)
        # Several fit, and the one that was chosen does not: which of them it shall be is asked.
        return Answer(meant) if len(meant) > 1 and task.draft.get("event_type") not in meant else None

    def asked_for(self, turn: Turn, task: Task, words: str, *, strict: bool) -> Reading:
        """Return another type that words surely ask for: "make it a product demo", "portfolio talk instead".

        `strict` takes only the whole name of one.
        """
        wanted = type_wanted(words)
        if not wanted or _ASKS.match(words):
            return None
        if says_only_a_length(wanted):
            return self.correct(turn, task, Message(wanted), bare=False)
        found = find(offers(turn), wanted).offer
        if not found:
            return None
        whole = says_only_a_name([found], wanted)
        if found.uri == task.draft.get("event_type"):
            return Wrong("utter_type_stays", {"name": found.name, "minutes": found.minutes}) if whole else None
        return Answer(found.uri) if whole or (not strict and says_only_words_of(found, wanted)) else None

    def at_a_time(self, turn: Turn, task: Task, words: str, wish: Wish, rest: str) -> Reading:
        """Return another type that is named with a time and nothing else: "quick check-in Friday 11 December 12:00".

        `rest` are the words without the time, which is the `wish`. What shall be booked too is another booking.
        """
        too = _TOO.search(words)
        rest = _TOO.sub(" ", type_wanted(rest) or rest)
        found = next((one for one in offers(turn) if says_only_a_name([one], rest)), None)
        if not found or found.uri == task.draft.get("event_type") or _ASKS.match(words):
            return None
        if too:
            return Wrong("utter_first_this_one", {"name": found.name})
        return Answer({"event_type": found.uri, "wish": wish})

    def noted(self, turn: Turn, task: Task) -> None:
        """Say which type it is now."""
        now = the_offer(turn, task) if task.draft.get("event_type") else None
        if now:
            turn.say("utter_type_now", name=now.name, minutes=now.minutes)
        else:
            turn.say("utter_noted")

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take the type, or several to choose from; what depended on it is asked again, the time as a wish."""
        taken = value if isinstance(value, dict) else {"event_type": value}
        kind, wish = taken["event_type"], taken.get("wish")
        start, several = task.draft.get("start"), kind if isinstance(kind, list) else None
        chosen = None if several else kind
        put(task, event_type=chosen, answers=None, place=None, start=None, look=None, offered=None, among=several)
        if wish:
            put(task, wish=wish)
        elif start:
            put(task, wish=Wish.at(datetime.fromisoformat(start)))

    def _choices(self, turn: Turn, task: Task) -> list[Choice]:
        among = task.draft.get("among")
        listed = [one for one in offers(turn) if not among or one.uri in among]
        return [Choice(one.uri, title_of(turn, one)) for one in listed[:MOST_TYPES]]

    def _found(self, listed: list[Offer], text: str) -> Reading:
        found = find(listed, text).offer
        return Answer(found.uri) if found else None


def title_of(turn: Turn, offer: Offer) -> str:
    """Return an event type's name and length."""
    return turn.part("utter_line_event_type", name=offer.name, minutes=offer.minutes)
