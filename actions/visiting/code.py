"""Codes by mail: sent, and what came of typing them."""

import structlog
from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import ThreadedAction
from actions.forms.task import Task
from actions.turn import Events, Turn
from actions.visiting.form import ADDRESS, FindBookingForm, can_find
from parley.mail import Mail, MailFailed

log = structlog.get_logger(__name__)


class SendVisitorCode(ThreadedAction):
    """Sends a code to the address that was given, and says the same whether or not anything was booked with it."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_send_visitor_code"

    def answer(self, turn: Turn) -> Events:
        """Send, or say what to do instead."""
        task = Task.of(turn.slot(FindBookingForm.slot))
        forget = [SlotSet(FindBookingForm.slot, None)]
        if not can_find(turn):
            mode = turn.services.calendars.mode()
            turn.say("utter_find_in_calendly" if mode == "per-user" else "utter_find_by_links")
        elif task and ADDRESS in task.draft:
            self._send(turn, str(task.draft[ADDRESS]))
        return forget

    def _send(self, turn: Turn, address: str) -> None:
        services = turn.services
        person = services.accounts.people.conversation(turn.conversation_id).principal_id
        code = services.visits.proofs.ask(person, address)
        if code is None:
            turn.say("utter_too_many_codes")
            return
        if code.is_wanted and services.mail:
            digits = f"{code.digits[:3]} {code.digits[3:]}"
            text = turn.part("utter_line_code_mail", code=digits)
            # Not waited for: how long the mail takes would tell that there is something to send it for.
            services.calls.submit(_deliver, services.mail, address, turn.part("utter_line_code_subject"), text)
        turn.say("utter_code_sent", email=address)


class VisitorKnown(ThreadedAction):
    """Shows the bookings that a code has opened."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_visitor_known"

    def answer(self, turn: Turn) -> Events:
        """Say that it was right, and list."""
        turn.say("utter_code_right")
        return [FollowupAction("action_list_events")]


class VisitorCodeNotRight(ThreadedAction):
    """Says that a code was wrong, or is over."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_visitor_code_not_right"

    def answer(self, turn: Turn) -> Events:
        """Say which, and what to do next."""
        if turn.intent == "EXTERNAL_visitor_code_wrong":
            turn.say("utter_mailed_code_wrong", tries_left=turn.entity("tries_left"))
        else:
            turn.say("utter_mailed_code_over")
        return []


def _deliver(mail: Mail, address: str, subject: str, text: str) -> None:
    try:
        mail.send(address, subject, text)
    except MailFailed as failure:
        log.error("a code could not be mailed", reason=str(failure))
