"""The patterns of a language, compiled once."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from parley.when.rules.slips import Slips


@dataclass(frozen=True)
class Pattern:
    """A pattern and the name of the rule it stands for; `to` is what its match becomes."""

    rule: str
    match: re.Pattern[str]
    to: str = ""


@dataclass(frozen=True)
class Patterns:
    """What a language's file has."""

    hidden: tuple[Pattern, ...]
    rewritten: tuple[Pattern, ...]
    cues: tuple[Pattern, ...]
    words: dict[str, re.Pattern[str]]
    numbers: dict[str, int]
    lists: dict[str, list[str]]
    slips: Slips

    def number(self, words: str) -> int:
        """Return what a number's word says, `a` being 1. ValueError for a word that is none."""
        words = " ".join(words.lower().split())
        return self.numbers[words] if words in self.numbers else int(words)


@cache
def patterns_of(language: str) -> Patterns:
    """Return the patterns of a language. FileNotFoundError when it has none."""
    table = tomllib.loads((files("parley.when.rules") / f"{language}.toml").read_text("utf-8"))
    return Patterns(
        hidden=tuple(map(_pattern, table["hidden"])),
        rewritten=tuple(map(_pattern, table["rewritten"])),
        cues=tuple(map(_pattern, table["cues"])),
        words={name: _compiled(text) for name, text in table["words"].items()},
        numbers=table["numbers"],
        lists=table["lists"],
        slips=Slips(**table["slips"]),
    )


def _pattern(row: dict[str, Any]) -> Pattern:
    return Pattern(row["name"], _compiled(row["pattern"]), row.get("to", ""))


def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
