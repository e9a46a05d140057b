"""Which of several accounts is used when a request names none."""

import re

from rasa_sdk.events import FollowupAction

from actions.account.connecting import another_button
from actions.account.naming import ASKING, accounts_in
from actions.account.question import lead_to_question, named
from actions.base import ThreadedAction
from actions.forms.which import Way, ask_which
from actions.turn import Events, Turn
from parley.accounts.grant import Linked
from parley.calendly.scopes import READ_EVENTS

_OTHER = re.compile(r"\b(?:other|another|different|second|not this|swap|switch (?:over )?accounts?)\b", re.IGNORECASE)


class SwitchAccount(ThreadedAction):
    """Makes an account the default."""

    is_request = True

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_switch_account"

    def answer(self, turn: Turn) -> Events:
        """Use the account that is named or pressed from now on; ask which when that is not clear."""
        if named(turn):
            return lead_to_question(turn)
        accounts = turn.accounts
        if not accounts:
            turn.offer("utter_not_connected", READ_EVENTS)
            return []
        if len(accounts) == 1:
            turn.say("utter_only_account", email=accounts[0].owner.email, buttons=[another_button(turn)])
            return []
        meant = _meant(turn, accounts)
        return self._use(turn, meant[0]) if len(meant) == 1 else _ask(turn, meant or accounts)

    def _use(self, turn: Turn, account: Linked) -> Events:
        email, access = account.owner.email, turn.services.access
        if account.state == "ended":
            turn.offer("utter_reconnect_plain", account.scopes, email=email)
            return []
        if not access.make_default(turn.conversation_id, account.id):  # Unlinked in this very moment.
            turn.say("utter_account_gone")
            return []
        turn.say("utter_already_default" if account.is_default else "utter_switched", email=email)
        return [FollowupAction("action_try_again")] if turn.waiting and not turn.form else []


def _meant(turn: Turn, accounts: list[Linked]) -> list[Linked]:
    pressed, words = turn.asked.chosen or turn.message.choice, turn.asked.text
    if pressed:
        return [one for one in accounts if one.id == pressed]
    found = accounts_in(words, accounts, but=ASKING)
    others = [one for one in accounts if not one.is_default]
    return found or (others if _OTHER.search(words) else [])


def _ask(turn: Turn, accounts: list[Linked]) -> Events:
    ways = [Way(one.owner.email, one.id, (one.owner.name, one.owner.organization_name or "")) for one in accounts]
    return ask_which(turn, "utter_which_account", ways)
