"""Which response of the domain a message is."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from parley.reading import read_yaml

_VALUE = re.compile(r"\\\{(\w+)\\\}")
_OF_MANY_LINES = ("events", "people", "summary")


class Responses:
    """The domain's responses, as patterns."""

    def __init__(self, domain: Path) -> None:
        responses: dict[str, list[dict[str, Any]]] = read_yaml(domain)["responses"]
        self._patterns = {
            name: [re.compile(_VALUE.sub(_any_value, re.escape(one["text"]))) for one in variants]
            for name, variants in responses.items()
        }

    def is_one(self, name: str, text: str) -> bool:
        """Whether `text` is a variant of the response, whatever its values; links may follow it."""
        said = re.sub(r"\n[^\n]+: https?://\S+$", "", text)
        return any(pattern.fullmatch(said) or pattern.fullmatch(text) for pattern in self._patterns[name])

    def names_of(self, text: str) -> list[str]:
        """Every response that `text` could be, for telling what was said instead."""
        return [name for name in self._patterns if not name.startswith("utter_line_") and self.is_one(name, text)]


@cache
def responses_of(domain: Path) -> Responses:
    """Return the responses of a domain, read once."""
    return Responses(domain)


def _any_value(place: re.Match[str]) -> str:
    return "(?s:.*)" if place[1] in _OF_MANY_LINES else "[^\\n]*"
