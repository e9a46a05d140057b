"""The wish to have what is talked about in a calendar of one's own: "add it to my calendar"."""

import re

from parley.scheduling.courtesies import PLEASED, WISHING, led_by

_TO_CALENDAR = re.compile(
    rf"{led_by(PLEASED, WISHING)}(?:add|put|save|export|import) (?:it|this|that) (?:to|in|into|on)"
    r" (?:my |the )?(?:\w+ )?(?:calendar|diary|outlook|google|phone)(?:[,\s.!?]*please)?\W*",
    re.IGNORECASE,
)


def wants_it_in_calendar(words: str) -> bool:
    """Return whether the words ask for nothing but that."""
    return _TO_CALENDAR.fullmatch(words) is not None
