"""What an operation is to do, with all that is needed to tell of it later."""

from dataclasses import dataclass

from parley.scheduling.draft import Draft


@dataclass(frozen=True)
class BookingRequest:
    """Book what is drafted."""

    draft: Draft


type Request = BookingRequest

KINDS: dict[str, type[BookingRequest]] = {"booking": BookingRequest}


def kind_of(request: Request) -> str:
    """Return what kind of operation a request is for."""
    return next(kind for kind, made in KINDS.items() if isinstance(request, made))
