"""The form that books: what it asks for, in which order."""

from actions.booking.calendar import account, offer
from actions.booking.changed import changed
from actions.booking.confirm import ChangeQuestion, ConfirmQuestion
from actions.booking.drafted import CHANGING, CONFIRMED, drafted, put
from actions.booking.gather import gather, of_oneself
from actions.booking.guests import GuestsQuestion
from actions.booking.host_questions import HostQuestion
from actions.booking.kind import EventTypeQuestion
from actions.booking.mail_slip import MailSlipQuestion, has_slip
from actions.booking.moment import StartQuestion
from actions.booking.offering import settle
from actions.booking.one_more import NAMED, GuestAddressQuestion
from actions.booking.person import EmailQuestion, NameQuestion, ZoneQuestion
from actions.booking.place import PlaceQuestion, PlaceWordsQuestion
from actions.booking.told_draft import tell_of_draft
from actions.forms.answers import Reading
from actions.forms.form import Form
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.to_calendar import wants_it_in_calendar
from actions.turn import Events, Turn
from parley.calendly.models import EventType
from parley.calendly.scopes import BOOK
from parley.scheduling.draft import missing


class BookingForm(Form):
    """Asks for all that a booking takes."""

    slot = "booking"
    submit = "action_book"
    begun_by = frozenset({"schedule_appointment"})
    scopes = BOOK
    # In the order in which a correction is looked for: what looks like nothing else comes first.
    questions = (
        EmailQuestion(),
        NameQuestion(),
        ZoneQuestion(),
        StartQuestion(),
        PlaceQuestion(),
        EventTypeQuestion(),
        GuestsQuestion(),
        HostQuestion(),
        PlaceWordsQuestion(),
        MailSlipQuestion(),
        GuestAddressQuestion(),
        ConfirmQuestion(),
        ChangeQuestion(),
    )

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "validate_booking_form"

    def answer(self, turn: Turn) -> Events:
        """Take in what was said; "add it to my calendar" is about what is booked already, and wants its file."""
        begins = turn.slot(self.slot) is None and turn.message_is_new and turn.focus
        if begins and wants_it_in_calendar(turn.message.words):
            return [*self.end(), *turn.hand_over("action_event_details")]
        return super().answer(turn)

    def _heard(self, turn: Turn, task: Task, message: Message) -> Events:
        """Hear a message; what is still being booked is in no calendar yet."""
        if task.asked and wants_it_in_calendar(message.words):
            turn.say("utter_not_booked_yet")
            return self.keep(task)
        return super()._heard(turn, task, message)

    def tells(self, turn: Turn, task: Task, message: Message) -> bool:
        """Say what the message asks of the booking so far; return whether it does."""
        return tell_of_draft(turn, task, message)

    def changes(self, turn: Turn, task: Task, message: Message) -> tuple[Question, Reading] | None:
        """Return the question for which the words themselves give another value."""
        return changed(self, turn, task, message)

    def begin(self, turn: Turn, task: Task, request: Message) -> None:
        """Take over what the request says."""
        account(turn)
        gather(turn, task, request)
        if turn.visiting and not {"name", "email"} & set(
            task.draft
        ):  # A visitor books for themselves, unless they say whom.
            put(task, **of_oneself(turn))

    def next_question(self, turn: Turn, task: Task) -> Question | None:
        """Return what is missing next, the confirmation last."""
        if not task.draft.get("zone") and not task.draft.get("ask_zone"):
            task.draft["zone"] = account(turn).owner.time_zone
        chosen = offer(turn, task)
        if chosen and not task.draft.get("start"):
            settle(turn, task)
        return self.question(self._next(task, chosen.event_type if chosen else None))

    def described(self, turn: Turn, task: Task) -> str:
        """Return what is being booked, as far as it is known."""
        who = task.draft.get("name")
        return turn.part("utter_line_booking_with", name=who) if who else turn.part("utter_line_booking")

    def _next(self, task: Task, event_type: EventType | None) -> str | None:
        if task.draft.get(CHANGING):
            return ChangeQuestion.name
        if has_slip(task):
            return MailSlipQuestion.name
        if task.draft.get(NAMED):
            return GuestAddressQuestion.name
        ask = missing(drafted(task), event_type)
        if ask:
            return ask.step.value
        return None if task.draft.get(CONFIRMED) else ConfirmQuestion.name
