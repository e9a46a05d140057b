"""Agreeing to the account that a right code named, before it is used for anything."""

import re
from datetime import timedelta

from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.forms import REQUESTED_SLOT, FormValidationAction

from actions.account.question import FORM, PAUSED, lead_to_question, named
from actions.base import ThreadedAction
from actions.forms.answers import certain_yes_or_no, says_thanks, yes_or_no
from actions.forms.commands import SURE, Command, command_in
from actions.forms.message import Message
from actions.forms.tasks import TASKS
from actions.turn import Events, Turn

# The one slot that the form requires and never fills.
AGREEMENT = "agreement"
LONGEST_ANSWER = 6  # words
JUST_NOW = timedelta(minutes=10)
_STANDS: Events = [SlotSet(AGREEMENT, None)]
_ENDED: Events = [*_STANDS, SlotSet(REQUESTED_SLOT, None)]
_YES = re.compile(
    r"(?:yes[,.! ]*)?(?:please )?(?:(?:do )?(?:link|connect|use|add) (?:it|mine|(?:that|this)(?: one| account)?)"
    r"|(?:that|this|it)'?s (?:me|mine|my account|the (?:right )?one)|that is (?:me|mine))(?: please)?[\s.!]*",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:no+[,.! ]*)?(?:please )?(?:do not|don'?t) (?:link|connect|use) (?:it|(?:that|this)(?: one| account)?)[.! ]*"
    r"|(?:no+[,.! ]*)?(?:(?:that|this|it)(?:'?s| is) )?(?:not (?:me|mine|my account|that one|this one)"
    r"|(?:the )?wrong (?:one|account|person)|(?:an)?other (?:one|account)|somebody else'?s?|someone else'?s?)[\s.!]*",
    re.IGNORECASE,
)
_CODE = re.compile(r"\D{0,20}\d{3}[ -]?\d{3}\D{0,10}", re.ASCII)


class NameAccount(ThreadedAction):
    """Leads from a right code to the question whether the account behind it may be linked."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_name_account"

    def answer(self, turn: Turn) -> Events:
        """Lead on to the question, or say that its time is over."""
        if named(turn):
            return lead_to_question(turn)
        turn.offer("utter_agree_too_late", turn.offered)
        return []


class AgreeForm(ThreadedAction, FormValidationAction):
    """Takes a yes or a no, and lets Rasa answer everything else, for as long as the question stands."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return f"validate_{FORM}"

    async def required_slots(self, *_: object) -> list[str]:
        """Return what Rasa is to ask for."""
        return [AGREEMENT]

    def answer(self, turn: Turn) -> Events:
        """Take in what was said; no events when it was no answer."""
        agrees = agreement_in(turn.message) if turn.message_is_new else None
        if named(turn) is None and not (agrees and _is_linked_just_now(turn)):
            return self._too_late(turn, is_answer=agrees is not None)
        if agrees is None:
            return self._something_else(turn)
        return self._agreed(turn) if agrees else self._refused(turn)

    def _something_else(self, turn: Turn) -> Events:
        message, ask = turn.message, _STANDS
        command = command_in(message, anything_is_an_answer=True)
        if command is Command.HELP:
            turn.say("utter_explain_agreement")
        if not turn.message_is_new or command in (Command.HELP, Command.REPEAT) or _CODE.fullmatch(message.words):
            return ask
        task = TASKS.get(message.intent)
        if task is None:
            return []
        # Another task would take the question's place; it begins once that is settled.
        if turn.slot(PAUSED):  # That form goes on first.
            return ask
        turn.say("utter_agree_first")
        return [*turn.keep_request(task, message.intent, message.words), *ask]

    def _agreed(self, turn: Turn) -> Events:
        accounts = turn.services.accounts
        agreed = accounts.connecting.agree(accounts.people.conversation(turn.conversation_id))
        if agreed is None and not _is_linked_just_now(turn):
            return self._too_late(turn, is_answer=True)
        return [*_ENDED, FollowupAction("action_account_linked")]

    def _refused(self, turn: Turn) -> Events:
        accounts = turn.services.accounts
        owner = accounts.connecting.refuse(accounts.people.conversation(turn.conversation_id))
        if owner is None:
            return self._too_late(turn, is_answer=True)
        turn.offer("utter_link_refused", turn.offered, email=owner.email)
        return self._settled(turn)

    def _too_late(self, turn: Turn, *, is_answer: bool) -> Events:
        """End the question: at once when it was answered, else only after what was said instead is answered."""
        if turn.message_is_new and not is_answer:
            return []
        if is_answer:
            turn.offer("utter_agree_too_late", turn.offered)
        return self._settled(turn)

    def _settled(self, turn: Turn) -> Events:
        """Go on without the account: with the form that was interrupted, or what another account can answer."""
        if paused := turn.slot(PAUSED):
            return [*_ENDED, SlotSet(PAUSED, None), FollowupAction(str(paused))]
        if turn.waiting and turn.services.access.owner(turn.conversation_id):
            return [*_ENDED, FollowupAction("action_try_again")]
        return _ENDED


def _is_linked_just_now(turn: Turn) -> bool:
    """Return whether the yes was taken in a turn that got lost, and is only said again."""
    asked_at = turn.services.clock() - JUST_NOW
    return any(one.state == "live" and one.since >= asked_at for one in turn.accounts)


class AskAgreement(ThreadedAction):
    """Asks whether the account may be linked."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return f"action_ask_{AGREEMENT}"

    def answer(self, turn: Turn) -> Events:
        """Ask, naming the account."""
        owner = named(turn)
        if owner:
            first = turn.did("action_name_account")
            turn.say(
                "utter_ask_agreement" if first else "utter_ask_agreement_again", name=owner.name, email=owner.email
            )
        return []


def agreement_in(message: Message) -> bool | None:
    """Return whether this agrees to link the account that was named; None when it does neither."""
    said = certain_yes_or_no(message)
    if said is not None or message.pressed:
        return False if message.pressed and message.intent == Command.STOP else said
    if _YES.fullmatch(message.text):
        return True
    if _NO.fullmatch(message.text) or command_in(message, anything_is_an_answer=True) is Command.STOP:
        return False
    polite = says_thanks(message) or yes_or_no(message)
    if polite or message.confidence < SURE or len(message.text.split()) > LONGEST_ANSWER:
        return None
    return {"affirm": True, "deny": False}.get(message.intent)
