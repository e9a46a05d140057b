"""What follows a new link: whose account it is, and what waited for it."""

from rasa_sdk.events import FollowupAction, SlotSet

from actions.account.question import PAUSED
from actions.base import ThreadedAction
from actions.turn import Events, Turn, button
from parley.accounts.grant import Linked
from parley.calendly.scopes import READ_EVENTS


class AccountLinked(ThreadedAction):
    """Confirms a new link and goes on with the request that waited for it."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_account_linked"

    def answer(self, turn: Turn) -> Events:
        """Say whose account it is, then follow up."""
        live = [one for one in turn.accounts if one.state == "live"]
        if not live:  # Unlinked again in the meantime.
            turn.offer("utter_connect_plain", READ_EVENTS)
            return []
        newest = max(live, key=lambda one: one.since)
        _tell(turn, newest, next((one for one in live if one.is_default), newest))
        if paused := turn.slot(PAUSED):
            return [SlotSet(PAUSED, None), FollowupAction(str(paused))]
        if turn.waiting:
            return [FollowupAction(turn.waiting.action)]
        if not turn.form and newest.is_default:  # A form under way goes on by itself.
            turn.say("utter_what_now")
        return turn.done()


def _tell(turn: Turn, newest: Linked, default: Linked) -> None:
    name, email = newest.owner.name, newest.owner.email
    if newest.is_default:
        turn.say("utter_linked", name=name, email=email, zone=newest.owner.time_zone)
        return
    # Also when more was asked of the default one, and somebody signed in to another: it is said to be another one.
    use = button(turn.part("utter_line_use_account", email=email), "switch_account", choice=newest.id)
    turn.say("utter_linked_another", buttons=[use], name=name, email=email, default=default.owner.email)
