"""The scripted conversations: kinds of them, filled with names, addresses and times by a seed."""

import random
from collections.abc import Callable
from datetime import datetime

from tests.faults import errands
from tests.faults.calendar import Calendar
from tests.faults.conversation import Conversation
from tests.faults.errands import Errand, Place
from tests.faults.pushes import News, Push
from tests.faults.stack import Faulty
from tests.faults.world import GROUP, SINGLE, openings

# Names that nothing else in these conversations is called.
FIRST = ("Grace", "Barbara", "Edsger", "Niklaus", "Donald", "Frances", "Kristen", "Tony")
LAST = ("Hopper", "Liskov", "Dijkstra", "Wirth", "Knuth", "Allen", "Nygaard", "Hoare")
type Script = tuple[list[Errand], list[tuple[str, Place, str]]]


class Cast:
    """Who and when in one conversation; everything follows from the dice."""

    def __init__(self, number: int, dice: random.Random) -> None:
        self.number, self.dice = number, dice
        self.times = openings()
        # For others; none on the first day, all of which somebody may cancel.
        self._others_times = dice.sample(openings(hours=(12, 17))[2:], 4)
        self._firsts, self._lasts = dice.sample(FIRST, len(FIRST)), dice.sample(LAST, len(LAST))

    def somebody(self) -> tuple[str, str]:
        """Return somebody's address, which no other conversation has, and name."""
        name = f"{self._firsts.pop()} {self._lasts.pop()}"
        return f"{name.replace(' ', '.').lower()}.{self.number}@example.org", name

    def another_time(self) -> datetime:
        """Return a time that no errand is about."""
        return self._others_times.pop()

    def kind(self) -> str:
        """Return one of the event types."""
        return self.dice.choice((SINGLE, GROUP))


def book(cast: Cast) -> Script:
    """Two bookings, each said in one sentence."""
    made = [errands.book(cast.kind(), *cast.somebody(), start) for start in cast.dice.sample(cast.times, 2)]
    return made, []


def book_stepwise(cast: Cast) -> Script:
    """A booking whose questions are answered one by one."""
    return [errands.book_stepwise(cast.kind(), *cast.somebody(), cast.dice.choice(cast.times))], []


def book_and_move(cast: Cast) -> Script:
    """A booking, which is moved to another day."""
    (email, name), (old, new) = cast.somebody(), cast.dice.sample(cast.times, 2)
    return [errands.book(SINGLE, email, name, old), errands.move(email, name, old, new)], []


def move_given(cast: Cast) -> Script:
    """Somebody else's booking is moved, and moved back."""
    (email, name), (old, new) = cast.somebody(), cast.dice.sample(cast.times, 2)
    moves = [errands.move(email, name, old, new), errands.move(email, name, new, old)]
    return moves, [(SINGLE, (email, old), name)]


def book_and_cancel(cast: Cast) -> Script:
    """A booking, which is cancelled again."""
    (email, name), start = cast.somebody(), cast.dice.choice(cast.times)
    return [errands.book(cast.kind(), email, name, start), errands.cancel(email, name, start)], []


def cancel_several(cast: Cast) -> Script:
    """Everything on one day is cancelled; what is on another day stays."""
    people, day = [cast.somebody() for _ in range(3)], cast.times[0]
    starts = (cast.times[0], cast.times[1], cast.times[2])
    given = [(SINGLE, (email, start), name) for (email, name), start in zip(people, starts, strict=True)]
    ends = {name: place for _, place, name in given[:2]}
    return [errands.cancel_all(ends, day)], given


KINDS: dict[str, Callable[[Cast], Script]] = {
    "book": book,
    "book stepwise": book_stepwise,
    "book and move": book_and_move,
    "move and back": move_given,
    "book and cancel": book_and_cancel,
    "cancel several": cancel_several,
}


def others(cast: Cast) -> list[Push]:
    """One or two things that others do meanwhile."""
    return [_other(cast, news) for news in cast.dice.sample(list(News), cast.dice.choice((1, 2)))]


def _other(cast: Cast, news: News) -> Push:
    email, name = cast.somebody()
    old = None if news is News.BOOKED else (email, cast.another_time())
    new = None if news is News.CANCELED else (email, cast.another_time())
    return Push(news, name, cast.kind(), cast.dice.randint(1, 5), old, new)


def prepare(faulty: Faulty, number: int, seed: int) -> Conversation:
    """Return the conversation of this number, what others do meanwhile, and what stands before it booked already."""
    kind = list(KINDS)[number % len(KINDS)]
    cast = Cast(number, random.Random(f"{seed}:{number}"))
    todo, given = KINDS[kind](cast)
    pushes = others(cast)
    given = given + [(push.kind, push.old, push.who) for push in pushes if push.old]
    conversation = conversation_of(faulty, number, kind, (todo, given))
    conversation.pushes = (*_before(todo, given), *pushes)
    return conversation


def _before(errands: list[Errand], given: list[tuple[str, Place, str]]) -> list[Push]:
    """Return what stands before it as done by others, too."""
    ended = {part.ends for errand in errands for part in errand.parts}
    return [
        Push(News.BOOKED, name, kind, 0, new=place, done=True, certain=place not in ended)
        for kind, place, name in given
    ]


def conversation_of(faulty: Faulty, number: int, kind: str, script: Script) -> Conversation:
    """Return a conversation by this script, with what stands before it booked already."""
    todo, given = script
    calendar = faulty.calendar(number)
    _book(calendar, given)
    places = tuple(place for _, place, _ in given)
    return Conversation(number, kind, faulty.person(number), calendar, todo, places)


def _book(calendar: Calendar, given: list[tuple[str, Place, str]]) -> None:
    for kind, (email, start), name in given:
        calendar.book(kind, start, name, email)
