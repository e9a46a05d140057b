"""What is done in Calendly itself: said so, with the place where."""

from actions.base import ThreadedAction
from actions.surely import IN_CALENDLY, place_in_calendly
from actions.turn import Events, Turn


class TellInCalendly(ThreadedAction):
    """Says that it is done in Calendly, and where; nothing is begun for it here."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return IN_CALENDLY

    def answer(self, turn: Turn) -> Events:
        """Say where."""
        place = place_in_calendly(turn)
        turn.say(f"utter_in_calendly_{place.value}" if place else "utter_out_of_scope")
        return []
