"""The calls that the bot makes, as methods."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Protocol
from urllib.parse import quote

from pydantic import BaseModel, ValidationError

from parley.calendly.errors import AuthExpired, CalendlyDown
from parley.calendly.models import Envelope, Invitee, Page, ScheduledEvent, User
from parley.calendly.transport import Transport

PAGE_SIZE = 100  # the most that Calendly gives at once
MOST_PAGES = 20


class TokenSource(Protocol):
    """Where a call's access token comes from."""

    def token(self) -> str:
        """Return an access token that should be good."""

    def renewed(self, refused: str) -> str:
        """Return a newer access token than the `refused` one; ReconnectNeeded or CalendlyDown when there is none."""


class Calendly:
    """One account's Calendly. Every method raises the `CalendlyError` of the cause."""

    def __init__(self, transport: Transport, tokens: TokenSource) -> None:
        self._transport = transport
        self._tokens = tokens

    def current_user(self) -> User:
        """Return the account's owner."""
        return _read(User, self._resource("/users/me"))

    def scheduled_events(
        self, *, user: str, starting_after: datetime, limit: int, status: str = "active"
    ) -> list[ScheduledEvent]:
        """Return at most `limit` of a user's events that start after a moment, the earliest first."""
        params = {
            "user": user,
            "status": status,
            "sort": "start_time:asc",
            "min_start_time": starting_after.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "count": min(limit, PAGE_SIZE),
        }
        return [_read(ScheduledEvent, item) for item in islice(self._pages("/scheduled_events", params), limit)]

    def scheduled_event(self, event_id: str) -> ScheduledEvent:
        """Return one event; NotFound when there is none of that id."""
        return _read(ScheduledEvent, self._resource(f"/scheduled_events/{quote(event_id, safe='')}"))

    def invitees(self, event_id: str) -> list[Invitee]:
        """Return everybody who booked the event, in the order in which they did."""
        items = self._pages(f"/scheduled_events/{quote(event_id, safe='')}/invitees", {"count": PAGE_SIZE})
        return [_read(Invitee, item) for item in items]

    def _pages(self, path: str, params: Mapping[str, Any]) -> Iterator[Any]:
        page = dict(params)
        for _ in range(MOST_PAGES):
            answer = _read(Page, self._get(path, page))
            yield from answer.collection
            if not answer.pagination.next_page_token:
                return
            page["page_token"] = answer.pagination.next_page_token

    def _resource(self, path: str) -> Any:
        return _read(Envelope, self._get(path)).resource

    def _get(self, path: str, params: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return self._authorized(lambda token: self._transport.get(path, token, params or {}))

    def _authorized[T](self, call: Callable[[str], T]) -> T:
        # The contract: treat every 401 alike, one refresh, one more try.
        token = self._tokens.token()
        try:
            return call(token)
        except AuthExpired:
            return call(self._tokens.renewed(token))


def _read[M: BaseModel](model: type[M], value: object) -> M:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        paths = ", ".join(".".join(map(str, part["loc"])) for part in error.errors(include_input=False))
        raise CalendlyDown(f"Calendly's {model.__name__} lacks or garbles: {paths}") from None
