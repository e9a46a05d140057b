"""The bot's messages in Block Kit. https://docs.slack.dev/reference/block-kit

A button carries no payload, only which message it belongs to and its place among all that can be pressed there: what it
stands for is looked up in the transcript of whoever presses it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from parley.gateway.channels.slack import texts
from parley.gateway.channels.slack.markup import sections, short, write
from parley.parts import payloads_of

Block = dict[str, Any]
# Slack's limits: blocks of a message, characters of a button, options of a menu, characters of `text`.
MOST_BLOCKS, LONGEST_TITLE, MOST_OPTIONS, LONGEST_TEXT = 50, 75, 100, 4_000
# Characters of all blocks of a message together, with room: past about 12,000 Slack answers `msg_blocks_too_long`, and
# counts something for each block besides (slackapi/bolt-js#2509, #2867).
MOST_CHARACTERS, OF_A_BLOCK = 9_000, 100
# More than these are a list to choose from.
MOST_BUTTONS = 5
PRESS, CHOOSE, OPEN, FILL, DATE, TIME = "press", "choose", "open", "fill", "date", "time"
_BLOCK = re.compile(r"said:(\d+)(?::[\w.]+)?")


def messages_of(body: dict[str, Any], message_id: int) -> list[dict[str, Any]]:
    """Return what to post for one message of the bot: `text` for notifications, `blocks` for the rest.

    Several only where it does not fit one.
    """
    blocks = list(_Message(body, message_id).blocks())
    fallback = short(write(str(body.get("text") or "")), LONGEST_TEXT)
    return [{"text": fallback, "blocks": fitting} for fitting in _fitting(blocks)]


def pressed(action: dict[str, Any]) -> tuple[int, int] | None:
    """Return the message and the place in it that an action is about, None for any that is not one of ours."""
    chosen = action.get("selected_option") or action
    message, place = message_of(action), str(chosen.get("value"))
    return (message, int(place)) if message is not None and place.isdecimal() else None


def message_of(action: dict[str, Any]) -> int | None:
    """Return the message that an action is about, None when it is none of ours."""
    found = _BLOCK.fullmatch(str(action.get("block_id")))
    return int(found[1]) if found else None


def text_block(text: str) -> Block:
    """Return a section of mrkdwn."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def plain_text(text: str, longest: int = LONGEST_TITLE) -> Block:
    """Return a plain text."""
    return {"type": "plain_text", "text": short(text, longest), "emoji": False}


def _fitting(blocks: list[Block]) -> Iterator[list[Block]]:
    fitting: list[Block] = []
    for block in blocks:
        together = sum(map(_characters, [*fitting, block])) + OF_A_BLOCK * (len(fitting) + 1)
        if fitting and (len(fitting) == MOST_BLOCKS or together > MOST_CHARACTERS):
            yield fitting
            fitting = []
        fitting.append(block)
    if fitting:
        yield fitting


def _characters(part: object) -> int:
    """Return how many characters of text there are in a part of a block."""
    if isinstance(part, dict):
        return sum(
            len(one) if name == "text" and isinstance(one, str) else _characters(one) for name, one in part.items()
        )
    return sum(map(_characters, part)) if isinstance(part, list) else 0


class _Message:
    """One message being written; `_places` has what each payload's place is, the next one first."""

    def __init__(self, body: dict[str, Any], message_id: int) -> None:
        self._body = body
        self._id = message_id
        self._buttons: list[dict[str, str]] = body.get("buttons") or []
        self._parts: list[dict[str, Any]] = (body.get("custom") or {}).get("parts") or []
        self._place = len(self._buttons)

    def blocks(self) -> Iterator[Block]:
        for piece in sections(self._words()):
            yield text_block(piece)
        if image := self._body.get("image"):
            yield {"type": "image", "image_url": image, "alt_text": " "}
        for number, part in enumerate(self._parts):
            yield from self._part(part, number)
        yield from self._own_buttons()

    def _words(self) -> str:
        """Return the text without the lines that a part shows better."""
        shown = [words for part in self._parts for words in part.get("instead_of", ())]
        lines = str(self._body.get("text") or "").splitlines()
        return "\n".join(line for line in lines if not any(words in line for words in shown))

    def _part(self, part: dict[str, Any], number: int) -> Iterator[Block]:
        match part.get("type"):
            case "events":
                for at, card in enumerate(part["cards"]):
                    yield from self._card(card, f"{number}.{at}")
            case "openings":
                yield from self._openings(part, str(number))
            case "form":
                button = {"type": "button", "action_id": FILL, "text": plain_text(texts.FILL_IN), "value": "0"}
                yield self._actions(str(number), [button])

    def _card(self, card: dict[str, Any], name: str) -> Iterator[Block]:
        title = f"~{write(card['title'])}~" if card.get("cancelled") else f"*{write(card['title'])}*"
        lines = [card["when"], card.get("people"), card.get("place"), card.get("status")]
        yield text_block("\n".join([title, *(write(line) for line in lines if line)])[:3_000])
        places = [(self._next(), one) for one in card.get("actions", ())]
        elements = [_button(place, one) for place, one in places]
        if join := card.get("join"):
            elements.insert(0, _link(0, {"title": texts.JOIN, "url": join}))
        if elements:
            yield self._actions(name, elements)

    def _openings(self, part: dict[str, Any], name: str) -> Iterator[Block]:
        groups = []
        for day in part["days"]:
            if day.get("payload"):
                self._next()
            own = [(self._next(), one) for one in day["times"]]
            options = [_option(place, one["title"]) for place, one in own][:MOST_OPTIONS]
            groups.append({"label": plain_text(day["title"]), "options": options})
        menu = {"type": "static_select", "action_id": CHOOSE, "placeholder": plain_text(texts.CHOOSE_TIME)}
        date, time = {"type": "datepicker", "action_id": DATE}, {"type": "timepicker", "action_id": TIME}
        yield self._actions(name, [{**menu, "option_groups": groups[:MOST_OPTIONS]}, date, time])

    def _own_buttons(self) -> Iterator[Block]:
        placed = list(enumerate(self._buttons))
        links = [_link(place, one) for place, one in placed if "url" in one]
        elsewhere = set(payloads_of(self._body.get("custom")))
        choices = [(place, one) for place, one in placed if "url" not in one and one.get("payload") not in elsewhere]
        if links:
            yield self._actions("links", links[:MOST_BUTTONS])
        if 0 < len(choices) <= MOST_BUTTONS:
            yield self._actions("", [_button(place, one) for place, one in choices])
        elif choices:
            options = [_option(place, one["title"]) for place, one in choices[:MOST_OPTIONS]]
            menu = {"type": "static_select", "action_id": CHOOSE, "placeholder": plain_text(texts.CHOOSE)}
            yield self._actions("", [{**menu, "options": options}])

    def _actions(self, name: str, elements: Sequence[Block]) -> Block:
        block_id = f"said:{self._id}:{name}" if name else f"said:{self._id}"
        return {"type": "actions", "block_id": block_id, "elements": list(elements)}

    def _next(self) -> int:
        self._place += 1
        return self._place - 1


def _button(place: int, button: dict[str, str]) -> Block:
    text = plain_text(button["title"])
    return {"type": "button", "action_id": f"{PRESS}:{place}", "text": text, "value": str(place)}


def _link(place: int, button: dict[str, str]) -> Block:
    text = plain_text(button["title"])
    return {"type": "button", "action_id": f"{OPEN}:{place}", "text": text, "url": button["url"], "style": "primary"}


def _option(place: int, title: str) -> Block:
    return {"text": plain_text(title), "value": str(place)}
