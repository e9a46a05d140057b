"""Parts of sentences, from the responses of `domain.yml`: no action holds prose."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parley.reading import read_yaml


class Sentences:
    """The domain's responses, for actions that put several of them into one message."""

    def __init__(self, responses: Mapping[str, list[Mapping[str, Any]]]) -> None:
        self._texts = {name: str(variants[0]["text"]) for name, variants in responses.items() if "text" in variants[0]}

    @classmethod
    def of_domain(cls, path: Path) -> "Sentences":
        """Return the sentences of a domain file."""
        return cls(read_yaml(path)["responses"])

    def __contains__(self, response: str) -> bool:
        """Return whether the domain has this response."""
        return response in self._texts

    def part(self, response: str, **values: object) -> str:
        """Return the text of a response with its values filled in. KeyError when there is no such response."""
        return self._texts[response].format(**values)
