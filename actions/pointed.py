"""The event that words point at among those shown: "it", "the one at 2"."""

import re

from actions.attendances import attendance, shown
from actions.stretches import CLOCK, spans_in
from actions.turn import Turn
from actions.verdict import is_so
from parley.accounts.access import Account
from parley.scheduling.courtesies import NO, YES, led_by
from parley.scheduling.questions import asks_if_it_is
from parley.scheduling.ruled_out import names_a_day

_IT = re.compile(rf"{led_by(NO, YES)}(?:is|was|will|does|isn'?t|are) (?:it|that|this|they)\b", re.IGNORECASE)
_HALF_SAID = re.compile(
    r"\d\s*[ap]\.?m\b|\b(?:noon|midnight|morning|afternoon|evening)\b|\d:\d\d|\b1[3-9]\b|\b2[0-3]\b", re.IGNORECASE
)
HALF_A_DAY = 12


def pointed_at(turn: Turn, account: Account) -> str | None:
    """Return the id of the event pointed at; None when none is."""
    return _it(turn, account) or _at_an_hour(turn, account)


def _it(turn: Turn, account: Account) -> str | None:
    """Return the one talked about when something is asked of it that can be answered with yes or no."""
    listed = shown(turn)
    it = turn.focus or (listed[0].id if len(listed) == 1 else None)
    if it is None or not _IT.match(turn.asked.text) or not asks_if_it_is(turn.asked.text):
        return None
    return it if is_so(turn, account, attendance(turn, account, it).event) is not None else None


def _at_an_hour(turn: Turn, account: Account) -> str | None:
    """Return the one of those shown that starts at an hour said without a day: "who is in the one at 2?"."""
    zone, text = turn.zone(account), turn.asked.text
    hours = [
        one.start.astimezone(zone)
        for one in spans_in(turn, account)
        if one.kind == "instant" and one.grain in CLOCK and one.start
    ]
    starts = [(one.id, one.start.astimezone(zone)) for one in shown(turn)]
    if len(hours) != 1 or names_a_day(text) or len({start.date() for _, start in starts}) != 1:
        return None
    (said,) = hours
    period = 2 * HALF_A_DAY if _HALF_SAID.search(text) else HALF_A_DAY
    fitting = [one for one, at in starts if at.minute == said.minute and at.hour % period == said.hour % period]
    return fitting[0] if len(fitting) == 1 else None
