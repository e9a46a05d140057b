"""One turn as an action sees it: what was asked, what was shown before, and a way to answer."""

import re
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.services import Services
from parley.accounts.access import Account
from parley.calendly.models import ScheduledEvent
from parley.scheduling.agenda import Agenda
from parley.scheduling.references import Shown, bare_place
from parley.when.say import say_span, zone_of

LONGEST_CHOICE = 5  # words: "the second one please"
REQUEST_LIFE = timedelta(minutes=30)
_RESUMING = ("EXTERNAL_account_linked", "try_again")
Events = list[dict[str, Any]]


@dataclass(frozen=True)
class Asked:
    """A request in the person's own words, with the event it names, if any; kept while it waits for an account."""

    action: str
    intent: str
    text: str
    place: int | None = None
    event: str | None = None


class Turn:
    """The turn under way."""

    def __init__(self, action: str, dispatcher: CollectingDispatcher, tracker: Tracker, services: Services) -> None:
        self._dispatcher = dispatcher
        self._tracker = tracker
        self.services = services
        self.conversation_id: str = tracker.sender_id
        self.resumed = self.intent in _RESUMING
        waiting = self.waiting if self.resumed else None
        self.asked = waiting if waiting and waiting.action == action else self._asked(action)

    @property
    def intent(self) -> str:
        """Return the intent of the message being answered."""
        return str((self._tracker.latest_message.get("intent") or {}).get("name"))

    @property
    def waiting(self) -> Asked | None:
        """Return the request that waits for an account or for Calendly, unless it is too old."""
        kept: Any = self._tracker.get_slot("waiting_request")
        try:
            too_old = self.services.clock() - datetime.fromisoformat(kept["at"]) > REQUEST_LIFE
            return None if too_old else Asked(**kept["asked"])
        except (KeyError, TypeError, ValueError):  # Nothing is kept, or by a version that kept it otherwise.
            return None

    @property
    def shown(self) -> list[Shown]:
        """Return the events as they were last listed."""
        return [Shown(**event) for event in self._tracker.get_slot("shown_events") or []]

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

    def entity(self, kind: str) -> str | None:
        """Return the first entity of this kind in the message being answered."""
        value = next(self._tracker.get_latest_entity_values(kind), None)
        return None if value is None else str(value)

    def say(self, response: str, *, buttons: list[dict[str, str]] | None = None, **values: Any) -> None:
        """Answer with a response of the domain."""
        self._dispatcher.utter_message(response=response, buttons=buttons or [], **values)

    def offer(self, response: str, scopes: frozenset[str], **values: Any) -> None:
        """Answer with a response whose button connects Calendly, asking for these scopes."""
        self.say(response, scopes=" ".join(sorted(scopes)), **values)

    def part(self, response: str, **values: object) -> str:
        """Return a part of an answer, from the domain."""
        return self.services.sentences.part(response, **values)

    def agenda(self, account: Account) -> Agenda:
        """Return the account's agenda."""
        return Agenda(account, self.services.clock, self.services.calls)

    def when(self, event: ScheduledEvent, account: Account) -> str:
        """Return when the event is, in the account's zone."""
        return say_span(
            event.start_time,
            event.end_time,
            now=self.services.clock(),
            zone=self.zone(account),
            twelve_hours=account.owner.time_notation == "12h",
        )

    def zone(self, account: Account) -> ZoneInfo:
        """Return the account's time zone."""
        return zone_of(account.owner.time_zone)

    def keep(self) -> Events:
        """Return the events that keep what was asked until it can be done."""
        return [SlotSet("waiting_request", {"asked": asdict(self.asked), "at": self.services.clock().isoformat()})]

    def done(self) -> Events:
        """Return the events that drop what was kept."""
        return [SlotSet("waiting_request", None)]

    def _asked(self, action: str) -> Asked:
        place = self.entity("ordinal")
        text = self._tracker.latest_message.get("text") or ""
        return Asked(
            action, self.intent, text, int(place) if place and _is_place(place) else None, self.entity("event")
        )


def _is_place(value: str) -> bool:
    return re.fullmatch(r"-?[0-9]{1,9}", value) is not None
