"""Modals: several questions of the bot's filled in at once, and said as one sentence."""

import json
import re
from typing import Any

from parley.gateway.channels.slack import texts
from parley.gateway.channels.slack.blocks import Block, plain_text

FILLED = "filled"
LONGEST_TITLE, LONGEST_LABEL = 24, 2_000
_PLACE = re.compile(r"\{(\w+)\}")
# The element for each kind of field.
_ELEMENTS = {"email": "email_text_input"}


def form_of(body: dict[str, Any]) -> dict[str, Any] | None:
    """Return what a message asks to fill in, None when it does not."""
    parts = (body.get("custom") or {}).get("parts") or []
    return next((part for part in parts if part.get("type") == "form"), None)


def modal_of(form: dict[str, Any], message_id: int) -> Block:
    """Return the modal in which a form is filled in."""
    return {
        "type": "modal",
        "callback_id": FILLED,
        "private_metadata": json.dumps({"message": message_id}),
        "title": plain_text(texts.FILL_IN, LONGEST_TITLE),
        "submit": plain_text(form["submit"], LONGEST_TITLE),
        "close": plain_text(texts.CANCEL, LONGEST_TITLE),
        "blocks": [_input(field) for field in form["fields"]],
    }


def message_of(view: dict[str, Any]) -> int | None:
    """Return which message a filled-in modal belongs to, None for one that is not ours."""
    try:
        return int(json.loads(view.get("private_metadata") or "{}")["message"])
    except (ValueError, KeyError, TypeError):
        return None


def said_with(form: dict[str, Any], view: dict[str, Any]) -> str:
    """Return what somebody says by filling in a form."""
    values = view.get("state", {}).get("values", {})
    given = {name: str(blocks.get(name, {}).get("value") or "") for name, blocks in values.items()}
    # In one go: a name may look like another field's place.
    return _PLACE.sub(lambda found: given.get(found[1], ""), str(form["sends"]))


def _input(field: dict[str, Any]) -> Block:
    kind = _ELEMENTS.get(field.get("kind", "text"), "plain_text_input")
    return {
        "type": "input",
        "block_id": field["name"],
        "label": plain_text(field["label"], LONGEST_LABEL),
        "element": {"type": kind, "action_id": field["name"]},
    }
