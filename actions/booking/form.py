"""The form that books: what it asks for, in which order."""

from dataclasses import replace

from actions.booking.calendar import account, offer
from actions.booking.changed import changed
from actions.booking.confirm import ChangeQuestion, ConfirmQuestion
from actions.booking.drafted import CHANGING, CONFIRMED, drafted
from actions.booking.gather import gather
from actions.booking.guests import GuestsQuestion, knows_whom
from actions.booking.host_questions import HostQuestion
from actions.booking.kind import EventTypeQuestion
from actions.booking.mail_slip import MailSlipQuestion, has_slip
from actions.booking.moment import StartQuestion
from actions.booking.offering import settle
from actions.booking.one_more import NAMED, GuestAddressQuestion
from actions.booking.oneself import PHONE, Told, fill_in, take_phone, told_of_oneself
from actions.booking.person import EmailQuestion, NameQuestion, ZoneQuestion
from actions.booking.place import PlaceQuestion, PlaceWordsQuestion
from actions.booking.remembered import FOR_ANOTHER, as_oneself
from actions.booking.told_draft import said_booking, tell_of_draft
from actions.forms.answers import Reading
from actions.forms.form import Form
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.to_calendar import wants_it_in_calendar
from actions.turn import Events, Turn
from actions.visiting.asking import asked_of_house
from actions.visiting.reception import tell_of_house
from parley.calendly.models import EventType
from parley.calendly.scopes import BOOK
from parley.scheduling.draft import missing
from parley.scheduling.house_questions import OfHouse


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
        if turn.visiting and task.asked and task.other is None:
            asked = self.question(task.asked)
            told = told_of_oneself(turn, task, message, strict=bool(asked and asked.takes_anything(task)))
            if told:
                return self._told(turn, task, replace(message, text=told.rest), told)
        return super()._heard(turn, task, message)

    def _told(self, turn: Turn, task: Task, rest: Message, told: Told) -> Events:
        """Take what a visitor said of themselves, and hear the rest."""
        task.step()
        for name, value in told.values.items():
            if question := self.question(name):
                question.fill(turn, task, value)
        if told.phone:
            take_phone(task, told.phone)
        task.tries = 0
        if rest.text:
            return super()._heard(turn, task, rest)
        if list(told.values) != [ZoneQuestion.name]:
            turn.say("utter_noted")
        return self.go_on(turn, task)

    def tells(self, turn: Turn, task: Task, message: Message) -> bool:
        """Say what the message asks of the booking so far; return whether it does."""
        if tell_of_draft(turn, task, message):
            return True
        asked = asked_of_house(turn, message)
        if asked is None or asked is OfHouse.TIMES or (asked is OfHouse.COMPANY and knows_whom(task)):
            return False
        tell_of_house(turn, account(turn), asked)
        return True

    def changes(self, turn: Turn, task: Task, message: Message) -> tuple[Question, Reading] | None:
        """Return the question for which the words themselves give another value."""
        return changed(self, turn, task, message)

    def begin(self, turn: Turn, task: Task, request: Message) -> None:
        """Take over what the request says."""
        account(turn)
        gather(turn, task, request)
        if turn.visiting and task.asked is None and not task.draft.get(FOR_ANOTHER):
            as_oneself(turn, task)

    def next_question(self, turn: Turn, task: Task) -> Question | None:
        """Return what is missing next, the confirmation last."""
        if not task.draft.get("zone") and not task.draft.get("ask_zone"):
            task.draft["zone"] = account(turn).owner.time_zone
        chosen = offer(turn, task)
        if chosen and not task.draft.get("start"):
            settle(turn, task)
        if chosen and (phone := task.draft.get(PHONE)):
            fill_in(task, chosen.event_type, phone)
        return self.question(self._next(task, chosen.event_type if chosen else None))

    def described(self, turn: Turn, task: Task) -> str:
        """Return what is being booked, as far as it is known."""
        return said_booking(turn, task)

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
