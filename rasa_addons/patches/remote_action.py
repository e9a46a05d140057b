"""Calling the action server: its answer checked quickly, its failures made known."""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from typing import Any

from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.shared.utils.schemas.events import EVENT_SCHEMA

from rasa_addons.failed_turn import ActionFailed

logger = logging.getLogger(__name__)


class ParleyRemoteAction(RemoteAction):
    """A custom action. One that fails ends the turn with ActionFailed."""

    async def run(
        self, channel: OutputChannel, nlg: NaturalLanguageGenerator, tracker: DialogueStateTracker, domain: Domain
    ) -> list[Event]:
        try:
            return await super().run(channel, nlg, tracker, domain)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            logger.error("Action %s failed: %s", self.name(), _cause(error))
            raise ActionFailed(self.name()) from None

    def _validate_action_result(self, result: Any) -> bool:
        _envelope().validate(result)
        for event in result.get("events", ()):
            name = event.get("event") if isinstance(event, dict) else None
            _event(name if isinstance(name, str) else "").validate(event)
        return True


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
