"""Calling the action server: the answer checked quickly, one turn of the conversation sent, failures made known."""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction, create_bot_utterance
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.shared.utils.schemas.events import EVENT_SCHEMA

FAILURE_RESPONSE = "utter_action_failed"

logger = logging.getLogger(__name__)


class ParleyRemoteAction(RemoteAction):
    """A custom action. One that fails says `utter_action_failed`, if the domain has it, and is noted on the channel."""

    async def run(
        self, channel: OutputChannel, nlg: NaturalLanguageGenerator, tracker: DialogueStateTracker, domain: Domain
    ) -> list[Event]:
        try:
            return await super().run(channel, nlg, tracker, domain)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            logger.error("Action %s failed: %s", self.name(), _cause(error))
            getattr(channel, "failed_actions", []).append(self.name())
            if FAILURE_RESPONSE not in domain.responses:
                raise
        message = await nlg.generate(FAILURE_RESPONSE, tracker, channel.name(), domain_responses=domain.responses)
        return [create_bot_utterance(message)]

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        return super()._action_call_format(OneTurn(tracker), domain)

    def _validate_action_result(self, result: Any) -> bool:
        _envelope().validate(result)
        for event in result.get("events", ()):
            name = event.get("event") if isinstance(event, dict) else None
            _event(name if isinstance(name, str) else "").validate(event)
        return True


class OneTurn:
    """A tracker's state with the events of the current turn alone; slots and the latest message say the rest."""

    def __init__(self, tracker: DialogueStateTracker) -> None:
        self.sender_id = tracker.sender_id
        self._tracker = tracker

    def current_state(self, _: Any) -> dict[str, Any]:
        events = self._tracker.events
        back = next((n for n, event in enumerate(reversed(events), 1) if isinstance(event, UserUttered)), len(events))
        turn = islice(events, len(events) - back, None)
        return {**self._tracker.current_state(), "events": [event.as_dict() for event in turn]}


def _cause(error: Exception) -> str:
    # Other errors may quote what the action server said, and with it what the user said.
    return str(error) if isinstance(error, RasaException) else type(error).__name__


@cache
def _envelope() -> Validator:
    objects = {"type": "array", "items": {"type": "object"}}
    return _validator({"type": "object", "properties": {"events": {"type": "array"}, "responses": objects}})


@lru_cache(maxsize=64)
def _event(name: str) -> Validator:
    """What Rasa's schema of events demands of events of one name.

    Rasa's schema tries the rules of all events on each; they exclude each other by the name alone.
    """
    rules = [rule for rule in EVENT_SCHEMA["oneOf"] if rule["properties"]["event"]["const"] == name]
    return _validator({**EVENT_SCHEMA, "oneOf": rules or EVENT_SCHEMA["oneOf"]})


def _validator(schema: dict[str, Any]) -> Validator:
    return validator_for(schema)(schema)
