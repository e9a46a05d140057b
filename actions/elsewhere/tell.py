"""A time on the clocks of another place, or of whoever comes, beside the person's own."""

from datetime import datetime
from typing import Any

from actions.attendances import attendances, shown
from actions.base import CalendlyAction
from actions.elsewhere.asking import ELSEWHERE, asks_elsewhere
from actions.elsewhere.moments import (
    MOST_EVENTS,
    Moment,
    events_named,
    is_place,
    moment_of,
    moments_at,
    moments_told,
    time_said,
)
from actions.elsewhere.there import There, of_those_coming, of_whom_is_booked, places_named
from actions.elsewhere.words import Elsewhere
from actions.forms.message import Message
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.calendly.scopes import READ_EVENTS
from parley.scheduling.agenda import Attendance

type Pair = tuple[Moment, There]


class TellElsewhere(CalendlyAction):
    """Tells what time it is elsewhere when something is."""

    of_shown = True

    def name(self) -> str:
        """Return the action's name in the domain."""
        return ELSEWHERE

    def answer(self, turn: Turn) -> Events:
        """Tell it; what was told already needs no account."""
        asked = _asked(turn)
        if asked.whose or (asked.about and not is_place(asked.about) and not time_said(turn, asked.about)):
            return super().answer(turn)
        tell_elsewhere(turn, asked)
        return []

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Tell it of what the calendar knows."""
        tell_elsewhere(turn, _asked(turn))
        return []


def tell_elsewhere(turn: Turn, asked: Elsewhere) -> None:
    """Tell it, or say what to do where it cannot be told. Raises what Calendly raises."""
    if asked.whose:
        pairs = _theirs(turn, asked)
        _say(turn, pairs) if pairs else turn.say("utter_whose_clocks", name=asked.whose)
        return
    theres = places_named(turn, asked.zones)
    said = time_said(turn, asked.about) if asked.about and theres else None
    if not theres:
        turn.say("utter_no_such_place")
    elif asked.now:
        with turn.clocks.in_passing():
            now = Moment((turn.services.clock(),) * 2, turn.part("utter_line_right_now"))
            _say(turn, [(now, one) for one in theres])
    elif said and said.start:
        _say_both_ways(turn, said.start, theres)
    elif pairs := [(moment, one) for moment in _moments(turn, asked.about) for one in theres]:
        _say(turn, pairs)
    else:
        turn.say("utter_no_time_told")


def _asked(turn: Turn) -> Elsewhere:
    return asks_elsewhere(turn, Message(turn.asked.text, turn.asked.intent)) or Elsewhere()


def _moments(turn: Turn, about: str) -> list[Moment]:
    if not about:
        return moments_told(turn)
    return moments_at(turn, about) if is_place(about) else [moment_of(turn, one) for one in events_named(turn, about)]


def _theirs(turn: Turn, asked: Elsewhere) -> list[Pair]:
    if not asked.about and (them := of_whom_is_booked(turn, asked.whose)):
        return [(one, them) for one in moments_told(turn)]
    events = _events_meant(turn, asked.about)
    return [(moment_of(turn, one), them) for one in events for them in of_those_coming(turn, one, asked.whose)]


def _events_meant(turn: Turn, about: str) -> list[Attendance]:
    """Return the events that words name, the one talked about, or those that were shown."""
    if about and not is_place(about):
        return events_named(turn, about)
    listed = shown(turn)
    if about:
        starts = {one.span[0] for one in moments_at(turn, about)}
        ids = [one.id for one in listed if one.start in starts]
    else:
        ids = [turn.focus] if turn.focus else [one.id for one in listed]
    return attendances(turn, turn.account(READ_EVENTS), ids[:MOST_EVENTS])


def _say(turn: Turn, pairs: list[Pair]) -> None:
    """Say one time in a sentence, several in lines."""
    if len(pairs) == 1:
        moment, there = pairs[0]
        response = "utter_event_elsewhere" if moment.name else "utter_time_elsewhere"
        turn.say(response, name=moment.name, **_values(turn, moment, there))
        return
    lines = [
        turn.part(
            "utter_line_event_elsewhere" if moment.name else "utter_line_time_elsewhere",
            number=number,
            name=moment.name,
            **_values(turn, moment, there),
        )
        for number, (moment, there) in enumerate(pairs, start=1)
    ]
    turn.say("utter_times_elsewhere", events="\n".join(lines))


def _values(turn: Turn, moment: Moment, there: There) -> dict[str, Any]:
    theirs = turn.clocks.said_there(moment.span, there.zone) or turn.part("utter_line_same_time")
    return {"when": turn.said(moment.span), "there": theirs, "where": there.called}


def _say_both_ways(turn: Turn, said: datetime, theres: list[There]) -> None:
    """Say a time that was named, on the person's clocks and on the others: the words may mean either."""
    for there in theres:
        mine = _values(turn, Moment((said, said)), there)
        on_theirs = said.astimezone(turn.zone()).replace(tzinfo=there.zone)
        if turn.clocks.said_there((said, said), there.zone) is None:
            turn.say("utter_time_elsewhere", **mine)
        else:
            turn.say("utter_time_both_ways", theirs=turn.said(on_theirs), hour=turn.clocks.hour(said), **mine)
