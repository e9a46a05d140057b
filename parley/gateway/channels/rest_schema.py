"""How the REST channel is described: what it takes, and what it answers."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from parley.gateway.channels.limits import MOST_ID, MOST_MESSAGE

MOST_SENDER = 200
MOST_PICKED, USUALLY_PICKED = 100, 50
# With something in it, and nothing that no database keeps.
_TEXT = r"^[^\u0000]*[^\s\u0000][^\u0000]*$"
_SENDER = {"type": "string", "minLength": 1, "maxLength": MOST_SENDER, "pattern": _TEXT}

METADATA: dict[str, Any] = {
    "type": ["object", "null"],
    "description": "What you have made sure of about the person; left out is not known, and stays as it was.",
    "properties": {
        "time_zone": {
            "anyOf": [{"type": "string", "format": "time-zone"}, {"type": "null"}],
            "description": "The person's zone until they name another: an IANA name, also as `zone`.",
        },
        "locale": {
            "anyOf": [{"type": "string", "format": "language-tag"}, {"type": "null"}],
            "description": "Such as en-GB: how dates and hours are written until the person says otherwise.",
        },
        "name": {
            "anyOf": [{"type": "string", "format": "person-name"}, {"type": "null"}],
            "description": "The person's full name: who is invited when they book with the operator.",
        },
        "email": {
            "anyOf": [{"type": "string", "format": "email"}, {"type": "null"}],
            "description": "The person's address, which you made sure of: where that invitation goes.",
        },
    },
}

MESSAGE: dict[str, Any] = {
    "type": "object",
    "required": ["sender", "message"],
    "properties": {
        "sender": {
            "description": "Your id for the person: always the same for the same one.",
            "anyOf": [_SENDER, {"type": "integer", "minimum": -(10**15), "maximum": 10**15}],
        },
        "message": {
            "type": "string",
            "minLength": 1,
            "maxLength": MOST_MESSAGE,
            "pattern": _TEXT,
            "description": "What the person typed, or the `payload` of a button or part that they pressed.",
        },
        "message_id": {
            "anyOf": [
                {"type": "string", "minLength": 1, "maxLength": MOST_ID, "pattern": r"^[^\u0000]+$"},
                {"type": "null"},
            ],
            "description": "Your id of the message: the same id is the same message, worked once.",
        },
        "metadata": METADATA,
    },
    "example": {"sender": "ana", "message": "what's on my calendar?", "message_id": "m-1042"},
}


def _query(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


STREAM = _query("stream", {"type": "string"}, "`true`: one message a line, as Rasa does it.")
PICKUP = [
    _query(
        "after",
        {"type": "string", "pattern": r"^([0-9]{1,18})?$"},
        "The last answer's `next`: what came up to there has arrived. Nothing the first time.",
    ),
    _query("sender", _SENDER, "Only what is for this person."),
    _query(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MOST_PICKED},
        f"At most so many; {USUALLY_PICKED} if unsaid.",
    ),
]


class Button(BaseModel):
    """Something to press: with a `payload` to send as the message, or a `url` to open."""

    model_config = ConfigDict(extra="allow")
    title: str
    payload: str | None = None
    type: Literal["web_url"] | None = None
    url: str | None = None


class BotMessage(BaseModel):
    """What the bot says to one person, in Rasa's form."""

    model_config = ConfigDict(extra="allow")
    recipient_id: str = Field(description="The `sender` that it is for.")
    text: str | None = None
    buttons: list[Button] | None = None
    image: str | None = None
    custom: dict[str, Any] | None = Field(
        None, description="The same as data: `parts` such as events, free times, a form. May be left alone."
    )


class WaitingMessage(BotMessage):
    """A message that waited to be asked for."""

    id: str
    at: str = Field(description="When it came up, in ISO 8601.")


class Waiting(BaseModel):
    """What waits, the oldest first."""

    messages: list[WaitingMessage]
    next: str | None = Field(description="What to send as `after` the next time.")
    more: bool = Field(description="Whether to ask on at once.")


class Health(BaseModel):
    """It is well."""

    status: Literal["ok"]
