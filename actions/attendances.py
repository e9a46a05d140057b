"""Events with who comes to them, as a conversation refers to them: those shown last, and each read once in a turn."""

from collections.abc import Iterable, Sequence

from actions.turn import Turn
from parley.accounts.access import Account
from parley.calendly.errors import NotFound
from parley.calendly.models import ScheduledEvent
from parley.scheduling.agenda import Attendance
from parley.scheduling.kept import of_json
from parley.scheduling.mentions import Candidate
from parley.scheduling.ways import ways_of


def shown(turn: Turn) -> list[Candidate]:
    """Return the events last listed."""
    try:
        return [of_json(Candidate, one) for one in turn.slot("shown_events") or []]
    except ValueError:  # Kept by a version that kept less of them.
        return []


def attendance(turn: Turn, account: Account, event_id: str) -> Attendance:
    """Return one event and who is in it, read once in a turn. NotFound when there is none."""
    known = _known(turn)
    if event_id not in known:
        known[event_id] = turn.agenda(account).attendance(event_id)
    return known[event_id]


def attendances(turn: Turn, account: Account, event_ids: Iterable[str]) -> list[Attendance]:
    """Return events and who is in them, in this order, asked for side by side; those that are gone are left out."""
    wanted, known = list(event_ids), _known(turn)

    def read(event_id: str) -> ScheduledEvent | None:
        try:
            return account.calendly.events.get(event_id)
        except NotFound:
            return None

    events = turn.services.calls.map(read, [one for one in wanted if one not in known])
    attendances_of(turn, account, [event for event in events if event])
    return [known[one] for one in wanted if one in known]


def attendances_of(turn: Turn, account: Account, events: Sequence[ScheduledEvent]) -> list[Attendance]:
    """Return events that were read just now and who is in them, asked for side by side."""
    read = turn.agenda(account).attendances(events)
    _known(turn).update({one.event.id: one for one in read})
    return read


def _known(turn: Turn) -> dict[str, Attendance]:
    return turn.once("attendances", dict)


def candidate_of(one: Attendance) -> Candidate:
    """Return an event as a conversation refers to it, with its people."""
    people = [person for who in one.coming for person in (who.name, who.email)]
    return candidate(one.event, *people)


def candidate(event: ScheduledEvent, *people: str) -> Candidate:
    """Return an event as a conversation refers to it; without its people, unless they are given."""
    return Candidate(event.id, event.name or "", event.start_time, people, ways_of(event.location))
