"""What of the house can be booked by anybody: its active event types, without the secret ones."""

from collections.abc import Callable, Mapping
from typing import Any

from parley.calendly.errors import NotFound
from parley.visits import masks

Get = Callable[..., dict[str, Any]]
PAGE_SIZE, MOST_PAGES = 100, 5
Json = Mapping[str, Any]


class Shop:
    """Reads the house's event types as a stranger would see them, and keeps them in `kept`: for one turn."""

    def __init__(self, get: Get, host: str, kept: dict[str, list[dict[str, Any]]]) -> None:
        self._get = get
        self._host = host
        self._kept = kept

    def types(self, sort: str | None = None) -> list[dict[str, Any]]:
        """Return what is on the house's own page; a secret type is for those who were given its link."""
        if (sort or "") not in self._kept:
            seen = [one for one in self._listed(sort) if one.get("active") and one.get("secret") is False]
            self._kept[sort or ""] = [masks.event_type(one) for one in seen]
        return self._kept[sort or ""]

    def type_of(self, type_id: str) -> dict[str, Any]:
        """Return one of them. NotFound for every other id, whether or not there is such a type."""
        found = (one for one in self._any() if str(one["uri"]).endswith(f"/{type_id}"))
        if (one := next(found, None)) is None:
            raise NotFound("There is no such event type")
        return one

    def check(self, uri: str) -> None:
        """Raise NotFound unless this is one of them."""
        if uri not in {one["uri"] for one in self._any()}:
            raise NotFound("There is no such event type")

    def _any(self) -> list[dict[str, Any]]:
        return next(iter(self._kept.values()), None) or self.types()

    def _listed(self, sort: str | None) -> list[Json]:
        params = {"user": self._host, "active": "true", "count": PAGE_SIZE, **({"sort": sort} if sort else {})}
        found: list[Json] = []
        for _ in range(MOST_PAGES):
            answer = self._get("/event_types", params)
            found += answer.get("collection") or []
            token = (answer.get("pagination") or {}).get("next_page_token")
            if not token:
                break
            params = {**params, "page_token": token}
        return found
