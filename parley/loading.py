"""The settings as they are set: read once, with every fault named at once."""

import difflib
import os
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError

from parley.settings import PREFIX, Settings

# Read by others than the settings: the sandbox, the tests, the benchmarks, debugging, and what runs inside Rasa.
ELSEWHERE = (
    "PARLEY_SANDBOX_",
    "PARLEY_TEST_",
    "PARLEY_MODEL",
    "PARLEY_CALENDLY_TOKEN",
    "PARLEY_SENTENCE_VECTORS",
    "PARLEY_TIME_CORPUS",
)


class BadSettings(Exception):
    """The settings cannot be used; the message names each one and says what to do."""


def load(env_file: Path | None = Path(".env")) -> Settings:
    """Return the settings; BadSettings with one line per fault, naming the variable and never its value."""
    present = set(os.environ) | (set(dotenv_values(env_file)) if env_file and env_file.exists() else set())
    faults = [_stranger(name) for name in sorted(present) if _is_strange(name)]
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        faults += [_fault(part["loc"], part["msg"]) for part in error.errors(include_input=False)]
    if faults:
        raise BadSettings("\n".join(faults))
    return settings


def _is_strange(name: str) -> bool:
    known = name.removeprefix(PREFIX).lower() in Settings.model_fields
    return name.startswith(PREFIX) and not known and not name.startswith(ELSEWHERE)


def _stranger(name: str) -> str:
    near = difflib.get_close_matches(name, [PREFIX + field.upper() for field in Settings.model_fields], n=1)
    return f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else ".")


def _fault(location: tuple[int | str, ...], message: str) -> str:
    message = message.removeprefix("Value error, ")
    if not location:  # about several settings, and naming them itself
        return message
    if message == "Field required":
        message = "is not set; `make setup` writes it into .env"
    return f"{PREFIX}{str(location[0]).upper()}: {message}"
