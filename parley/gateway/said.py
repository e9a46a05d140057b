"""A message as it is said, and as the transcript keeps it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from parley.operations.telling import both_keys
from parley.parts import payloads_of


@dataclass(frozen=True)
class Said:
    """A message of the person ("user") or of the bot, in Rasa's form."""

    author: str
    body: dict[str, Any]
    at: datetime
    # Of what may be pushed: a browser may get that twice, once with the history.
    id: int | None = None
    # Whether there is no such conversation any more.
    ends: bool = False
    # What it is about, where it must be found again.
    about: str | None = None


def of_bot(body: dict[str, Any], now: datetime) -> Said:
    """Return a message as Rasa's channel hands it over, with what it is about beside what is shown of it."""
    shown = {name: value for name, value in body.items() if name != "about"}
    return Said("bot", shown, now, about=body.get("about"))


def of_news(said: Said, about: str) -> Said:
    """Return what was said in telling this news as about that, unless it tells an outcome that is other news."""
    keys = both_keys(said.about)
    return said if keys and about not in keys else replace(said, about=about)


def row_of(conversation_id: str, said: Said, delivered_at: datetime | None) -> dict[str, Any]:
    """Return a message as a row to insert."""
    return {
        "conversation_id": conversation_id,
        "author": said.author,
        "body": said.body,
        "has_buttons": said.author == "bot" and bool(payloads(said.body)),
        "created_at": said.at,
        "delivered_at": delivered_at,
        "about": said.about,
    }


def of_row(row: Row[Any]) -> Said:
    """Return the message that a row keeps."""
    is_pushed = row.author == "bot" and (row.about or row.inbox_id)
    return Said(row.author, row.body, row.created_at, row.id if is_pushed else None)


def payloads(body: dict[str, Any]) -> set[str]:
    """Return the payloads that a message offers: its buttons', and those of its parts."""
    buttons = body.get("buttons") or []
    pressed = {button["payload"] for button in buttons if "payload" in button and "type" not in button}
    return pressed | set(payloads_of(body.get("custom")))
