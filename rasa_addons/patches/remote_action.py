"""Calling the action server: its answer checked quickly, its failures made known."""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from typing import Any

from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction, create_bot_utterance
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.shared.utils.schemas.events import EVENT_SCHEMA

FAILURE_RESPONSE = "utter_action_failed"
# What the intents begin with that the gateway says by itself.
NEWS = "EXTERNAL_"

logger = logging.getLogger(__name__)


class ParleyRemoteAction(RemoteAction):
    """A custom action. One that fails says `utter_action_failed`, if the domain has it, and is noted on the channel.

    In a turn that nobody asked for, nothing is said before it can be done: the gateway asks again later.
    """

    async def run(
        self, channel: OutputChannel, nlg: NaturalLanguageGenerator, tracker: DialogueStateTracker, domain: Domain
    ) -> list[Event]:
        try:
            return await super().run(channel, nlg, tracker, domain)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            logger.error("Action %s failed: %s", self.name(), _cause(error))
            failed = getattr(channel, "failed_actions", [])
            failed.append(self.name())
            is_first = _is_news(tracker) and not getattr(channel, "messages", None)
            if FAILURE_RESPONSE not in domain.responses or is_first:
                raise
        if len(failed) > 1:  # A form runs several actions a turn; that it cannot be done is said once.
            return []
        message = await nlg.generate(FAILURE_RESPONSE, tracker, channel.name(), domain_responses=domain.responses)
        return [create_bot_utterance(message)]

    def _validate_action_result(self, result: Any) -> bool:
        _envelope().validate(result)
        for event in result.get("events", ()):
            name = event.get("event") if isinstance(event, dict) else None
            _event(name if isinstance(name, str) else "").validate(event)
        return True


def _is_news(tracker: DialogueStateTracker) -> bool:
    intent = tracker.latest_message.intent_name if tracker.latest_message else None
    return (intent or "").startswith(NEWS)


def _cause(error: Exception) -> str:
    status = getattr(error.__cause__, "status", None)
    if status:
        return f"the action server answered {status}"
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
