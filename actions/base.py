"""What every action that needs Calendly shares: its own thread, and one sentence for each thing that can go wrong."""

import asyncio
import secrets

import structlog
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict
from sqlalchemy.exc import SQLAlchemyError

from actions.account.question import lead_to_question, named
from actions.account.wording import reasons, say_which_account
from actions.booking.told_chosen import books_a_told_time
from actions.booking.too_late import told_as_fixed
from actions.elsewhere.asking import ELSEWHERE, asks_elsewhere
from actions.feedback.words import takes_unsure
from actions.forms.tasks import TASKS
from actions.left_out import leave_out
from actions.on_account import SHOWN_ACCOUNT
from actions.services import Services
from actions.surely import surely_asked
from actions.that_day import name_that_day
from actions.turn import Events, Turn
from actions.visiting.asking import house_answers
from parley.accounts.access import Account, NeedsAccount
from parley.calendly.errors import (
    AuthExpired,
    CalendlyDown,
    CalendlyError,
    InvalidRequest,
    NotAllowed,
    NotFound,
    OutcomeUnknown,
    PlanRequired,
    RateLimited,
    ReconnectNeeded,
    ScopeMissing,
    SlotTaken,
)
from parley.calendly.scopes import READ_EVENTS
from parley.visits.host import HouseClosed

log = structlog.get_logger(__name__)
LISTING = ("list_events", "list_events_in_range")


class ThreadedAction(Action):
    """An action whose work blocks, and therefore runs in a thread of its own."""

    # Whether "try again" after a fault of ours means this action; otherwise whatever waited goes on waiting.
    is_request = False

    def __init__(self, services: Services) -> None:
        self._services = services

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Answer the turn in a thread; never raise, because Rasa would then say nothing at all."""
        turn = Turn(self.name(), dispatcher, tracker, self._services)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._services.turns, self._safely, turn)

    def answer(self, turn: Turn) -> Events:
        """Answer the turn and return its events."""
        raise NotImplementedError

    def aside(self, turn: Turn) -> Events:
        """Return the events that answer what is asked by its words alone, whatever it was taken for; mostly none."""
        if not turn.message_is_new or turn.form:
            return []
        if asks_elsewhere(turn, turn.message):
            return turn.hand_over(ELSEWHERE) if self.name() != ELSEWHERE else []
        if fixed := told_as_fixed(turn, self.name()):
            return fixed
        if booked := books_a_told_time(turn):
            return booked
        surely = house_answers(turn) or surely_asked(turn)
        return turn.lead_to(*surely) if surely and surely[0] != self.name() else []

    def _safely(self, turn: Turn) -> Events:
        try:
            if not isinstance(self, FormValidationAction) and takes_unsure(turn):
                return turn.close()
            events = self.aside(turn) or self.answer(turn)
            # A form that returns nothing did not take the message, and nothing may be said in its place.
            return [*events, *turn.close()] if events or not isinstance(self, FormValidationAction) else events
        except Exception as problem:
            if turn.is_unasked and isinstance(problem, SQLAlchemyError):
                raise  # Told later, rather than apologised for: the gateway has the whole turn done again.
            reference = secrets.token_hex(4)
            log.exception("action failed", action=self.name(), reference=reference)
            # Only what tells an outcome is about it.
            turn.is_about(None)
            turn.say(_fault_of(turn), reference=reference)
            return self.failed(turn)

    def failed(self, turn: Turn) -> Events:
        """Return the events that follow a fault of ours."""
        return turn.keep() if self.is_request else []


def _fault_of(turn: Turn) -> str:
    """Return what is said of a fault: only where no task is under way is it certain that nothing was changed."""
    if turn.sent.anything:
        return "utter_our_fault_midway"
    # The yes may be one that was said before, of which nobody heard, and that is done by now.
    in_task = turn.form or turn.resumed or turn.did(*TASKS.values())
    return "utter_our_fault_in_task" if in_task else "utter_our_fault"


class CalendlyAction(ThreadedAction):
    """An action that reads the person's Calendly, and asks for it when it is not linked."""

    is_request = True
    scopes = READ_EVENTS
    # Whether it is about what was shown, in whichever account that is.
    of_shown = False
    # Whether it knows how to leave out what a request does: "except Friday".
    leaves_out = False

    def answer(self, turn: Turn) -> Events:
        """Answer with the account, or say what stands in the way and keep the request."""
        try:
            turn.find_account(of_shown=self.of_shown)
            account = turn.account(self.scopes)
            name_that_day(turn, account)
            if self.leaves_out:
                leave_out(turn)
            events = self.answer_with(turn, account)
        except (CalendlyError, NeedsAccount) as problem:
            if waits_for_agreement(turn, problem):
                turn.say("utter_agree_first")
                return [*turn.keep(), *lead_to_question(turn)]
            say_problem(turn, problem, self.scopes)
            return turn.keep() if is_passing(problem) else turn.done()
        if not any(event["event"] == "followup" for event in events):
            say_which_account(turn)
            say_own_calendar_too(turn)
        # A request taken up again follows another action, where no rule says what comes next.
        goes_on = turn.form or any(event["event"] == "followup" for event in events)
        ends = [FollowupAction("action_listen")] if turn.resumed and not goes_on else []
        return [*turn.done(), *self._shown_in(turn), *events, *ends]

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Answer from the person's Calendly and return the events."""
        raise NotImplementedError

    def _shown_in(self, turn: Turn) -> Events:
        """Return the events that remember the account, if one was named, for what refers to this answer."""
        if self.of_shown or turn.slot(SHOWN_ACCOUNT) == turn.asked.account:
            return []
        return [SlotSet(SHOWN_ACCOUNT, turn.asked.account)]


def say_own_calendar_too(turn: Turn) -> None:
    """Offer to connect to whoever asked what is on, and was told what they booked as a visitor."""
    if turn.asked.intent in LISTING and turn.visiting and turn.services.calendars.mode() == "both":
        turn.offer("utter_own_calendar_too", READ_EVENTS)


def is_passing(problem: Exception) -> bool:
    """Return whether the same request can succeed later, or once the person has connected."""
    return isinstance(problem, NeedsAccount | ReconnectNeeded | AuthExpired | ScopeMissing | CalendlyDown | RateLimited)


def waits_for_agreement(turn: Turn, problem: Exception) -> bool:
    """Return whether the account that is missing is named already, and only a yes is."""
    return isinstance(problem, NeedsAccount | ReconnectNeeded | ScopeMissing) and named(turn) is not None


def say_problem(turn: Turn, problem: CalendlyError | NeedsAccount, scopes: frozenset[str]) -> None:
    """Say what went wrong: one cause, one sentence, and what to do next."""
    match problem:
        case HouseClosed():
            turn.say("utter_house_closed")
        case ReconnectNeeded() | AuthExpired() | ScopeMissing() if turn.visiting:  # the operator's to mend
            turn.say("utter_house_closed")
        case NeedsAccount() if not problem.linked:
            turn.offer("utter_connect", problem.scopes)
        case NeedsAccount():
            say_which_account(turn)
            turn.offer("utter_more_access", problem.scopes, summary=reasons(turn, problem.missing))
        case ScopeMissing():
            # What is allowed already is not given up by allowing more.
            asked = scopes | problem.required | _held(turn)
            turn.offer("utter_more_access", asked, summary=reasons(turn, problem.required))
        case ReconnectNeeded() | AuthExpired():  # the second: a token just renewed is refused again
            say_which_account(turn)
            turn.offer("utter_reconnect", scopes)
            turn.services.access.end_was_said(turn.conversation_id)
        case RateLimited():
            seconds = (problem.until - turn.services.clock()).total_seconds()
            turn.say("utter_rate_limited", seconds=max(1, round(seconds)))
        case PlanRequired():
            turn.say("utter_plan_required")
        case NotAllowed():
            turn.say("utter_not_allowed")
        case NotFound():
            turn.say("utter_event_gone")
        case CalendlyDown():
            turn.say("utter_calendly_down")
        case SlotTaken():
            turn.say("utter_time_taken")
        case OutcomeUnknown():
            turn.say("utter_outcome_unknown")
        case InvalidRequest():
            turn.say("utter_refused")
        case _:
            raise problem
    log.info("could not answer", action=turn.asked.action, cause=type(problem).__name__)


def _held(turn: Turn) -> frozenset[str]:
    """Return what the account in use allows."""
    wanted, none = turn.grant_id, frozenset[str]()
    return next((one.scopes for one in turn.accounts if (one.id == wanted if wanted else one.is_default)), none)
