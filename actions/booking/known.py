"""What is known of somebody who was met before."""

from actions.attendances import attendances
from actions.booking.calendar import account
from actions.turn import Turn
from parley.scheduling.search import Cursor, Sought
from parley.scheduling.words import words_of

MOST = 5  # events of a person, each way


def addresses_of(turn: Turn, name: str) -> list[str]:
    """Return the addresses under which somebody of this name is, or was, coming lately; none for no name."""
    said = words_of(name)
    if not said:
        return []
    agenda, sought = turn.agenda(account(turn)), Sought(person=name)
    cursors = (None, Cursor.at(turn.now, forwards=False))
    events = [one for cursor in cursors for one in agenda.page(sought, cursor, MOST).events]
    coming = [one for each in attendances(turn, account(turn), [one.id for one in events]) for one in each.coming]
    return list(dict.fromkeys(one.email for one in coming if one.email and said <= words_of(one.name or "")))
