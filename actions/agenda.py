"""What is on."""

from collections.abc import Iterable
from dataclasses import asdict

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import CalendlyAction
from actions.turn import Events, Turn
from parley.accounts.access import Account
from parley.calendly.models import ScheduledEvent
from parley.scheduling.references import Shown


class ListEvents(CalendlyAction):
    """Lists the events that come next."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_list_events"

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Say the next events, numbered, and remember them for "the second one"."""
        if turn.numbered_choice:  # "The 4th" is no date, then.
            return [FollowupAction(turn.numbered_choice)]
        upcoming = turn.agenda(account).upcoming()
        if turn.asked.intent == "list_events_in_range":
            turn.say("utter_range_not_yet")
        if not upcoming.events:
            turn.say("utter_no_events", zone=account.owner.time_zone)
        else:
            response = "utter_more_events" if upcoming.more else "utter_events"
            lines = lines_of(turn, account, enumerate(upcoming.events, start=1))
            turn.say(response, count=len(upcoming.events), events=lines)
        return remember(upcoming.events)


def lines_of(turn: Turn, account: Account, events: Iterable[tuple[int, ScheduledEvent]]) -> str:
    """Return a line for each event, with the number it has in the list."""
    lines = [
        turn.part("utter_line_event", number=number, when=turn.when(event, account), name=name_of(turn, event))
        for number, event in events
    ]
    return "\n".join(lines)


def name_of(turn: Turn, event: ScheduledEvent) -> str:
    """Return the event's name; Calendly has events without one."""
    return event.name or turn.part("utter_line_nameless")


def shown_of(events: list[ScheduledEvent]) -> list[Shown]:
    """Return the events as a conversation refers to them."""
    return [Shown(event.id, event.name or "") for event in events]


def remember(events: list[ScheduledEvent]) -> Events:
    """Return the events that make these the ones last listed, none of them the one talked about."""
    shown = [asdict(one) for one in shown_of(events)]
    return [SlotSet("shown_events", shown), SlotSet("focus_event", None), SlotSet("asked_which", None)]
