"""What an operation is to do, with all that is needed to tell of it later."""

from dataclasses import dataclass

from parley.scheduling.agenda import Attendance
from parley.scheduling.draft import Draft


@dataclass(frozen=True)
class BookingRequest:
    """Book what is drafted."""

    draft: Draft


@dataclass(frozen=True)
class ReschedulingRequest:
    """Book what is drafted, then cancel the meeting that it takes the place of, for that reason."""

    meeting: Attendance
    draft: Draft
    reason: str | None = None


@dataclass(frozen=True)
class CancellingRequest:
    """Cancel these meetings, as they were when it was agreed on, one after another."""

    meetings: list[Attendance]
    reason: str | None = None


type Request = BookingRequest | ReschedulingRequest | CancellingRequest

KINDS: dict[str, type[BookingRequest] | type[ReschedulingRequest] | type[CancellingRequest]] = {
    "booking": BookingRequest,
    "rescheduling": ReschedulingRequest,
    "cancelling": CancellingRequest,
}


def kind_of(request: Request) -> str:
    """Return what kind of operation a request is for."""
    return next(kind for kind, made in KINDS.items() if isinstance(request, made))
