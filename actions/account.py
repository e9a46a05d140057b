"""Connecting Calendly, and going on with what was asked."""

from rasa_sdk.events import FollowupAction

from actions.base import ThreadedAction
from actions.turn import Events, Turn
from parley.calendly.scopes import READ_EVENTS


class ConnectAccount(ThreadedAction):
    """Offers to connect, or says which account is connected."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_connect_account"

    def answer(self, turn: Turn) -> Events:
        """Say whose Calendly is linked, or hand out the button."""
        owner = turn.services.access.owner(turn.conversation_id)
        if owner:
            turn.say("utter_connected_as", name=owner.name, email=owner.email, zone=owner.time_zone)
        else:
            turn.offer("utter_connect_plain", READ_EVENTS)
        return turn.done()


class AccountLinked(ThreadedAction):
    """Confirms a new link and goes on with the request that waited for it."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_account_linked"

    def answer(self, turn: Turn) -> Events:
        """Say whose account it is, then follow up."""
        owner = turn.services.access.owner(turn.conversation_id)
        if owner is None:  # Unlinked again in the meantime.
            turn.offer("utter_connect_plain", READ_EVENTS)
            return []
        turn.say("utter_linked", name=owner.name, email=owner.email, zone=owner.time_zone)
        if turn.waiting:
            return [FollowupAction(turn.waiting.action)]
        turn.say("utter_what_now")
        return turn.done()


class TryAgain(ThreadedAction):
    """Takes up the request that could not be answered."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_try_again"

    def answer(self, turn: Turn) -> Events:
        """Follow up with the request, or say that there is none."""
        if turn.waiting:
            return [FollowupAction(turn.waiting.action)]
        turn.say("utter_nothing_waiting")
        return turn.done()


class DropRequest(ThreadedAction):
    """Lets a waiting request go."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_drop_request"

    def answer(self, turn: Turn) -> Events:
        """Say that it is fine."""
        turn.say("utter_dropped" if turn.waiting else "utter_fine")
        return turn.done()


class LinkNotMade(ThreadedAction):
    """Says kindly that nothing was linked, and keeps the request for another try."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_link_not_made"

    def answer(self, turn: Turn) -> Events:
        """Say why no account was linked and offer the button again."""
        turn.offer(_NOT_MADE[turn.intent], READ_EVENTS, tries_left=turn.entity("tries_left"))
        return []


_NOT_MADE = {
    "EXTERNAL_link_denied": "utter_link_denied",
    "EXTERNAL_link_failed": "utter_link_failed",
    "EXTERNAL_code_wrong": "utter_code_wrong",
    "EXTERNAL_code_expired": "utter_code_expired",
    "EXTERNAL_code_no_tries_left": "utter_code_no_tries_left",
}
