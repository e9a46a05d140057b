"""The address of a guest who was only named: "can Bob join as well"."""

from actions.booking.drafted import put
from actions.booking.guests import checked_guests
from actions.forms.answers import Answer, Reading, email_in, is_nothing, yes_or_no
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.turn import Turn, button

# Who is invited too and has no address yet; "" for somebody without a name.
NAMED = "guest_named"


class GuestAddressQuestion(Question):
    """Where the invitation of one more guest goes."""

    name = "guest_address"
    explained = "utter_explain_guest_address"
    called = "utter_line_an_email"

    def ask(self, turn: Turn, task: Task) -> None:
        """Ask for the address."""
        who = task.draft[NAMED][0]
        leave_out = button(turn.part("utter_line_without_guest"), "inform", choice="")
        turn.say(
            "utter_ask_guest_address" if who else "utter_ask_guest_address_of_somebody", who=who, buttons=[leave_out]
        )

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the address in a list; an empty one leaves that guest out."""
        if is_nothing(message) or yes_or_no(message) is False:
            return Answer([])
        reading = email_in(message)
        if not isinstance(reading, Answer):
            return reading
        checked = checked_guests(task, [*(task.draft.get("guests") or []), reading.value])
        return Answer([reading.value]) if isinstance(checked, Answer) else checked

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take the guest in."""
        more = value if isinstance(value, list) else []
        put(task, guests=[*(task.draft.get("guests") or []), *more], **{NAMED: task.draft[NAMED][1:] or None})
