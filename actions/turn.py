"""One turn as an action sees it: what was asked, what was shown before, and a way to answer."""

import json
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.asked import Asked, asked_of, place_of
from actions.forms.message import Message, said_before
from actions.forms.tasks import TASKS
from actions.on_account import OnAccount
from actions.services import Services
from parley.scheduling.places import bare_place

LONGEST_CHOICE = 5  # words: "the second one please"
Events = list[dict[str, Any]]


class Turn(OnAccount):
    """The turn under way."""

    def __init__(self, action: str, dispatcher: CollectingDispatcher, tracker: Tracker, services: Services) -> None:
        super().__init__(dispatcher, tracker, services)
        self._action = action
        self.asked = self._taken_up() or self._asked(action)

    @property
    def now(self) -> datetime:
        """Return when the request was said."""
        said_at = self.asked.said_at
        return datetime.fromisoformat(said_at) if said_at else self.services.clock()

    def close(self) -> Events:
        """Return the events that end any turn: what was settled for it is used up, and the times it told are known."""
        used = [SlotSet("settled", None)] if self._settled else []
        return [*used, *self.tell_zone(), *self.keep_told()]

    def request_for(self, action: str) -> Message:
        """Return the request that a task begins with: one that was kept for it, or the message being answered."""
        kept = self.waiting
        return Message(kept.text, kept.intent) if kept and kept.action == action else self.message

    def keep_request(self, action: str, intent: str, text: str) -> Events:
        """Return the events that keep a request until `action` takes it up."""
        asked = Asked(action, intent, text, said_at=self.services.clock().isoformat())
        return [SlotSet("waiting_request", {"asked": asdict(asked), "at": self.services.clock().isoformat()})]

    @property
    def waiting(self) -> Asked | None:
        """Return the request that waits for an account or for Calendly, unless it is too old."""
        return asked_of(self._tracker.get_slot("waiting_request"), self.services.clock())

    @property
    def focus(self) -> str | None:
        """Return the id of the event last talked about."""
        value = self._tracker.get_slot("focus_event")
        return str(value) if value else None

    @property
    def numbered_choice(self) -> str | None:
        """Return the action whose "which one?" this answers with a bare number, such as `2` or `the 4th`."""
        return self.asked_which if bare_place(self.asked.text) is not None else None

    @property
    def asked_which(self) -> str | None:
        """Return the action whose "which one?" is not answered yet."""
        value = self._tracker.get_slot("asked_which")
        return str(value) if value else None

    def names_one_asked_for(self, action: str) -> bool:
        """Return whether this is no more than a name or number, given to a "which one?" that `action` asked.

        On its own "the second one" reads as a request for details.
        """
        return self.asked_which == action and len(self.asked.text.split()) <= LONGEST_CHOICE

    def keep(self, action: str | None = None) -> Events:
        """Return the events that keep what was asked until it can be done, by this or another action."""
        asked = replace(self.asked, action=action or self.asked.action, account=self.account_kept())
        return [SlotSet("waiting_request", {"asked": asdict(asked), "at": self.services.clock().isoformat()})]

    def done(self) -> Events:
        """Return the events that drop what was kept."""
        return [SlotSet("waiting_request", None)]

    def hand_over(self, action: str, intent: str | None = None) -> Events:
        """Return the events that let another action answer the request, in the same words, as this intent if given."""
        asked = asdict(replace(self.asked, action=action, intent=intent or self.asked.intent))
        self._settled = False  # What was settled for this action gives way to what is for the other.
        settled = {"asked": asked, "at": self.services.clock().isoformat()}
        return [SlotSet("settled", settled), FollowupAction(action)]

    def lead_to(self, action: str, intent: str) -> Events:
        """Return the events that let another action, or a task, take the message up as this intent."""
        if action not in TASKS.values():
            return self.hand_over(action, intent)
        return [*self.keep_request(action, intent, self.message.words), FollowupAction(action)]

    def _asked(self, action: str) -> Asked:
        latest = self._tracker.latest_message
        text = said_before(latest) or latest.get("text") or ""
        place, now = place_of(self.entity("ordinal")), self.services.clock()
        return Asked(action, self.intent, text, place, self.entity("event"), now.isoformat())

    def _taken_up(self) -> Asked | None:
        """Return the request that goes on now: what it asked back is settled, or what it waited for is there."""
        settled = asked_of(self._tracker.get_slot("settled"), self.services.clock())
        self._settled = settled is not None and settled.action == self._action
        kept = (settled, self.waiting if self.resumed else None)
        return next((one for one in kept if one and one.action == self._action), None)


def button(title: str, intent: str, **values: str) -> dict[str, str]:
    """Return a button that says an intent with these values."""
    return {"title": title, "payload": f"/{intent}{json.dumps(values, ensure_ascii=False)}"}
