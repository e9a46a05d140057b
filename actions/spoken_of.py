"""Whom "she" and "his" mean: whoever comes to the event talked about, or was asked about last."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.attendances import attendances, shown
from actions.listing import listing_of
from actions.turn import Turn
from parley.accounts.access import Account
from parley.calendly.models import Invitee
from parley.scheduling.agenda import Attendance
from parley.scheduling.words import names_somebody, words_of


@dataclass(frozen=True)
class Somebody:
    """Whoever is spoken of, by name or address, and the event that they are in, where those are known."""

    name: str
    address: str | None = None
    meeting: Attendance | None = None

    @property
    def sought(self) -> str:
        """Return what to look for: Calendly finds an address in all events, and no name."""
        return self.address or self.name

    def among(self, people: Sequence[Invitee]) -> list[Invitee]:
        """Return who of these it is."""
        return [one for one in people if names_somebody(self.sought, one.name, one.email)]


def spoken_of(turn: Turn, account: Account) -> Somebody | None:
    """Return who was told of or asked about before; None where that is nobody, or one of several."""
    listed, kept = shown(turn), listing_of(turn.slot("listing"), "later")
    if not turn.focus and kept and kept[0].sought.person:
        return Somebody(kept[0].whom or kept[0].sought.person, kept[0].sought.person)
    talked_about = turn.focus or (listed[0].id if len(listed) == 1 else None)
    meeting = next(iter(attendances(turn, account, [talked_about] if talked_about else [])), None)
    people = (meeting.coming or meeting.canceled) if meeting else []
    only = people if len(people) == 1 else [one for one in people if words_of(one.name) & words_of(turn.words_before)]
    return Somebody(only[0].name, only[0].email, meeting) if len(only) == 1 else None


def somebody_named(turn: Turn, account: Account, name: str) -> Somebody:
    """Return somebody who is named, in the event talked about where they are in it."""
    named = Somebody(name)
    meeting = next(iter(attendances(turn, account, [turn.focus] if turn.focus else [])), None)
    found = named.among([*meeting.coming, *meeting.canceled]) if meeting else []
    return Somebody(name, found[0].email, meeting) if len(found) == 1 else named
