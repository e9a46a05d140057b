"""Telling who is marked as a no-show: nobody is marked for the question."""

from datetime import timedelta

from actions.attendances import attendances_of
from actions.base import CalendlyAction
from actions.listing import name_of, remember
from actions.said_stretches import said_above
from actions.stretches import Stretch, Unclear, ask_which_time, stretch_in
from actions.surely import NO_SHOWS
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.scheduling.search import Sought
from parley.when.wall import day_start

LATELY = timedelta(days=30)
MOST = 60  # events whose people are looked at


class TellNoShows(CalendlyAction):
    """Tells who did not come, as far as it was marked."""

    leaves_out = True

    def name(self) -> str:
        """Return the action's name in the domain."""
        return NO_SHOWS

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Look through the events of the time that is named, or of the last days."""
        stretch = stretch_in(turn, account)
        if isinstance(stretch, Unclear):
            return ask_which_time(turn, account, stretch)
        stretch = stretch or self._lately(turn, account)
        page = turn.agenda(account).page(Sought(stretch.start, stretch.end), size=MOST)
        begun = [one for one in page.events if one.start_time <= turn.services.clock()]
        known = [one for one in attendances_of(turn, account, begun) if any(who.no_show for who in one.coming)]
        when = said_above(turn, account, stretch)
        if not known:
            turn.say("utter_no_no_shows", when=when)
            return remember([])
        lines = [
            turn.part(
                "utter_line_no_shows",
                number=number,
                when=turn.when(one.event, account),
                name=name_of(turn, one.event),
                people=", ".join(who.name for who in one.coming if who.no_show),
            )
            for number, one in enumerate(known, start=1)
        ]
        turn.say("utter_no_shows", when=when, events="\n".join(lines))
        return remember([one.event for one in known])

    def _lately(self, turn: Turn, account: Account) -> Stretch:
        zone = turn.zone(account)
        today = turn.now.astimezone(zone).date()
        return Stretch(day_start(today - LATELY, zone), day_start(today + timedelta(days=1), zone))
