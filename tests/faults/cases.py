"""One fault and one operation: somebody says yes, and just then one thing goes wrong."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.faults import errands
from tests.faults.linking import link
from tests.faults.scripts import Cast, Script, conversation_of
from tests.faults.stack import CLIENT, Faulty
from tests.faults.ways import Fault, Way
from tests.faults.world import GROUP, SINGLE, host

# What lasts is mended after so many seconds: less than any process waits for another.
LASTS = 1.0
TO_CALENDLY = ("actions→Calendly", "gateway→Calendly")


def book(cast: Cast) -> Script:
    """A booking for a group: done twice, it would be there twice."""
    return [errands.book(GROUP, *cast.somebody(), cast.times[0])], []


def move(cast: Cast) -> Script:
    """A move of what stands already."""
    (email, name), (old, new) = cast.somebody(), cast.times[1:3]
    return [errands.move(email, name, old, new)], [(SINGLE, (email, old), name)]


def cancel(cast: Cast) -> Script:
    """A cancelling of what stands already."""
    (email, name), start = cast.somebody(), cast.times[0]
    return [errands.cancel(email, name, start)], [(GROUP, (email, start), name)]


def cancel_several(cast: Cast) -> Script:
    """A cancelling of two at once."""
    people = [cast.somebody() for _ in range(2)]
    given = [(SINGLE, (email, start), name) for (email, name), start in zip(people, cast.times[:2], strict=True)]
    return [errands.cancel_all({name: place for _, place, name in given}, cast.times[0])], given


@dataclass(frozen=True)
class Operation:
    """What is confirmed, and the action that does it."""

    name: str
    script: Callable[[Cast], Script]
    action: str


OPERATIONS = (
    Operation("book", book, "action_book"),
    Operation("move", move, "action_reschedule"),
    Operation("cancel", cancel, "action_cancel"),
    Operation("cancel-several", cancel_several, "action_cancel"),
)


class Scene:
    """A conversation about one operation, and the words by which its requests are known on each link."""

    def __init__(self, faulty: Faulty, number: int, operation: Operation) -> None:
        who = host(number)
        self.known = known = link(faulty.stack.values, {f"{CLIENT}:{who}": who})[who]
        script = operation.script(Cast(number, random.Random(number)))
        self.faulty = faulty
        self.conversation = conversation_of(faulty, number, operation.name, script)
        self.conversation.pause = 0.5
        self._about = {
            "client→gateway": (f'"{who}"'.encode(),),
            "gateway→rasa": (known.encode(),),
            "rasa→actions": (known.encode(), f'"next_action": "{operation.action}"'.encode()),
        }

    @property
    def writes_to(self) -> str:
        """Return the path at Calendly that the first write of the operation goes to."""
        part = self.conversation.errands[0].parts[0]
        if part.makes:
            return "/invitees"
        event = next(one.event for one in self.conversation.calendar.all() if (one.email, one.start) == part.ends)
        return f"/scheduled_events/{event.rsplit('/', 1)[-1]}"

    def fault(self, way: Way, *links: str, seconds: float = LASTS) -> Fault:
        """Return a fault that nobody else's requests meet, on these links."""
        about = self._at_calendly() if links == TO_CALENDLY else self._about[links[0]]
        times = None if way in (Way.DOWN, Way.BLACKHOLE) else 1
        fault = Fault(way, () if way is Way.DOWN else about, times, seconds)
        for each in links:
            self.faulty.proxies.fail(each, fault)
        return fault

    def _at_calendly(self) -> tuple[bytes, ...]:
        place = self.conversation.errands[0].parts[0].makes
        # A booking is known by its body, which alone writes the address like this.
        return (place[0].encode(),) if place else (f"POST {self.writes_to}".encode(),)
