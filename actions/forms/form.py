"""A form: hears each message, and goes on asking until the task's draft is whole."""

from collections.abc import Callable

from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.forms import REQUESTED_SLOT, FormValidationAction

from actions.account.question import lead_to_question
from actions.account.wording import say_which_account
from actions.base import ThreadedAction, is_passing, say_problem, waits_for_agreement
from actions.booking.drafted import CONFIRMED, KEY
from actions.booking.too_late import told_as_fixed
from actions.elsewhere.asking import ELSEWHERE, asks_elsewhere
from actions.forms.another_task import is_another_request
from actions.forms.answers import Reading
from actions.forms.commands import is_likely_look_up
from actions.forms.hearing import Hearing
from actions.forms.message import Message
from actions.forms.question import CONFIRM, Question
from actions.forms.task import Task
from actions.forms.tasks import TASKS
from actions.surely import surely_asked
from actions.turn import Events, Turn
from actions.visiting.asking import house_answers
from parley.accounts.access import NeedsAccount
from parley.calendly.errors import CalendlyError

# The one slot that forms require. It is never filled: what is known is in the task's own slot, and Rasa asks on until
# the form says that it is done.
QUESTION = "question"


class Form(ThreadedAction, FormValidationAction):
    """The `validate_` action of a form of the domain. A form says what it asks for; the rest all forms have in common.

    `answer` returns no events when the message was no answer; Rasa then answers it as it would outside the form, and
    comes back.
    """

    # The slot that holds the task, the action that follows a whole draft, and the intents that begin it.
    slot: str
    submit: str
    begun_by: frozenset[str]
    # What Calendly must allow for asking the questions.
    scopes: frozenset[str]
    questions: tuple[Question, ...]
    # Whether it is about what was shown, in whichever account that is.
    of_shown = False

    def begin(self, turn: Turn, task: Task, request: Message) -> None:
        """Take over what the request says already; what it does not speak of stays as it is."""
        raise NotImplementedError

    def next_question(self, turn: Turn, task: Task) -> Question | None:
        """Return what has to be asked next; None when the draft is whole."""
        raise NotImplementedError

    def described(self, turn: Turn, task: Task) -> str:
        """Return what the task is about, as a part of a sentence."""
        raise NotImplementedError

    def asks(self, turn: Turn, intent: str) -> bool:
        """Return whether another task asks anything: one that does not can be done in the middle of this one."""
        return intent != "human_handoff" or turn.services.helpdesk.has_webhook

    def tells(self, turn: Turn, task: Task, message: Message) -> bool:
        """Say what the message asks of the task itself; return whether it does."""
        return False

    def changes(self, turn: Turn, task: Task, message: Message) -> tuple[Question, Reading] | None:
        """Return the question for which the words themselves give another value, whatever they were taken for."""
        return None

    def question(self, name: str | None) -> Question | None:
        """Return the question of this name."""
        return next((one for one in self.questions if one.name == name), None)

    async def required_slots(self, *_: object) -> list[str]:
        """Return what Rasa is to ask for."""
        return [QUESTION]

    def answer(self, turn: Turn) -> Events:
        """Take in what was said; no events when it was no answer."""
        task = Task.of(turn.slot(self.slot))
        afresh = task is not None and task.asked is None and turn.intent in self.begun_by
        if (
            task is None
            or (task.whole and turn.message_is_new)
            or (afresh and turn.came_from(self.name().removeprefix("validate_")))
        ):
            request = turn.request_for(self.form_name())
            task = Task(request=request.text, unread=request.text)
            request, in_account = turn.begin_task(request, of_shown=self.of_shown)
            return [*in_account, *self._tried(turn, task, lambda: self._begun(turn, task, request)), *turn.done()]
        if _was_recorded(turn, task):
            return self._recorded(turn, task)
        if turn.message_is_new:
            return self._tried(turn, task, lambda: self._heard(turn, task, turn.message))
        return self._tried(turn, task, lambda: self.taken_up(turn, task), silent=_is_still_waiting(turn, task))

    def aside(self, turn: Turn) -> Events:
        """Return the events that answer what only seemed to begin this form."""
        task = Task.of(turn.slot(self.slot))
        # While what a task needs is missing, nothing is asked that other words could answer.
        waits = task is not None and task.asked is None and not task.whole and not is_likely_look_up(turn.message)
        if not turn.message_is_new or not (task is None or waits):
            return []
        if asks_elsewhere(turn, turn.message):
            return [*self.end(), *turn.hand_over(ELSEWHERE)] if task is None else []
        if fixed := told_as_fixed(turn, self.name()) if task is None else []:
            return [*self.end(), *fixed]
        surely = house_answers(turn) or surely_asked(turn)
        return [*self.end(), *turn.lead_to(*surely)] if surely and surely[0] != self.form_name() else []

    def ask(self, turn: Turn) -> Events:
        """Say the open question, unless what stands in its way was said just now, or nothing came in between."""
        task = Task.of(turn.slot(self.slot)) or Task()
        question = self.question(task.asked)
        stands_still = turn.is_back_from_news() and not turn.said_anything()
        if task.told or question is None or stands_still:
            task.told = False
            return self.keep(task)

        def asked() -> Events:
            task.shows(question.name)
            question.ask(turn, task)
            task.again = False
            task.other = None  # Whatever is said next answers what was shown last, and not whether to drop this.
            return [*self.keep(task), *(turn.pin_account() if question.name == CONFIRM else [])]

        return self._tried(turn, task, asked, told=False)

    def keep(self, task: Task) -> Events:
        """Return the events that keep the task as it is now."""
        return [SlotSet(self.slot, task.kept())]

    def end(self) -> Events:
        """Return the events that end the form and forget the task."""
        return [SlotSet(self.slot, None), SlotSet(REQUESTED_SLOT, None)]

    def give_way(self, turn: Turn, task: Task, intent: str, text: str) -> Events:
        """Return the events that drop the task for another one, which these words begin."""
        action = TASKS[intent]
        return [*self.end(), *turn.keep_request(action, intent, text), FollowupAction(action)]

    def go_on(self, turn: Turn, task: Task) -> Events:
        """Return the events that lead to the next question, or to what follows a whole draft."""
        question = self.next_question(turn, task)
        task.asked, task.unread, task.whole = (question.name if question else None), None, question is None
        if question:
            return self.keep(task)
        return [*self.keep(task), SlotSet(REQUESTED_SLOT, None), FollowupAction(self.submit)]

    def _begun(self, turn: Turn, task: Task, request: Message) -> Events:
        self.begin(turn, task, request)
        if self.scopes:
            say_which_account(turn)
        return self.go_on(turn, task)

    def taken_up(self, turn: Turn, task: Task) -> Events:
        """Go on after an interruption, or when the account that was missing is there."""
        if task.unread is None:
            return self.keep(task) if task.asked else self.go_on(turn, task)
        if task.asked is None:
            if task.request != task.unread:
                self.begin(turn, task, Message(task.request))
            return self._begun(turn, task, Message(task.unread))
        return Hearing(self, turn, task).hear(Message(task.unread)) or self.keep(task)

    def _heard(self, turn: Turn, task: Task, message: Message) -> Events:
        return Hearing(self, turn, task).hear(message)

    def _recorded(self, turn: Turn, task: Task) -> Events:
        """Tell what came of a yes that was given in a turn which got lost; another request is answered before that.

        Where nobody asked for the turn it is left to news of its own.
        """
        if turn.message_is_new and is_another_request(turn.message, self.begun_by):
            return []
        if turn.is_back_from_news():
            task.told = True
            return self.keep(task)
        task.draft[CONFIRMED], task.asked, task.whole = True, None, True
        return [*self.keep(task), SlotSet(REQUESTED_SLOT, None), FollowupAction(self.submit)]

    def _tried(
        self, turn: Turn, task: Task, work: Callable[[], Events], *, told: bool = True, silent: bool = False
    ) -> Events:
        """Do the work; when something stands in its way, say so once and keep the task, unless that is no use."""
        try:
            return work()
        except (CalendlyError, NeedsAccount) as problem:
            if waits_for_agreement(turn, problem):
                turn.say("utter_agree_first")
                return [*self.keep(task), SlotSet(REQUESTED_SLOT, None), *lead_to_question(turn)]
            if not silent:
                say_problem(turn, problem, self.scopes)
            if not is_passing(problem):
                return self.end()
            task.told = told
            return self.keep(task)

    def failed(self, turn: Turn) -> Events:
        """Keep the task as it was before a fault of ours."""
        task = Task.of(turn.slot(self.slot)) or Task(request=turn.message.text, unread=turn.message.text)
        task.told = True
        return self.keep(task)


def _was_recorded(turn: Turn, task: Task) -> bool:
    key = task.draft.get(KEY)
    return key is not None and turn.services.operations.known(turn.conversation_id, key) is not None


def _is_still_waiting(turn: Turn, task: Task) -> bool:
    """Return whether something else was answered meanwhile, while the task still waits for what it was said to need."""
    return task.asked is None and not turn.resumed
