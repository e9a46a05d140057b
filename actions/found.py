"""What looking for the events that somebody means has found."""

from dataclasses import dataclass

from actions.attendances import candidate_of
from parley.scheduling.agenda import Attendance
from parley.scheduling.mentions import Candidate, Why


@dataclass(frozen=True)
class Found:
    """The events that are meant, as they are now, in order; past ones from the latest back.

    With `SEVERAL` they are those among which it is not clear; with `NONE` and `NO_SUCH_PLACE` those that come next, to
    choose from. `called` is what a wish for a change calls what none of them is called.
    """

    why: Why
    attendances: list[Attendance]
    called: str | None = None
    # Whose name was looked for in the nearest events only.
    cut: str | None = None
    # What the words leave out of it, where none of them fits that.
    spares: str | None = None

    @property
    def one(self) -> Attendance | None:
        """Return the only event that is meant, if it is clear and just one."""
        return self.attendances[0] if self.why is Why.FOUND and len(self.attendances) == 1 else None

    @property
    def candidates(self) -> list[Candidate]:
        """Return the events as a conversation refers to them."""
        return [candidate_of(one) for one in self.attendances]

    def is_clear(self, focus: str | None) -> bool:
        """Return whether the words told the events themselves, rather than left them to what is talked about."""
        return self.why is Why.FOUND and not (self.one and self.one.event.id == focus)
