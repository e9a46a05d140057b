"""What every action that needs Calendly shares: its own thread, and one sentence for each thing that can go wrong."""

import asyncio
import secrets

import structlog
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.services import Services
from actions.turn import Events, Turn
from parley.accounts.access import Account, NeedsAccount
from parley.calendly.errors import (
    AuthExpired,
    CalendlyDown,
    CalendlyError,
    NotAllowed,
    NotFound,
    PlanRequired,
    RateLimited,
    ReconnectNeeded,
    ScopeMissing,
)
from parley.calendly.scopes import READ_EVENTS

log = structlog.get_logger(__name__)


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

    def _safely(self, turn: Turn) -> Events:
        try:
            return self.answer(turn)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("action failed", action=self.name(), reference=reference)
            turn.say("utter_our_fault", reference=reference)
            return turn.keep() if self.is_request else []


class CalendlyAction(ThreadedAction):
    """An action that reads the person's Calendly, and asks for it when it is not linked."""

    is_request = True
    scopes = READ_EVENTS

    def answer(self, turn: Turn) -> Events:
        """Answer with the account, or say what stands in the way and keep the request."""
        try:
            account = turn.services.access.account(turn.conversation_id, self.scopes)
            events = self.answer_with(turn, account)
        except (CalendlyError, NeedsAccount) as problem:
            say_problem(turn, problem, self.scopes)
            return turn.keep() if is_passing(problem) else turn.done()
        # A request taken up again follows another action, where no rule says what comes next.
        return [*events, *turn.done(), *([FollowupAction("action_listen")] if turn.resumed else [])]

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Answer from the person's Calendly and return the events."""
        raise NotImplementedError


def is_passing(problem: Exception) -> bool:
    """Return whether the same request can succeed later, or once the person has connected."""
    return isinstance(problem, NeedsAccount | ReconnectNeeded | AuthExpired | ScopeMissing | CalendlyDown | RateLimited)


def say_problem(turn: Turn, problem: CalendlyError | NeedsAccount, scopes: frozenset[str]) -> None:
    """Say what went wrong: one cause, one sentence, and what to do next."""
    match problem:
        case NeedsAccount() if not problem.linked:
            turn.offer("utter_connect", problem.scopes)
        case NeedsAccount():
            turn.offer("utter_more_access", problem.scopes)
        case ScopeMissing():
            turn.offer("utter_more_access", scopes | problem.required)
        case ReconnectNeeded() | AuthExpired():  # the second: a token just renewed is refused again
            turn.offer("utter_reconnect", scopes)
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
        case _:
            raise problem
    log.info("could not answer", action=turn.asked.action, cause=type(problem).__name__)
