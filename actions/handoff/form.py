"""The form that asks what may be passed on to a person."""

from actions.forms.answers import Answer, Reading, anything_in, certain_yes_or_no, is_nothing, yes_or_no
from actions.forms.form import Form
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.turn import Turn, button

MESSAGES, REACH = "messages", "reach"
LONGEST_REACH = 500  # characters


class MessagesQuestion(Question):
    """Whether the last messages go along."""

    name = MESSAGES
    explained = "utter_explain_pass_on"
    called = "utter_line_yes_or_no"

    def ask(self, turn: Turn, task: Task) -> None:
        """Say what happens, and ask."""
        turn.say("utter_ask_pass_on")

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return True for a plain yes, False for a no."""
        said = certain_yes_or_no(message)
        return None if said is None else Answer(said)

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take it."""
        task.draft[MESSAGES] = value


class ReachQuestion(Question):
    """How the person can be reached, or nothing of it."""

    name = REACH
    explained = "utter_explain_reach"
    called = "utter_line_a_way_to_reach"

    def takes_anything(self, task: Task) -> bool:
        """Return True: an address, a number, or a sentence."""
        return True

    def ask(self, turn: Turn, task: Task) -> None:
        """Ask, and offer the address of the account that is linked."""
        owner = turn.clocks.owner
        known = [button(owner.email, "inform", choice=f"{owner.name}, {owner.email}")] if owner else []
        turn.say("utter_ask_reach", buttons=[*known, button(turn.part("utter_line_no_reach"), "inform", choice="")])

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the person's words; "" for nothing."""
        if is_nothing(message) or yes_or_no(message) is False:
            return Answer("")
        said = anything_in(message)
        return Answer(str(said.value).strip()[:LONGEST_REACH]) if isinstance(said, Answer) else None

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take it; nothing is an answer too."""
        task.draft[REACH] = value


class HandoffForm(Form):
    """Asks for all that handing over takes, where there is somebody to hand over to."""

    slot = "handoff"
    submit = "action_hand_over"
    begun_by = frozenset({"human_handoff"})
    scopes: frozenset[str] = frozenset()
    questions = (MessagesQuestion(), ReachQuestion())

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "validate_handoff_form"

    def begin(self, turn: Turn, task: Task, request: Message) -> None:
        """Take nothing from the request: each consent is asked for."""

    def next_question(self, turn: Turn, task: Task) -> Question | None:
        """Return what is missing next; None too when nobody can be told."""
        if not turn.services.helpdesk.has_webhook:
            return None
        return next((one for one in self.questions if one.name not in task.draft), None)

    def described(self, turn: Turn, task: Task) -> str:
        """Return what this is about."""
        return turn.part("utter_line_handing_over")
