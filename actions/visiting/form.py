"""The form that asks under which address somebody booked, to send a code there."""

from actions.forms.answers import Answer, Reading, Wrong, email_in
from actions.forms.form import Form
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.turn import Turn
from parley.scheduling.answers import Problem, email_of
from parley.scheduling.spelled import EMAIL

ADDRESS = "address"


class AddressQuestion(Question):
    """Which address the booking was made with."""

    name = ADDRESS
    explained = "utter_explain_address"
    called = "utter_line_an_email"

    def ask(self, turn: Turn, task: Task) -> None:
        """Ask."""
        turn.say("utter_ask_address_booked_with")

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return an address that can be written to."""
        reading = email_in(message)
        if not isinstance(reading, Answer):
            return reading
        address = email_of(str(reading.value))
        return Wrong("utter_email_wrong") if isinstance(address, Problem) else Answer(address)

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take it."""
        task.draft[ADDRESS] = value


class FindBookingForm(Form):
    """Asks for the address, where it can be written to at all."""

    slot = "finding"
    submit = "action_send_visitor_code"
    begun_by = frozenset({"find_booking"})
    scopes: frozenset[str] = frozenset()
    questions = (AddressQuestion(),)

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "validate_find_booking_form"

    def begin(self, turn: Turn, task: Task, request: Message) -> None:
        """Take an address that the request names."""
        found = EMAIL.findall(request.words)
        address = email_of(found[0].strip(".'")) if len(found) == 1 else Problem.BLANK
        if not isinstance(address, Problem):
            task.draft[ADDRESS] = address

    def next_question(self, turn: Turn, task: Task) -> Question | None:
        """Return the only question, unless it is answered or of no use."""
        if ADDRESS in task.draft or not can_find(turn):
            return None
        return self.questions[0]

    def described(self, turn: Turn, task: Task) -> str:
        """Return what this is about."""
        return turn.part("utter_line_finding")


def can_find(turn: Turn) -> bool:
    """Return whether bookings made in another browser can be found here: there is a house, and mail."""
    return turn.services.mail is not None and turn.services.calendars.mode() != "per-user"
