"""Somebody is late: whom they meet next, and that only they can write to them."""

import re

from rasa_sdk.events import SlotSet

from actions.attendances import attendances_of
from actions.base import CalendlyAction
from actions.cards import changes_of
from actions.event_titles import title_of, when_of
from actions.spoken_of import spoken_of
from actions.surely import LATE
from actions.told import people_lines
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.scheduling.search import Sought

_THEM = re.compile(r"\b(?:him|her|his|he|she)\b", re.IGNORECASE)


class TellWhomToWrite(CalendlyAction):
    """Tells who waits, with their addresses: nothing is written to them."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return LATE

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Tell of the meeting that comes next; with whoever is spoken of, where somebody is."""
        who = spoken_of(turn, account) if _THEM.search(turn.asked.text) else None
        ahead = Sought(person=who.sought) if who else Sought()
        coming = turn.agenda(account).page(ahead, size=1).events or turn.agenda(account).upcoming().events[:1]
        if not coming:
            turn.say("utter_no_events", zone=turn.clocks.zone_words(account))
            return []
        (one,) = attendances_of(turn, account, coming)
        people = "\n".join(people_lines(turn, account, one))
        buttons = changes_of(turn, one.event.id)
        turn.say("utter_late", title=title_of(turn, one), when=when_of(turn, one), people=people, buttons=buttons)
        return [SlotSet("focus_event", one.event.id)]
