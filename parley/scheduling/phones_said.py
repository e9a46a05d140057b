"""A telephone number among other words: "0171 5556677", "my number is +49 170 2223344", "call me on 555 0199 23"."""

import re

from parley.scheduling.courtesies import NO, YES, led_by

# Without a word for it a number is one that begins as those do that are dialled; a date may begin with a nought too.
_DIALLED = r"(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b)(?:\+\d|\(?0\d)[\d ().\-/]{5,20}\d"
_LABEL = (
    r"(?:(?:my|the|his|her|their) )?(?:(?:tele)?phone|mobile|cell(?: ?phone)?|tel|number|call me (?:on|at|under))"
    r"(?: (?:number|no))?(?: is|'s|\s?[:=.])?(?: (?:on|at|under))?"
)
_NUMBER = re.compile(
    rf"(?<![\w@.+/:-])(?:{_LABEL}\s*(?P<named>\+?[\d(][\d ().\-/]{{4,20}}\d)|(?P<bare>{_DIALLED}))(?![\w@:])", re.I
)
_AROUND = re.compile(rf"{led_by(NO, YES)}|[\s.,;!]+|\b(?:please|pls|thanks|thank you)\b", re.IGNORECASE)
FEWEST_DIGITS = 7
LONGEST = 1_000  # characters


def phone_said(text: str) -> str | None:
    """Return the telephone number in a text."""
    found = _found(text)
    return (found["named"] or found["bare"]).strip() if found else None


def without_phone(text: str) -> str:
    """Return the text without its telephone number and what calls it one."""
    found = _found(text)
    return f"{text[: found.start()]} {text[found.end() :]}" if found else text


def is_only_a_phone(text: str) -> bool:
    """Return whether a text tells a telephone number and nothing else."""
    return phone_said(text) is not None and not _AROUND.sub("", without_phone(text))


def _found(text: str) -> re.Match[str] | None:
    found = _NUMBER.finditer(text[:LONGEST])
    return next((one for one in found if sum(each.isdigit() for each in one[0]) >= FEWEST_DIGITS), None)
