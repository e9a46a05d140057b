"""Whether words that were taken for something else ask to book an event type: it may be called anything."""

import re

from rasa_sdk.events import FollowupAction

from actions.booking.calendar import offers
from actions.forms.tasks import TASKS
from actions.turn import Events, Turn
from parley.accounts.access import NeedsAccount
from parley.calendly.errors import CalendlyError
from parley.scheduling.courtesies import PLEASED, WISHING, led_by
from parley.scheduling.event_types import says_a_name
from parley.scheduling.types_wanted import says_only_a_name

_INTENT = "schedule_appointment"
_BOOKS = re.compile(
    rf"{led_by(PLEASED, WISHING)}"
    r"(?:book|schedule|reserve|arrange|set up|sign (?:me|us|up)\b|put (?:me|us) down|get (?:me|us)|make)\b",
    re.IGNORECASE,
)


def booking_of_a_type(turn: Turn) -> Events:
    """Return the events that begin to book what the words name, when they ask for that; none when they do not.

    A visitor who says no more than its name wants to book it. "Book a pottery class" is nobody's errand where the
    account has a pottery class.
    """
    words = turn.message.words
    if turn.form or not (_BOOKS.match(words) or turn.visiting) or not _is_offered(turn, words):
        return []
    form = TASKS[_INTENT]
    return [*turn.keep_request(form, _INTENT, words), FollowupAction(form)]


def _is_offered(turn: Turn, words: str) -> bool:
    try:
        wants = _BOOKS.match(words) or says_only_a_name(offers(turn), words)
        return bool(wants) and says_a_name(offers(turn), words)
    except (CalendlyError, NeedsAccount):  # What cannot be looked up is what it was taken for.
        return False
