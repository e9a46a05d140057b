"""The form that cancels: which events, why, and a yes to what it shows."""

from actions.cancelling.confirm import CONFIRMED, ConfirmCancelling
from actions.cancelling.moving import asks_to_move
from actions.cancelling.reason import ReasonQuestion
from actions.cancelling.remarks import unheard
from actions.cancelling.reviewed import END, REASON, open_ones, reviews, take_ids
from actions.cancelling.unclear import asked_what_to_do, not_minded
from actions.cancelling.which import which
from actions.cancelling.why import wish_and_reason
from actions.forms.dropping import keeps
from actions.forms.event_form import EventForm
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.forms.which_event import AMONG, IDS
from actions.reminders.ours import whose
from actions.turn import Events, Turn
from parley.calendly.scopes import CHANGE
from parley.scheduling.next_wish import first_wish


class CancelForm(EventForm):
    """Asks for all that cancelling takes."""

    slot = "cancellation"
    submit = "action_cancel"
    begun_by = frozenset({"cancel_event"})
    scopes = CHANGE
    of_shown = True
    questions = (ConfirmCancelling(), which, ReasonQuestion())

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "validate_cancel_form"

    def answer(self, turn: Turn) -> Events:
        """Take in what was said; "keep it" cancels nothing, words about a reminder mean no event."""
        begins = turn.slot(self.slot) is None and turn.message_is_new
        if begins and keeps(turn.message.words):
            turn.say("utter_kept")
            return self.end()
        if begins and (led := not_minded(turn)):
            return [*self.end(), *led]
        ours = whose(turn) if begins else None
        return [*self.end(), *turn.hand_over(ours)] if ours else super().answer(turn)

    def _begun(self, turn: Turn, task: Task, request: Message) -> Events:
        asked = [] if request.pressed else asked_what_to_do(turn, request.words)
        return [*self.end(), *asked] if asked else super()._begun(turn, task, request)

    def _heard(self, turn: Turn, task: Task, message: Message) -> Events:
        """Hear it; before anything is chosen, a wish to move something needs no leave to begin."""
        if task.asked == which.name and not task.other and asks_to_move(message.words):
            return self.give_way(turn, task, "reschedule_event", message.words)
        return super()._heard(turn, task, message)

    def begin(self, turn: Turn, task: Task, request: Message) -> None:
        """Take over which events the request means, and why."""
        if event := request.values.get("event"):
            task.draft = {IDS: [event]}
        turn.account(CHANGE)
        if request.words and not request.words.startswith("/"):
            _gather(turn, task, request.words)

    def next_question(self, turn: Turn, task: Task) -> Question | None:
        """Return what is missing next, the confirmation last; None too when there is nothing to cancel."""
        if task.draft.get(END) or CONFIRMED in task.draft:
            return None
        if not task.draft.get(IDS) and AMONG not in task.draft:
            which.take(turn, task, "")
        if not task.draft.get(IDS):
            return self._which(task)
        seen = reviews(turn, task)
        if not open_ones(seen):
            task.draft[END] = seen[0].fault.value if len(seen) == 1 and seen[0].fault else "none_open"
            return None
        return self.question(ConfirmCancelling.name if REASON in task.draft else ReasonQuestion.name)

    def described(self, turn: Turn, task: Task) -> str:
        """Return what is being cancelled, as far as it is known."""
        title = which.titled(turn, task)
        return turn.part("utter_line_cancelling_one" if title else "utter_line_cancelling", title=title)

    def _which(self, task: Task) -> Question | None:
        if task.draft.get(AMONG):
            return which
        task.draft[END] = "nothing"
        return None


def _gather(turn: Turn, task: Task, words: str) -> None:
    words, then = first_wish(words)
    words, silent = unheard(words)
    words, reason = wish_and_reason(words)
    if silent:
        turn.say("utter_always_told")
    if then:
        turn.say("utter_next_wish", words=then)
    task.draft = {REASON: reason} if reason else {}
    which.take(turn, task, words)
    if ids := task.draft.get(IDS):
        take_ids(task, ids)
