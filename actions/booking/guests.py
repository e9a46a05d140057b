"""Who else gets the invitation."""

import re

from actions.booking.drafted import put
from actions.forms.answers import Answer, Reading, Wrong, is_nothing
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.turn import Turn, button
from parley.scheduling.answers import MOST_GUESTS, Problem, guests_of
from parley.scheduling.courtesies import NO, WISHING, YES, led_by
from parley.scheduling.guest_changes import SOMEBODY, GuestChange, guest_change
from parley.scheduling.spelled import EMAIL, unspelled
from parley.scheduling.words import words_of

_WRONG = {
    Problem.SAME_GUEST: "utter_guest_twice",
    Problem.GUEST_IS_INVITEE: "utter_guest_is_invitee",
    Problem.TOO_MANY_GUESTS: "utter_too_many_guests",
}
_APART = re.compile(r"[,;\n]|\band\b|&|\bplus\b", re.IGNORECASE)
_AROUND = words_of(
    "yes yeah yep ok okay sure please pls thanks also add invite cc too well as guests guest with and the"
)
_BOOKS = re.compile(rf"{led_by(NO, YES, WISHING)}(?:book|schedule|set up|arrange)\b", re.IGNORECASE)
# "Can my boss come too?", where any text could be the answer.
_ASKS_FOR_ONE_MORE = re.compile(rf"{led_by(NO)}(?:can|could|may) (?:i|we|my|our|an?|some)\b", re.IGNORECASE)
LONGEST_PART = 2  # words: more than a name explains something
# What has to be known before whoever is named without an address can be a guest, and not the invitee.
_PERSON = ("name", "email")


class GuestsQuestion(Question):
    """More addresses, or none."""

    name = "guests"
    explained = "utter_explain_guests"
    called = "utter_line_guests_or_none"

    def ask(self, turn: Turn, task: Task) -> None:
        """Ask for addresses."""
        turn.say("utter_ask_guests", buttons=[button(turn.part("utter_line_no_guests"), "inform", choice="")])

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the addresses, none for `no`; with those who are named among them and have no address."""
        if is_nothing(message):
            return Answer([])
        if _BOOKS.match(message.words):  # "Book a demo with kim@…" is about another invitee.
            return None
        text = unspelled(message.words)
        found = [one.strip(".'") for one in EMAIL.findall(text)]
        if not found:
            named = self._without_address(task, message)
            return named or (Wrong("utter_email_wrong") if "@" in text else None)
        checked, named_too = checked_guests(task, found), _named_in(text)
        if isinstance(checked, Answer) and named_too:
            return Answer({"guests": checked.value, "guest_named": named_too})
        return checked

    def changed(self, task: Task, message: Message, *, strict: bool) -> Reading:
        """Return the guests as a message changes them; `strict` takes only addresses and who is invited already."""
        before = list(task.draft.get("guests") or [])
        change = guest_change(message.words, before) if message.words else None
        asks = change is not None and _ASKS_FOR_ONE_MORE.match(message.words) and change.named == (SOMEBODY,)
        sure = change and (asks or change.added or (change.removed and not _takes_all(before, change)))
        if change is None or (strict and not sure):
            return None
        named = list(change.named) if (asks or not strict) and knows_whom(task) else []
        if change.unknown:
            return Wrong("utter_no_such_guest", {"who": ", ".join(change.unknown)})
        if not (change.added or change.removed or named or _takes_all(before, change)):
            return None
        kept = [one for one in before if one not in change.removed]
        checked = checked_guests(task, [*kept, *change.added])
        return Answer({"guests": checked.value, "guest_named": named}) if isinstance(checked, Answer) else checked

    def noted(self, turn: Turn, task: Task) -> None:
        """Say that it was taken, unless an address is asked for next."""
        if not task.draft.get("guest_named"):
            turn.say("utter_noted")

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take the guests; none is an answer too."""
        taken = value if isinstance(value, dict) else {"guests": value}
        put(task, guests=taken["guests"], guest_named=taken.get("guest_named") or None)

    def _without_address(self, task: Task, message: Message) -> Reading:
        change = guest_change(message.words, ())
        return Answer({"guests": [], "guest_named": list(change.named)}) if change and change.named else None


def knows_whom(task: Task) -> bool:
    """Return whether the invitee is known, so that whoever else is named is a guest."""
    return all(task.draft.get(one) for one in _PERSON)


def checked_guests(task: Task, addresses: list[str]) -> Reading:
    """Return the addresses of guests, or what is wrong with them."""
    guests = guests_of(addresses, task.draft.get("email"))
    if isinstance(guests, Problem):
        return Wrong(_WRONG.get(guests, "utter_email_wrong"), {"most": MOST_GUESTS})
    return Answer(list(guests))


def _takes_all(before: list[str], change: GuestChange) -> bool:
    return change == GuestChange(removed=tuple(before))


def _named_in(text: str) -> list[str]:
    """Return who is named among addresses without having one."""
    parts = [part.strip(" .!()") for part in _APART.split(text) if not EMAIL.search(part)]
    named = [part for part in parts if part and not words_of(part) <= _AROUND and part[:1].isalpha()]
    return [part for part in named if len(part.split()) <= LONGEST_PART]
