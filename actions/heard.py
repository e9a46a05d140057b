"""What was heard: the message being answered, the one before it, and what was done about them."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.forms.message import Message
from actions.services import Services
from actions.timed import Timed

# What takes a request up again: said by the gateway or the person, or done in answer to something else.
_RESUMING = ("EXTERNAL_account_linked", "try_again")
_RESUMED_BY = ("action_account_linked", "action_try_again")
# What the intents begin with that the gateway says by itself.
_UNASKED = "EXTERNAL_"


class Heard(Timed):
    """One who knows what the person said, and what was done since."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker, services: Services) -> None:
        super().__init__(dispatcher, tracker, services)
        self.resumed = self.intent in _RESUMING or self.did(*_RESUMED_BY)

    @property
    def intent(self) -> str:
        """Return the intent of the message being answered."""
        return str((self._tracker.latest_message.get("intent") or {}).get("name"))

    @property
    def message(self) -> Message:
        """Return the message being answered."""
        return Message.of(self._tracker.latest_message)

    @property
    def message_is_new(self) -> bool:
        """Return whether nothing was done about the message yet."""
        done = [event for event in self._since_message() if event["event"] in ("action", "action_execution_rejected")]
        # What Rasa sends to validate a form ends with the form itself, which is only just being run.
        return not done or (len(done) == 1 and done[0].get("name") == self.form and done[0]["event"] == "action")

    def did(self, *actions: str) -> bool:
        """Return whether one of these actions was run in answer to the message."""
        return any(one.get("name") in actions for one in self._since_message())

    def came_from(self, form: str) -> bool:
        """Return whether the message was left to this form by another one that was under way."""
        left = self._left()
        return bool(left) and form not in left

    @property
    def is_unasked(self) -> bool:
        """Return whether nobody said the message: the gateway has something told."""
        return self.intent.startswith(_UNASKED)

    def is_back_from_news(self) -> bool:
        """Return whether a form goes on in a turn that nobody asked for, after something was to be told."""
        return self.is_unasked and not self.resumed and self.form in self._left()

    def said_anything(self) -> bool:
        """Return whether anything was said in answer to the message before this action."""
        return any(one["event"] == "bot" for one in self._since_message())

    def did_before(self, *actions: str) -> bool:
        """Return whether one of these actions was run in answer to the message before this one."""
        before = self.turns_before()
        done = [one.get("name") for one in before[-1] if one.get("event") == "action"] if before else []
        return any(name in actions for name in done)

    def text_before(self, *actions: str) -> str:
        """Return the message before this one, if one of these actions was run in answer to it; else no words."""
        return self.words_before if self.did_before(*actions) else ""

    @property
    def words_before(self) -> str:
        """Return the message before this one."""
        before = self.turns_before()[-1:]
        said = (str(one.get("text") or "") for events in before for one in events if one.get("event") == "user")
        return next(said, "")

    def earlier_words(self) -> list[str]:
        """Return the messages before this one, the latest first."""
        said = (one for events in reversed(self.turns_before()) for one in events if one.get("event") == "user")
        return [str(one.get("text") or "") for one in said]

    def earlier_values(self, slot: str) -> list[Any]:
        """Return what a slot held before, the latest first."""
        return [
            one.get("value")
            for one in reversed(self._tracker.events)
            if one.get("event") == "slot" and one.get("name") == slot
        ]

    def readings(self) -> list[str]:
        """Return the intents that the message may have, the likeliest first."""
        ranking = self._tracker.latest_message.get("intent_ranking") or []
        return [str(one["name"]) for one in ranking]

    @property
    def form(self) -> str | None:
        """Return the name of the form under way."""
        name = (self._tracker.active_loop or {}).get("name")
        return str(name) if name else None

    def entity(self, kind: str) -> str | None:
        """Return the first entity of this kind in the message being answered."""
        value = next(self._tracker.get_latest_entity_values(kind), None)
        return None if value is None else str(value)

    def _left(self) -> list[Any]:
        """Return the names of the forms that left the message to something else."""
        return [one.get("name") for one in self._since_message() if one["event"] == "action_execution_rejected"]

    def _since_message(self) -> list[dict[str, Any]]:
        events = self._tracker.events
        last = max((place for place, event in enumerate(events) if event.get("event") == "user"), default=-1)
        return events[last + 1 :]
