"""The form that marks who did not come, and takes marks back."""

from typing import Any

from actions.event_titles import when_of
from actions.forms.answers import Answer, Reading, yes_or_no
from actions.forms.event_form import EventForm
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.forms.which_event import AMONG, IDS
from actions.listing import name_of
from actions.no_shows.who import NAMED, UNDO, WHO, WhichPast, WhoQuestion, in_question, means_all, named_in
from actions.turn import Turn
from parley.calendly.models import Invitee
from parley.calendly.scopes import CHANGE
from parley.scheduling.agenda import Attendance

END, CONFIRMED = "end", "confirmed"
NOTHING, NOT_STARTED, NOBODY_LEFT, KEPT = "nothing", "not_started", "nobody_left", "kept"
which = WhichPast(CHANGE, past=True)


class ConfirmNoShow(Question):
    """Whether to mark them: workflows of Calendly's may write to whoever is marked."""

    name = "confirm"
    explained = "utter_explain_confirm_no_show"
    called = "utter_line_yes_or_no"

    def ask(self, turn: Turn, task: Task) -> None:
        """Say who will be marked, for which event."""
        events = which.events(turn, task)
        if len(events) > 1:
            lines = [turn.part("utter_line_no_show_of", **_said(turn, task, one)) for one in events]
            turn.say("utter_confirm_no_shows", events="\n".join(lines))
        else:
            turn.say("utter_confirm_no_show", **_said(turn, task, events[0]))

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return a plain yes or no."""
        said = yes_or_no(message)
        return None if said is None else Answer(said)

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Confirm, or leave it."""
        if value:
            task.draft[CONFIRMED] = True
        else:
            task.draft[END] = KEPT


class NoShowForm(EventForm):
    """Asks for all that marking takes."""

    slot = "no_show"
    submit = "action_mark_no_show"
    begun_by = frozenset({"mark_no_show", "undo_no_show"})
    scopes = CHANGE
    of_shown = True
    questions = (which, WhoQuestion(which), ConfirmNoShow())

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "validate_no_show_form"

    def begin(self, turn: Turn, task: Task, request: Message) -> None:
        """Take over which event and whom the request means."""
        if request.intent in self.begun_by:
            task.draft = {UNDO: request.intent == "undo_no_show"}
        if event := request.values.get("event"):
            task.draft[IDS] = [event]
        turn.account(CHANGE)
        if request.words and not request.words.startswith("/"):
            which.take(turn, task, request.words)

    def next_question(self, turn: Turn, task: Task) -> Question | None:
        """Return what is missing next; None too when there is nobody to mark."""
        if task.draft.get(END) or CONFIRMED in task.draft:
            return None
        if not task.draft.get(IDS) and AMONG not in task.draft:
            which.take(turn, task, "")
        if not task.draft.get(IDS) and task.draft.get(AMONG):
            return which
        events = which.events(turn, task)
        if len(events) > 1:
            return self._of_several(turn, task, events)
        task.draft[END] = self._end(turn, task, events)
        if task.draft[END] is None and WHO not in task.draft:
            self._choose(task, events[0])
        if task.draft[END] is not None or (task.draft.get(UNDO) and WHO in task.draft):
            return None  # What is taken back can be marked again, and nobody is written to.
        return self.question(ConfirmNoShow.name if WHO in task.draft else WhoQuestion.name)

    def described(self, turn: Turn, task: Task) -> str:
        """Return what is being marked."""
        return turn.part("utter_line_undoing_no_show" if task.draft.get(UNDO) else "utter_line_marking_no_show")

    def _of_several(self, turn: Turn, task: Task, events: list[Attendance]) -> Question | None:
        """Take those who are named in events that have begun, and ask whether to mark them all."""
        open_ones = [one for one in events if self._end(turn, task, [one]) is None]
        named = {one.event.id: named_in(task.draft.get(NAMED) or "", one) for one in open_ones}
        left = [one for one in open_ones if any(who in in_question(task, one) for who in named[one.event.id])]
        if not left:
            task.draft |= {END: NOBODY_LEFT, IDS: [events[0].event.id]}
            return None
        ids = [who.id for one in left for who in named[one.event.id] if who in in_question(task, one)]
        task.draft |= {IDS: [one.event.id for one in left], WHO: ids}
        return None if task.draft.get(UNDO) else self.question(ConfirmNoShow.name)

    def _end(self, turn: Turn, task: Task, events: list[Attendance]) -> str | None:
        if not events:
            return NOTHING
        if events[0].event.start_time > turn.services.clock():
            return NOT_STARTED
        return None if in_question(task, events[0]) else NOBODY_LEFT

    def _choose(self, task: Task, one: Attendance) -> None:
        """Take whoever is named, everybody if all are, or the only one there is."""
        open_ones, words = in_question(task, one), task.draft.get(NAMED) or ""
        named = [who for who in named_in(words, one) if who in open_ones]
        if named or means_all(words) or len(open_ones) == 1:
            task.draft[WHO] = [who.id for who in named or open_ones]


def _said(turn: Turn, task: Task, one: Attendance) -> dict[str, Any]:
    names = ", ".join(who.name for who in chosen(task, one))
    return {"people": names, "title": name_of(turn, one.event), "when": when_of(turn, one)}


def chosen(task: Task, one: Attendance) -> list[Invitee]:
    """Return whom to mark, as they are now."""
    return [who for who in one.coming if who.id in (task.draft.get(WHO) or [])]
