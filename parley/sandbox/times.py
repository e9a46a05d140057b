"""Times as Calendly writes and reads them: UTC, ISO 8601, microseconds."""

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """`2026-05-12T12:34:08.231012Z`."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse(text: str) -> datetime | None:
    """The moment that was written, or None when it is no ISO time with an offset.

    None too at the very ends of the calendar, where the day before or after cannot be reckoned any more.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo and 1 < moment.year < 9990 else None
