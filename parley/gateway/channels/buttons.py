"""A message as text with buttons, for platforms without cards: which buttons, and in which pieces the text goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from parley.gateway.channels.taking import offered

# More than these nobody scrolls through; what they stand for may be typed, too.
MOST_BUTTONS = 20


@dataclass(frozen=True)
class Press:
    """A button: its title, and its place among all that can be pressed in the message."""

    title: str
    place: int


def presses(body: dict[str, Any], bare: dict[str, Any]) -> list[Press]:
    """Return the buttons of a message: its own, and those of free times and of a single event.

    `bare` is the message as it is kept, `body` as it is shown with its links.
    """
    places = {payload: place for place, payload in reversed(list(enumerate(offered(bare)))) if payload}
    named = [*_own(body), *_of_parts(body)]
    titles = {payload: title for title, payload in reversed(named) if payload in places}
    found = sorted((places[payload], title) for payload, title in titles.items())
    return [Press(title, place) for place, title in found][:MOST_BUTTONS]


def links(body: dict[str, Any]) -> list[tuple[str, str]]:
    """Return title and address of each button that leads somewhere."""
    return [(one["title"], one["url"]) for one in body.get("buttons") or [] if "url" in one]


def pieces(text: str, longest: int) -> list[str]:
    """Return a text in pieces that each fit, cut between lines where that can be."""
    found = [""]
    for line in text.splitlines(keepends=True):
        if len(found[-1]) + len(line) > longest and found[-1]:
            found.append("")
        while len(line) > longest:
            found[-1], line = line[:longest], line[longest:]
            found.append("")
        found[-1] += line
    return [one.rstrip("\n") for one in found if one.strip()]


def _own(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((one["title"], one["payload"]) for one in body.get("buttons") or [] if "payload" in one)


def _of_parts(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for part in (body.get("custom") or {}).get("parts") or []:
        for day in part.get("days") or []:
            yield from ((f"{day['title']}, {one['title']}", one["payload"]) for one in day["times"])
        cards = part.get("cards") or []
        if len(cards) == 1:  # Of several nobody could tell whose "Cancel" it is.
            yield from ((one["title"], one["payload"]) for one in cards[0].get("actions") or [])
