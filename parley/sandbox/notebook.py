"""What was made or changed since the sandbox first started: it lies over the sample world and goes before it."""

from collections.abc import Mapping

from parley.sandbox.records import EventRecord, EventTypeRecord, LinkRecord, Record, ScheduleRecord
from parley.sandbox.shelf import Shelf
from parley.sandbox.things import Event, EventType, Person

type Note = Event | EventType | ScheduleRecord | LinkRecord


class Notebook:
    """All of it in memory, each change on the shelf first. `version` grows with every change."""

    def __init__(self, shelf: Shelf | None, people: Mapping[str, Person]) -> None:
        self._shelf, self._people = shelf, people
        self.version = 0
        self.events: dict[str, Event] = {}
        self.types: dict[str, EventType] = {}
        self.schedules: dict[str, ScheduleRecord] = {}
        self.links: dict[str, LinkRecord] = {}
        if shelf is not None:
            self._read(shelf)

    def write(self, *notes: Note) -> None:
        """All of them or none. Raises sqlite3.Error when they cannot be kept, and then nothing has changed."""
        if self._shelf is not None:
            self._shelf.put([(_kind(note), note.id, _record(note).written()) for note in notes])
        for note in notes:
            self._remember(note)
        self.version += 1

    def forget(self) -> None:
        if self._shelf is not None:
            self._shelf.forget()
        for notes in (self.events, self.types, self.schedules, self.links):
            notes.clear()
        self.version += 1

    def close(self) -> None:
        if self._shelf is not None:
            self._shelf.close()

    def _remember(self, note: Note) -> None:
        match note:
            case Event():
                self.events[note.id] = note
            case EventType():
                self.types[note.id] = note
            case ScheduleRecord():
                self.schedules[note.id] = note
            case LinkRecord():
                self.links[note.id] = note

    def _read(self, shelf: Shelf) -> None:
        """What belongs to people of another world stays on the shelf, unread."""
        for event in map(EventRecord.model_validate_json, shelf.all("event").values()):
            if self._people.keys() >= {event.host, *event.co_hosts}:
                self._remember(event.thing(self._people))
        for kind in map(EventTypeRecord.model_validate_json, shelf.all("event type").values()):
            if self._people.keys() >= {kind.owner, *kind.co_hosts}:
                self._remember(kind.thing(self._people))
        for schedule in shelf.all("schedule").values():
            self._remember(ScheduleRecord.model_validate_json(schedule))
        for link in shelf.all("link").values():
            self._remember(LinkRecord.model_validate_json(link))


def _kind(note: Note) -> str:
    match note:
        case Event():
            return "event"
        case EventType():
            return "event type"
        case ScheduleRecord():
            return "schedule"
        case LinkRecord():
            return "link"


def _record(note: Note) -> Record:
    if isinstance(note, Event):
        return EventRecord.of(note)
    return EventTypeRecord.of(note) if isinstance(note, EventType) else note
