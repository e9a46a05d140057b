"""One turn as the gateway asks for it, checked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from rasa.shared.core.constants import DEFAULT_INTENTS
from rasa.shared.core.domain import Domain

LONGEST_TEXT = 4_000

_ID = re.compile(r"[!-~]{1,64}")
_CONVERSATION = re.compile(r"[A-Za-z0-9_-]{1,64}")
_PAYLOAD = re.compile(r"/(?P<intent>[^\s{@/]+)\s*(?P<entities>\{.*\})?", re.DOTALL)


class BadTurn(ValueError):
    """The request is not one that this channel understands; its text says why."""


@dataclass(frozen=True)
class Turn:
    """What one person did: typed `text`, or pressed a button that stands for `intent` with `entities`."""

    conversation: str
    text: str
    intent: str | None = None
    entities: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] | None = None
    # The same for every try of one turn; None where it is tried once.
    id: str | None = None


def read_turn(body: bytes, domain: Domain, allowed_builtins: frozenset[str]) -> Turn:
    """The turn in a request's body. Raises BadTurn when there is none.

    A payload must name an intent of `domain`; Rasa's own intents (restart, back, ...) only if they are allowed.
    """
    request = _json_object(body)
    conversation = read_conversation(request.get("conversation"))
    metadata, known = _metadata(request.get("metadata")), _id(request.get("id"))
    text, payload = request.get("text"), request.get("payload")
    if (text is None) == (payload is None):
        raise BadTurn("Send either text or payload.")
    if payload is None:
        return Turn(conversation, _text(text, "text"), metadata=metadata, id=known)
    intent, entities = _split(_text(payload, "payload"))
    _check_known(intent, entities, domain, allowed_builtins)
    return Turn(conversation, payload, intent, entities, metadata, known)


def _check_known(intent: str, entities: dict[str, Any], domain: Domain, allowed_builtins: frozenset[str]) -> None:
    if intent not in set(domain.intents) - (set(DEFAULT_INTENTS) - allowed_builtins):
        raise BadTurn("The payload names no intent that can be sent.")
    unknown = sorted(set(entities) - set(domain.entities))
    if unknown:
        raise BadTurn(f"The payload names no such entity: {', '.join(unknown)}.")


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        request = json.loads(body)
    except ValueError:
        raise BadTurn("The body is not JSON.") from None
    if not isinstance(request, dict):
        raise BadTurn("The body is not a JSON object.")
    return request


def read_conversation(value: Any) -> str:
    """The id of a conversation. Raises BadTurn when it cannot be one."""
    if not isinstance(value, str) or not _CONVERSATION.fullmatch(value):
        raise BadTurn("conversation must be 1 to 64 letters, digits, hyphens or underscores.")
    return value


def _id(value: Any) -> str | None:
    if value is not None and not (isinstance(value, str) and _ID.fullmatch(value)):
        raise BadTurn("id must be 1 to 64 letters, digits or signs.")
    return value


def _metadata(value: Any) -> dict[str, Any] | None:
    if value is not None and not isinstance(value, dict):
        raise BadTurn("metadata must be an object.")
    return value


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadTurn(f"{name} must be a text that is not empty.")
    if len(value) > LONGEST_TEXT:
        raise BadTurn(f"{name} must have at most {LONGEST_TEXT:,} characters.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BadTurn(f"{name} is not Unicode text.") from None
    return value


def _split(payload: str) -> tuple[str, dict[str, Any]]:
    found = _PAYLOAD.fullmatch(payload.strip())
    if not found:
        raise BadTurn('A payload looks like /intent or /intent{"entity": "value"}.')
    try:
        entities = json.loads(found["entities"] or "{}")
    except ValueError:
        raise BadTurn("What follows the payload's intent is not JSON.") from None
    return found["intent"], entities
