"""A language as data: its words and patterns, from `data/<language>.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale

Table = dict[str, Any]
DEFAULT_LANGUAGE = "en"
FOLDER = files("parley.when") / "data"


@cache
def data(name: str) -> Table:
    """Return a data file of this package, read once. FileNotFoundError when there is none."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


@cache
def has_language(language: str) -> bool:
    """Return whether the words of this language, by its ISO 639 letters, are there."""
    return len(language) in (2, 3) and language.isalpha() and (FOLDER / f"{language}.toml").is_file()


@cache
def locale_of(code: str) -> Locale:
    """Return CLDR's data of a locale such as `en-GB`. babel.UnknownLocaleError or ValueError when there is none."""
    return Locale.parse(code, sep="-")
