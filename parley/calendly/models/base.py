"""What all that Calendly sends has in common: unknown fields are let through, missing ones reported by path."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict


def in_utc(moment: datetime) -> datetime:
    """Return the same moment in UTC; ValueError for a time without a zone, because that is no moment."""
    if moment.tzinfo is None:
        raise ValueError("a time for Calendly needs a zone")
    return moment.astimezone(UTC)


# Times come with and without microseconds; either way they are aware here, and in UTC.
Moment = Annotated[AwareDatetime, AfterValidator(in_utc)]


class Sent(BaseModel):
    """Something that Calendly sends. Its words (a status, a kind) stay text: a new one must not break the reading."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Resource(Sent):
    """Something with an address; its id is the last part of it (a UUID or 16 characters, never assume which)."""

    uri: str

    @property
    def id(self) -> str:
        """Return the last segment of the URI, as path parameters take it."""
        return self.uri.rsplit("/", 1)[-1]


class Wanted(BaseModel):
    """Something that is sent to Calendly. A field that it does not have is an error here: Calendly would ignore it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def body(self) -> dict[str, Any]:
        """Return the JSON body; what was left out is not in it."""
        return self.model_dump(mode="json", exclude_none=True)


class Envelope(Sent):
    """How one thing is sent."""

    resource: dict[str, Any]


class Pagination(Sent):
    """Where a list goes on; null at its end."""

    count: int = 0
    next_page: str | None = None
    previous_page: str | None = None
    next_page_token: str | None = None
    previous_page_token: str | None = None


class Page(Sent):
    """How a part of a list is sent."""

    collection: list[dict[str, Any]]
    pagination: Pagination


class Collection(Sent):
    """How a list that has no pages is sent."""

    collection: list[dict[str, Any]]
