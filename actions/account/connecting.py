"""Offering to connect, and what to say when it came to nothing."""

import re

from actions.account.question import lead_to_question, named
from actions.account.wording import abilities
from actions.base import ThreadedAction
from actions.turn import Events, Turn, button
from parley.accounts.grant import Linked
from parley.calendly.scopes import READ_EVENTS

ANOTHER = "another"
_ANOTHER = re.compile(
    r"\b(?:another|other|second|third|also|too|as well|new|additional|one more|different|add|both)\b", re.IGNORECASE
)


class ConnectAccount(ThreadedAction):
    """Offers to connect, or says which account is connected and offers another."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_connect_account"

    def answer(self, turn: Turn) -> Events:
        """Say whose Calendly is linked, or hand out the button."""
        if named(turn):
            return lead_to_question(turn)
        accounts = turn.accounts
        live = next((one for one in accounts if one.is_default and one.state == "live"), None)
        ended = next((one for one in accounts if one.state == "ended"), None)
        if turn.message.choice == ANOTHER or (accounts and _ANOTHER.search(turn.message.words)):
            turn.offer("utter_connect_another", READ_EVENTS)
        elif ended and (live is None or "reconnect" in turn.message.words.lower()):
            turn.offer("utter_reconnect_plain", ended.scopes, email=ended.owner.email)
        elif live:
            _say_whose(turn, live)
        else:
            turn.offer("utter_connect_plain", READ_EVENTS)
        return turn.done()


class LinkNotMade(ThreadedAction):
    """Says kindly that nothing was linked, and keeps the request for another try."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_link_not_made"

    def answer(self, turn: Turn) -> Events:
        """Say why no account was linked and offer the button again, for as much as it asked before."""
        response = _NOT_MADE[turn.intent]
        stays = next((one for one in turn.accounts if one.is_default and one.state == "live"), None)
        if response == "utter_link_denied" and stays:
            summary = abilities(turn, stays)
            turn.offer("utter_access_declined", turn.offered, email=stays.owner.email, summary=summary)
        else:
            turn.offer(response, turn.offered, tries_left=turn.entity("tries_left"))
        return []


class ReconnectNotice(ThreadedAction):
    """Tells unasked that Calendly ended an account; says nothing when it was linked again meanwhile."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_reconnect_notice"

    def answer(self, turn: Turn) -> Events:
        """Offer to reconnect each account that ended, with what it allowed before."""
        for account in turn.accounts:
            if account.state == "ended":
                turn.offer("utter_reconnect_notice", account.scopes, email=account.owner.email)
        return []


def another_button(turn: Turn) -> dict[str, str]:
    """Return the button that offers to connect one more account."""
    return button(turn.part("utter_line_connect_another"), "connect_account", choice=ANOTHER)


def _say_whose(turn: Turn, account: Linked) -> None:
    owner = account.owner
    turn.say(
        "utter_connected_as", buttons=[another_button(turn)], name=owner.name, email=owner.email, zone=owner.time_zone
    )


_NOT_MADE = {
    "EXTERNAL_link_denied": "utter_link_denied",
    "EXTERNAL_link_failed": "utter_link_failed",
    "EXTERNAL_code_wrong": "utter_code_wrong",
    "EXTERNAL_code_expired": "utter_code_expired",
    "EXTERNAL_code_no_tries_left": "utter_code_no_tries_left",
}
