"""From a turn to the message that Rasa handles: what was meant, beside what was said."""

from __future__ import annotations

import re
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
    TEXT_TOKENS,
)

from rasa_addons.turn import Turn

# In what a form's actions are told of the message: its intent was given by name, as a button does, not read from text.
NAMED = "named"
# Rasa takes any text that starts so for an intent by name, blanks before it or not.
_SLASHES = re.compile(r"[\s/]*")


async def understand(turn: Turn, agent: Agent, output: OutputChannel) -> UserMessage:
    """The message for a turn, with its meaning worked out, so that Rasa does not look for `/intent` in it.

    The conversation holds the text exactly as it was typed; entities say where in that text they stand.
    """
    parse_data = _meant(turn) if turn.intent else await _read(turn.text, agent)
    message = UserMessage(
        turn.text,
        output,
        turn.conversation,
        parse_data=parse_data,
        input_channel=output.name(),
        metadata=turn.metadata,
        message_id=turn.id,
    )
    message.text = turn.text
    return message


def _meant(turn: Turn) -> dict[str, Any]:
    entities = [
        {ENTITY_ATTRIBUTE_TYPE: name, ENTITY_ATTRIBUTE_VALUE: one}
        for name, value in turn.entities.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    return {**_parse_data(turn.text, str(turn.intent), entities), NAMED: True}


async def _read(text: str, agent: Agent) -> dict[str, Any]:
    offset = len(_SLASHES.match(text)[0])
    if offset == len(text):
        return _parse_data(text, DEFAULT_NLU_FALLBACK_INTENT_NAME, [])
    parse_data = await agent.parse_message(text[offset:])
    return {**parse_data, **_shifted(parse_data, offset), TEXT: text}


def _shifted(parse_data: dict[str, Any], offset: int) -> dict[str, Any]:
    places = (ENTITY_ATTRIBUTE_START, ENTITY_ATTRIBUTE_END)
    entities = [
        {key: value + offset if key in places else value for key, value in entity.items()}
        for entity in parse_data[ENTITIES]
    ]
    tokens = [(start + offset, end + offset) for start, end in parse_data.get(TEXT_TOKENS, ())]
    return {ENTITIES: entities, TEXT_TOKENS: tokens}


def _parse_data(text: str, intent: str, entities: list[dict[str, Any]]) -> dict[str, Any]:
    certain = {INTENT_NAME_KEY: intent, PREDICTED_CONFIDENCE_KEY: 1.0}
    return {TEXT: text, INTENT: certain, INTENT_RANKING_KEY: [certain], ENTITIES: entities}
