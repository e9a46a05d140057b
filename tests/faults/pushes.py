"""What others do with a host's calendar while a conversation goes on, and what its person is to hear of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tests.faults.calendar import Calendar
from tests.faults.claims import is_one
from tests.faults.world import ZONE

type Place = tuple[str, datetime]


class News(StrEnum):
    """What can be told, unasked."""

    BOOKED = "booked"
    CANCELED = "canceled"
    MOVED = "moved"


BEGINNINGS = ("utter_notice_", "utter_line_notice_")
NAMES = {
    News.BOOKED: ("booked",),
    News.CANCELED: ("canceled", "canceled_by_host"),
    News.MOVED: ("moved",),
}


@dataclass(frozen=True)
class Told:
    """One piece of news as it was told."""

    news: News
    who: str
    text: str


@dataclass
class Push:
    """One thing that somebody does after so many messages: `old` stood before it, `new` stands after it.

    Not `certain`: an errand takes it away again, perhaps before it is told, and then it is not told.
    """

    news: News
    who: str
    kind: str
    after: int
    old: Place | None = None
    new: Place | None = None
    done: bool = False
    certain: bool = True

    @property
    def place(self) -> Place:
        """Return the one that is told."""
        place = self.new or self.old
        assert place, "nothing happens"
        return place

    def happen(self, calendar: Calendar) -> None:
        """Do it at Calendly."""
        self.done = True
        if self.old is None and self.new is not None:
            calendar.book(self.kind, self.new[1], self.who, self.new[0])
        elif self.old is not None and self.new is None:
            calendar.leave(calendar.standing(self.old))
        elif self.old is not None and self.new is not None:
            calendar.move(calendar.standing(self.old), self.new[1])

    def is_told_by(self, told: Told) -> bool:
        """Return whether this news is of it."""
        return (told.news, told.who) == (self.news, self.who)

    def is_true_of(self, told: Told) -> bool:
        """Return whether the time that was told is the right one."""
        return all(word in told.text for word in _words(self.place[1]))


def told_of(text: str, people: Iterable[str]) -> Iterator[Told]:
    """Yield the news that a message tells: one in a sentence, or several in a line each."""
    for line in text.splitlines():
        for news in News:
            if any(is_one(f"{beginning}{name}", line) for beginning in BEGINNINGS for name in NAMES[news]):
                yield Told(news, next((who for who in people if who in line), "somebody unknown"), line)


def _words(moment: datetime) -> tuple[str, str]:
    there = moment.astimezone(ZONE)
    return f"{there:%a} {there.day} {there:%b}", f"{there:%H:%M}"
