"""Who else gets the invitation."""

from actions.booking.drafted import put
from actions.forms.answers import EMAIL, Answer, Reading, Wrong, is_nothing
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.turn import Turn, button
from parley.scheduling.answers import MOST_GUESTS, Problem, guests_of

_WRONG = {
    Problem.SAME_GUEST: "utter_guest_twice",
    Problem.GUEST_IS_INVITEE: "utter_guest_is_invitee",
    Problem.TOO_MANY_GUESTS: "utter_too_many_guests",
}


class GuestsQuestion(Question):
    """More addresses, or none."""

    name = "guests"
    explained = "utter_explain_guests"
    called = "utter_line_guests_or_none"

    def ask(self, turn: Turn, task: Task) -> None:
        """Ask for addresses."""
        turn.say("utter_ask_guests", buttons=[button(turn.part("utter_line_no_guests"), "inform", choice="")])

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the addresses, none for `no`."""
        if is_nothing(message):
            return Answer([])
        found = EMAIL.findall(message.words)
        if not found:
            return Wrong("utter_email_wrong") if "@" in message.words else None
        guests = guests_of(found, task.draft.get("email"))
        if isinstance(guests, Problem):
            return Wrong(_WRONG.get(guests, "utter_email_wrong"), {"most": MOST_GUESTS})
        return Answer(list(guests))

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take the guests; none is an answer too."""
        put(task, guests=value)
