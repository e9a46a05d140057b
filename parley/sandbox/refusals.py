"""What can stand against a booking, a cancellation or a no-show, in Calendly's words."""

from parley.sandbox.errors import TEXTS, CalendlyError

type Details = list[dict[str, str]]


class Refused(CalendlyError):
    """Nothing has changed. Answered as it is by the API; the booking pages show `message` and `details`."""

    def __init__(
        self, status: int, title: str | None = None, message: str | None = None, details: Details | None = None
    ) -> None:
        self.title = title or TEXTS[status][0]
        super().__init__(status, message, title=self.title, **({"details": details} if details else {}))
        self.message: str = self.body["message"]
        self.details: Details = details or []


def wrong(parameter: str, message: str = "invalid", code: str | None = None) -> Refused:
    """400 that names the parameter."""
    return Refused(400, details=[{"parameter": parameter, "message": message, **({"code": code} if code else {})}])


def already_filled() -> Refused:
    """Gone, or never on offer: off the steps and within the notice are not told apart (UNCONFIRMED)."""
    return wrong("event.start_time", "That start time has been filled", "already_filled")


def no_such_place() -> Refused:
    return Refused(
        400,
        message="Specified location kind is not configured for this event type.",
        details=[
            {
                "parameter": "event.location_configuration.location",
                "message": "invalid location choice",
                "code": "invalid_location_choice",
            }
        ],
    )
