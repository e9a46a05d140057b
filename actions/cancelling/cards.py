"""What would be cancelled, as cards."""

from collections.abc import Sequence

from actions.cancelling.reviewed import Seen
from actions.cards import card_of
from actions.told import names_of
from actions.turn import Turn
from parley.calendly.scopes import CHANGE
from parley.parts import Events


def cards_of(turn: Turn, seen: Sequence[Seen], lines: Sequence[str]) -> list[Events]:
    """Return the events as cards in place of their lines; none where all are gone."""
    account, there = turn.account(CHANGE), [one.attendance for one in seen if one.attendance]
    cards = [card_of(turn, account, one.event, people=names_of(turn, one)) for one in there]
    return [Events(cards, tuple(lines))] if cards else []
