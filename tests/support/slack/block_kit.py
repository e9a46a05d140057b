"""What Slack refuses of Block Kit. https://docs.slack.dev/reference/block-kit"""

import json
import re
from collections.abc import Iterator
from typing import Any

Block = dict[str, Any]
MOST = {"message": 50, "modal": 100, "home": 100}
BLOCKS = {"section", "actions", "context", "divider", "header", "image", "input"}
ELEMENTS = {
    "button", "static_select", "datepicker", "timepicker", "plain_text_input", "email_text_input", "checkboxes",
    "radio_buttons", "overflow", "multi_static_select",
}  # fmt: skip


def faults(blocks: list[Block], surface: str = "message") -> list[str]:
    """Return what Slack would refuse about these blocks."""
    found = [] if 0 < len(blocks) <= MOST[surface] else [f"{len(blocks)} blocks"]
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        found.append("a block_id twice")
    return found + [fault for block in blocks for fault in _block(block, surface)]


def _block(block: Block, surface: str) -> Iterator[str]:
    kind = block.get("type")
    if kind not in BLOCKS:
        yield f"a block of the type {kind}"
    if len(block.get("block_id", "")) > 255:
        yield "a long block_id"
    if kind == "input" and surface == "message":
        yield "an input in a message"
    if kind == "section":
        yield from _text(block.get("text") or {}, 3_000)
    if kind == "header":
        yield from _text(block.get("text") or {}, 150)
    if kind == "context" and not 0 < len(block["elements"]) <= 10:
        yield "a context of more than ten"
    elements = block.get("elements", []) if kind == "actions" else []
    if kind == "actions" and not 0 < len(elements) <= 25:
        yield f"{len(elements)} actions"
    elements = [*elements, *(block[name] for name in ("accessory", "element") if name in block)]
    actions = [one.get("action_id") for one in elements]
    if len(actions) != len(set(actions)):
        yield "an action_id twice in a block"
    for element in elements:
        yield from _element(element)


def _element(element: Block) -> Iterator[str]:
    kind = element.get("type")
    if kind not in ELEMENTS:
        yield f"an element of the type {kind}"
    if not 0 < len(element.get("action_id", "")) <= 255:
        yield "an action_id that is missing or long"
    if kind == "button":
        yield from _text(element.get("text") or {}, 75)
        if len(element.get("value", "")) > 2_000 or len(element.get("url", "")) > 3_000:
            yield "a long button"
    options = list(element.get("options", []))
    for group in element.get("option_groups", []):
        yield from _text(group["label"], 75)
        options += group["options"]
    if "options" in element and not 0 < len(element["options"]) <= 100:
        yield f"{len(element['options'])} options"
    for option in options:
        yield from _text(option["text"], 75)
        if not 0 < len(option["value"]) <= 150:
            yield "a long option"


def _text(text: Block, longest: int) -> Iterator[str]:
    if text.get("type") not in ("mrkdwn", "plain_text"):
        yield f"a text of the type {text.get('type')}"
    if not 0 < len(text.get("text", "")) <= longest:
        yield f"a text of {len(text.get('text', ''))} characters"


def characters(blocks: list[Block]) -> int:
    """Return what Slack counts of a message's blocks, about: their text, and something for each of them."""
    written = json.dumps(blocks, ensure_ascii=False)
    return sum(len(json.loads(one)) for one in re.findall(r'"text": ("(?:[^"\\\\]|\\\\.)*")', written)) + 10 * len(
        blocks
    )


def view_faults(view: Block) -> list[str]:
    """Return what Slack would refuse about a view."""
    found = faults(view.get("blocks", []), view.get("type", "modal"))
    if view.get("type") == "modal":
        for name in ("title", "submit", "close"):
            if name in view and not 0 < len(view[name]["text"]) <= 24:
                found.append(f"the {name} of a modal")
        if len(view.get("private_metadata", "")) > 3_000:
            found.append("long private_metadata")
    return found
