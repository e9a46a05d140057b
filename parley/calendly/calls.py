"""Calls of one account, from parameters to models: what every topic of the client stands on."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import quote

import structlog
from pydantic import BaseModel, ValidationError

from parley.calendly.errors import AuthExpired, CalendlyDown, NotFound, OutcomeUnknown
from parley.calendly.models import Collection, Envelope, Page, Wanted, in_utc
from parley.calendly.tokens import TokenSource
from parley.calendly.transport import Transport

PAGE_SIZE = 100  # the most that Calendly gives at once
MOST_PAGES = 20
log = structlog.get_logger(__name__)


class Calls:
    """One account's calls. A 401 is answered by one renewal of the token and one more try; a write was then not done.

    `budget` is how long each call may wait before and between its tries; None leaves it to the transport.
    """

    def __init__(self, transport: Transport, tokens: TokenSource, budget: timedelta | None = None) -> None:
        self._transport = transport
        self._tokens = tokens
        self._budget = budget

    def now(self) -> datetime:
        """Return this moment, by the transport's clock."""
        return self._transport.now()

    def get(self, path: str, params: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the whole answer to a read."""
        asked = _given(params or {})
        return self._authorized(lambda token: self._transport.get(path, token, asked, self._budget))

    def one[M: BaseModel](self, model: type[M], path: str) -> M:
        """Return one thing."""
        return read(model, read(Envelope, self.get(path)).resource)

    def unpaged[M: BaseModel](self, model: type[M], path: str, params: Mapping[str, Any]) -> list[M]:
        """Return a list that Calendly sends whole."""
        return [read(model, item) for item in read(Collection, self.get(path, params)).collection]

    def listed[M: BaseModel](
        self, model: type[M], path: str, params: Mapping[str, Any], limit: int | None = None
    ) -> Iterator[M]:
        """Yield at most `limit` things of a list, page after page, each asked for when it is needed."""
        size = PAGE_SIZE if limit is None else max(1, min(limit, PAGE_SIZE))
        return (read(model, item) for item in islice(self._items(path, {**params, "count": size}), limit))

    def write(
        self, method: str, path: str, body: Wanted | Mapping[str, Any] | None, params: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Send a write once and return the whole answer. OutcomeUnknown when it may or may not have been done."""
        sent = body.body() if isinstance(body, Wanted) else body
        asked = _given(params or {})
        return self._authorized(lambda token: self._transport.send(method, path, token, asked, sent, self._budget))

    def made[M: BaseModel](
        self,
        model: type[M],
        method: str,
        path: str,
        body: Wanted | Mapping[str, Any],
        params: Mapping[str, Any] | None = None,
    ) -> M:
        """Send a write once and return what it made or changed."""
        answer = self.write(method, path, body, params)
        return read_written(lambda: read(model, read(Envelope, answer).resource))

    def _items(self, path: str, params: Mapping[str, Any]) -> Iterator[Any]:
        page = dict(params)
        for _ in range(MOST_PAGES):
            answer = read(Page, self.get(path, page))
            yield from answer.collection
            if not answer.pagination.next_page_token:
                return
            page["page_token"] = answer.pagination.next_page_token
        log.warning("a list was left before its end", pages=MOST_PAGES)

    def _authorized[T](self, call: Callable[[str], T]) -> T:
        # The contract: treat every 401 alike, one refresh, one more try.
        token = self._tokens.token()
        try:
            return call(token)
        except AuthExpired:
            return call(self._tokens.renewed(token))


def part(identifier: str) -> str:
    """Return an id as one segment of a path, which cannot lead anywhere else. NotFound for one that no thing has."""
    if not identifier.strip("."):
        raise NotFound("There is no such id")
    return quote(identifier, safe="")


def in_query(moment: datetime) -> str:
    """Return a moment as Calendly takes it; ValueError for a time without a zone."""
    return in_utc(moment).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read[M: BaseModel](model: type[M], value: object) -> M:
    """Return the value as a model; CalendlyDown with the paths (never the values) of what is missing or garbled."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        paths = ", ".join(".".join(map(str, fault["loc"])) for fault in error.errors(include_input=False))
        raise CalendlyDown(f"Calendly's {model.__name__} lacks or garbles: {paths}") from None


def read_written[T](reading: Callable[[], T]) -> T:
    """Return the answer to a write; OutcomeUnknown when it cannot be read, because the write was done."""
    try:
        return reading()
    except CalendlyDown as error:
        raise OutcomeUnknown(str(error)) from None


def _given(params: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what was not given, and write truth as JSON does."""
    return {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in params.items()
        if value is not None
    }
