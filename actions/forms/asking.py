"""Asking the open question of whichever form is under way."""

from actions.base import ThreadedAction
from actions.booking.form import BookingForm
from actions.cancelling.form import CancelForm
from actions.forgetting.form import ForgetForm
from actions.forms.form import Form
from actions.forms.which import WhichForm
from actions.handoff.form import HandoffForm
from actions.no_shows.form import NoShowForm
from actions.rescheduling.form import RescheduleForm
from actions.services import Services
from actions.turn import Events, Turn
from actions.unlinking.form import UnlinkForm
from actions.visiting.form import FindBookingForm

FORMS: tuple[type[Form], ...] = (
    BookingForm,
    CancelForm,
    RescheduleForm,
    NoShowForm,
    FindBookingForm,
    WhichForm,
    UnlinkForm,
    HandoffForm,
    ForgetForm,
)


class AskQuestion(ThreadedAction):
    """Asks what the form under way needs to know next."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._forms = {form.form_name(): form for form in (made(services) for made in FORMS)}

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_question"

    def answer(self, turn: Turn) -> Events:
        """Ask."""
        form = self._forms.get(str(turn.form))
        return form.ask(turn) if form else []
