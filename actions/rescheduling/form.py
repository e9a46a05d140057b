"""The form that moves a meeting: which one, to when, and a yes."""

import re
from typing import Any

from actions.booking.calendar import account
from actions.booking.drafted import CONFIRMED, put
from actions.booking.wished import wished_in
from actions.forms.answers import Answer
from actions.forms.event_form import EventForm
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.forms.which_event import AMONG, IDS, WhichEvent
from actions.reminders.ours import whose
from actions.rescheduling.confirm import ConfirmMove
from actions.rescheduling.move import BY_INVITEE, END, NOTHING, TO, WAY, assess
from actions.rescheduling.new_time import INTRO, NewTime, settle_new_time
from actions.rescheduling.old_time import with_its_time
from actions.rescheduling.wording import read_wording
from actions.turn import Events, Turn
from parley.calendly.scopes import BOOK
from parley.scheduling.next_wish import first_wish
from parley.scheduling.rescheduling import Way

# More than one at once: "move them all", "swap my 9:30 and my 3 pm".
_ALL = re.compile(r"\b(?<!one of )(?:all|both|every(?:thing| ?one)?|each|them|these|those)\b", re.IGNORECASE)
_SWAPS = re.compile(r"\b(?:swap|switch|exchange)\b.*\band\b", re.IGNORECASE)


class WhichMeeting(WhichEvent):
    """Which meeting is moved; the new time that was said stays when another one is meant."""

    asking = "utter_line_which_to_move"

    def take(self, turn: Turn, task: Task, words: str) -> None:
        """Put the meeting into the draft that the words mean; of several it is said that they go one at a time."""
        super().take(turn, task, words)
        if _SWAPS.search(words) or (AMONG in task.draft and _ALL.search(words)):
            turn.say("utter_one_move_at_a_time")

    def kept(self, task: Task) -> dict[str, Any]:
        """Return the new time in words."""
        return {TO: task.draft[TO]} if task.draft.get(TO) else {"before": INTRO}


which, new_time = WhichMeeting(BOOK), NewTime()


class RescheduleForm(EventForm):
    """Asks for all that moving a meeting takes."""

    slot = "rescheduling"
    submit = "action_reschedule"
    begun_by = frozenset({"reschedule_event"})
    scopes = BOOK
    of_shown = True
    questions = (which, new_time, ConfirmMove())

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "validate_reschedule_form"

    def answer(self, turn: Turn) -> Events:
        """Take in what was said; words about a reminder of an event are not about the event itself."""
        begins = turn.slot(self.slot) is None and turn.message_is_new
        ours = whose(turn) if begins else None
        return [*self.end(), *turn.hand_over(ours)] if ours else super().answer(turn)

    def begin(self, turn: Turn, task: Task, request: Message) -> None:
        """Take over which meeting the request means, and its new time."""
        if event := request.values.get("event"):
            task.draft = {IDS: [event], "before": INTRO}
        turn.account(BOOK)
        if request.words and not request.words.startswith("/"):
            self._gather(turn, task, request.words)

    def next_question(self, turn: Turn, task: Task) -> Question | None:
        """Return what is missing next, the confirmation last; None too when it cannot be moved from here."""
        if task.draft.get(END) or CONFIRMED in task.draft:
            return None
        if not task.draft.get(IDS) and AMONG not in task.draft:
            which.take(turn, task, "")
        if not task.draft.get(IDS):
            return self._which(task)
        if WAY not in task.draft:
            assess(turn, task)
        if task.draft[WAY] != Way.BOOK_AGAIN.value:
            task.draft[END] = BY_INVITEE if task.draft[WAY] == Way.BY_INVITEE.value else Way.IMPOSSIBLE.value
            return None
        if not task.draft.get("start"):
            self._settle(turn, task)
        return self.question(ConfirmMove.name if task.draft.get("start") else NewTime.name)

    def described(self, turn: Turn, task: Task) -> str:
        """Return what is being moved, as far as it is known."""
        title = which.titled(turn, task)
        return turn.part("utter_line_moving_one" if title else "utter_line_moving", title=title)

    def _gather(self, turn: Turn, task: Task, words: str) -> None:
        words, then = first_wish(words)
        if then:
            turn.say("utter_next_wish", words=then)
        said = read_wording(turn, account(turn), words)
        under_way = task.draft.get(IDS) and said.time and not said.event.strip()
        if not under_way:
            task.draft = {}
            which.take(turn, task, said.event if said.event.strip() or not said.time else "it")  # "Make it 10:30."
        task.draft |= {TO: said.time} if said.time else {"before": INTRO}

    def _which(self, task: Task) -> Question | None:
        if task.draft.get(AMONG):
            return which
        task.draft[END] = NOTHING
        return None

    def _settle(self, turn: Turn, task: Task) -> None:
        if words := task.draft.pop(TO, None):
            wish = wished_in(turn, task, Message(with_its_time(turn, task, words)), asked=True)
            put(task, wish=wish.value if isinstance(wish, Answer) else None)
        settle_new_time(turn, task)
