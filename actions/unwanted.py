"""The free times told last, without those that are unwanted after all: "never before 10", "and not on Friday"."""

from datetime import datetime

from actions.told_before import FREE_TIME, free_time_told
from actions.turn import Turn
from parley.accounts.access import Account
from parley.scheduling.preferences import unwanted_in
from parley.scheduling.ruled_out import RuledOut, ruled_out, weekday_from


def wants_fewer(turn: Turn) -> str | None:
    """Return the action that told the free times of which the message wants fewer; None where it does not."""
    told = free_time_told(turn) if turn.did_before(*FREE_TIME) and unwanted_in(turn.message.words) else None
    return told if told and turn.times(turn.message.words, None, asked=False) else None


def without_unwanted(
    turn: Turn, account: Account, begin: datetime, before: RuledOut, words: str
) -> tuple[RuledOut, str]:
    """Return all that is ruled out of what begins then, with what was `before`, and the words for it."""
    unwanted, zone = unwanted_in(turn.asked.text) or "", turn.zone(account)
    spans = [weekday_from(one, begin, zone) for one in turn.times(unwanted, account, asked=False)]
    return before | ruled_out(unwanted, spans), ", ".join(one for one in (words, unwanted) if one)
