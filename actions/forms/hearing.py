"""One message in the middle of a form: a command, an answer, a correction, another task, or something else entirely."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from actions.account.refusing import refuses_access
from actions.elsewhere.asking import asks_elsewhere
from actions.elsewhere.tell import tell_elsewhere
from actions.forms.another_task import is_likely_request, is_slip, is_surely_else, names_a_task
from actions.forms.answers import Answer, Reading, Wrong, yes_or_no
from actions.forms.commands import Command, asks_if_done, command_in
from actions.forms.correcting import correction_in
from actions.forms.dropping import drops_first
from actions.forms.message import Message
from actions.forms.question import CONFIRM, Question
from actions.forms.task import Task
from actions.forms.tasks import TASKS
from actions.turn import Events, Turn

if TYPE_CHECKING:
    from actions.forms.form import Form

MOST_TRIES = 3
# Commands that are about the conversation; while there is no question, they are answered as anywhere else.
_SAID_ANYWHERE = (Command.HELP, Command.REPEAT)


class Hearing:
    """Hears one message for a form. Every outcome is a list of events; an empty one lets Rasa answer."""

    def __init__(self, form: Form, turn: Turn, task: Task) -> None:
        self._form = form
        self._turn = turn
        self._task = task
        self._question = form.question(task.asked)

    def hear(self, message: Message) -> Events:
        """Act on the message."""
        if self._task.other is not None:
            return self._other_settled(message)
        if self._question and self._question.claims(self._task, message):
            return self._answered(message)
        if elsewhere := asks_elsewhere(self._turn, message):
            tell_elsewhere(self._turn, elsewhere)
            return self._form.keep(self._task)
        if self._question and (heard := self._about_the_task(message)):
            return heard
        # After the last question there may be a yes that was lost.
        if asks_if_done(message) and self._question and self._question.name != CONFIRM:
            self._turn.say("utter_not_done_yet", task=self._form.described(self._turn, self._task))
            return self._form.keep(self._task)
        command = command_in(message, anything_is_an_answer=self._takes_anything)
        if command and not (self._question is None and command in _SAID_ANYWHERE):
            return self._commanded(command)
        if self._question is None:
            return self._blocked(message)
        if self._question.is_left(self._task, message):
            return self._commanded(Command.STOP)
        if is_surely_else(message, self._form.begun_by, takes_anything=self._takes_anything):
            return self._elsewhere(message)
        self._task.unread = message.text
        return self._corrected(message) or self._answered(message) or self._stray(message) or self._otherwise(message)

    @property
    def _takes_anything(self) -> bool:
        return self._question is not None and self._question.takes_anything(self._task)

    def _commanded(self, command: Command) -> Events:
        match command:
            case Command.STOP:
                self._turn.say("utter_task_dropped", task=self._form.described(self._turn, self._task))
                return [*self._form.end(), *self._turn.done()]
            case Command.START_OVER:
                self._turn.say("utter_starting_over")
                return self._form.go_on(self._turn, self._reset())
            case Command.BACK:
                self._step_back()
            case Command.HELP:
                self._explain()
            case Command.REPEAT:
                self._task.listed = None
            case Command.TRY_AGAIN if self._task.unread:
                return self._form.taken_up(self._turn, self._task)
        return self._form.keep(self._task) if self._task.asked else self._form.go_on(self._turn, self._task)

    def _step_back(self) -> None:
        """Take the last answer back; where that opens no other question, as after a correction, say so."""
        asked = self._task.asked
        if not self._task.back():
            self._turn.say("utter_no_step_back")
        elif self._task.asked == asked:
            self._turn.say("utter_taken_back")

    def _reset(self) -> Task:
        self._task.draft, self._task.steps, self._task.tries, self._task.asked = {}, [], 0, None
        return self._task

    def _blocked(self, message: Message) -> Events:
        """Hear what is said while there is no question, because an account or Calendly is missing."""
        if command_in(message, anything_is_an_answer=False) in _SAID_ANYWHERE:
            return []
        if yes_or_no(message) is False or refuses_access(message):
            return self._commanded(Command.STOP)
        likely = message.pressed or is_likely_request(message)
        if likely and message.intent not in self._form.begun_by:
            return []
        self._task.unread = (message.words if likely else self._task.unread) or self._task.request
        return self._form.taken_up(self._turn, self._task)

    def _begin_again(self, message: Message) -> Events:
        """Take what is said anew; words that say nothing of the task are no answer."""
        before, self._task.unread = deepcopy(self._task.draft), message.text
        self._form.begin(self._turn, self._task, message)
        if self._task.draft == before and message.words and not names_a_task(message.words):
            return self._not_an_answer()
        return self._form.go_on(self._turn, self._task)

    def _corrected(self, message: Message) -> Events:
        """Take a value for another question than the open one, when the message says that it changes something."""
        rest = correction_in(message)
        return self._first_correction(rest, bare=self._takes_anything) if rest else []

    def _stray(self, message: Message) -> Events:
        """Take a value that answers no open question but fits another one."""
        if message.pressed:
            return []
        return self._first_correction(message, bare=is_likely_request(message))

    def _about_the_task(self, message: Message) -> Events:
        """Answer what is asked of the task itself, or take another value that the words give."""
        before = self._task.unread
        if command_in(message, anything_is_an_answer=True) is not Command.TRY_AGAIN:
            self._task.unread = message.text  # Should Calendly fail right here, it is heard again.
        is_told = self._form.tells(self._turn, self._task, message)
        changed = None if is_told else self._form.changes(self._turn, self._task, message)
        self._task.unread = before
        if is_told:
            return self._form.keep(self._task)
        return self._changed(*changed) if changed else []

    def _changed(self, question: Question, reading: Reading) -> Events:
        if isinstance(reading, Wrong):
            return self._wrong(reading)
        return self._noted(question, reading) if isinstance(reading, Answer) else []

    def _noted(self, question: Question, answer: Answer) -> Events:
        self._fill(question, answer)
        question.noted(self._turn, self._task)
        return self._form.go_on(self._turn, self._task)

    def _first_correction(self, message: Message, *, bare: bool) -> Events:
        for question in self._form.questions:
            reading = question.correct(self._turn, self._task, message, bare=bare) if message.text else None
            if isinstance(reading, Wrong):
                return self._wrong(reading)
            if isinstance(reading, Answer):
                return self._noted(question, reading)
        return []

    def _answered(self, message: Message) -> Events:
        if self._question is None:
            return []
        reading = self._question.read(self._turn, self._task, message)
        if isinstance(reading, Wrong):
            return self._wrong(reading)
        if reading is None:
            return []
        self._fill(self._question, reading)
        return self._form.go_on(self._turn, self._task)

    def _fill(self, question: Question, answer: Answer) -> None:
        self._task.step()
        question.fill(self._turn, self._task, answer.value)
        self._task.tries = 0

    def _wrong(self, reading: Wrong) -> Events:
        self._turn.say(reading.response, **reading.values)
        return self._missed()

    def _otherwise(self, message: Message) -> Events:
        """Answer a question or take up another task; what is neither was an answer that could not be read."""
        is_else = is_likely_request(message) and not is_slip(message)
        return self._elsewhere(message) if is_else else self._not_an_answer()

    def _not_an_answer(self) -> Events:
        if self._task.tries + 1 < MOST_TRIES and self._question:
            self._turn.say("utter_not_an_answer", expected=self._turn.part(self._question.called))
        return self._missed()

    def _missed(self) -> Events:
        self._task.unread = None
        self._task.tries += 1
        if self._task.tries >= MOST_TRIES:
            self._task.tries = 0
            self._explain()
        return self._form.keep(self._task)

    def _explain(self) -> None:
        if self._question:
            self._turn.say(self._question.explained)

    def _elsewhere(self, message: Message) -> Events:
        self._task.unread = None
        if message.intent in self._form.begun_by:
            return self._begin_again(message)
        if message.intent not in TASKS or not self._form.asks(self._turn, message.intent):
            return []
        self._task.other = {"intent": message.intent, "text": message.words}
        self._task.told = True
        self._turn.say("utter_drop_first", task=self._form.described(self._turn, self._task))
        return self._form.keep(self._task)

    def _other_settled(self, message: Message) -> Events:
        """Drop this task for the other one, or go on with it."""
        other, self._task.other = self._task.other or {}, None
        drops = drops_first(message)
        if drops is None:
            return self.hear(message)
        if not drops:
            return self._form.keep(self._task)
        return self._form.give_way(self._turn, self._task, **other)
