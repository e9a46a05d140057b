"""What can be booked with somebody: the event types, found by what people call them, and links to share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from parley.accounts.access import Account
from parley.calendly.models import EventType
from parley.scheduling.words import close, minutes_in, words_of

# Words that stand in many requests and names, and so tell nothing.
_COMMON = words_of(
    "a an the my our your for of with to in on at and or please me i want need book schedule meeting event type "
    "meet one minute minutes min mins hour hours hr hrs half quarter link share"
)
_NUMBER = re.compile(r"\d+\w*")


@dataclass(frozen=True)
class Offer:
    """An event type as people choose it. The API tells that a type costs something (`paid`), never how much.

    `minutes` is what booking through the bot takes; `lengths` are all that its page offers.
    """

    event_type: EventType
    name: str
    minutes: int
    lengths: tuple[int, ...]
    places: tuple[str, ...]
    seats_many: bool
    paid: bool
    link: str

    @property
    def uri(self) -> str:
        """Return the type's URI."""
        return self.event_type.uri


class Fit(StrEnum):
    """How words fit the event types."""

    FOUND = "found"
    SEVERAL = "several"
    NONE = "none"


@dataclass(frozen=True)
class Choice:
    """The event type that is meant, the ones among which it is not clear, or none."""

    fit: Fit
    offers: tuple[Offer, ...] = ()

    @property
    def offer(self) -> Offer | None:
        """Return the one that is meant, if it is clear."""
        return self.offers[0] if self.fit is Fit.FOUND else None


class EventTypes:
    """One account's event types."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def bookable(self, *, secret: bool = True) -> list[Offer]:
        """Return what can be booked with the account's owner, alone or with others, as its page orders it.

        Secret ones are for those who have the link: leave them out for anybody else than the owner.
        """
        types = self._account.calendly.event_types.list(user=self._account.owner.uri, active=True, sort="position:asc")
        return [offer_of(one) for one in types if is_bookable(one) and (secret or not one.secret)]

    def switched_off(self) -> list[Offer]:
        """Return what could be booked with the owner if it were switched on."""
        types = self._account.calendly.event_types.list(user=self._account.owner.uri, active=False, sort="position:asc")
        return [offer_of(one) for one in types if one.deleted_at is None and one.booking_method != "poll"]

    def get(self, event_type_id: str) -> Offer:
        """Return one by id, as it is now, an inactive one too. NotFound when there is none."""
        return offer_of(self._account.calendly.event_types.get(event_type_id))

    def single_use_link(self, event_type: str) -> str:
        """Make a link that is good for one booking of a type (URI), and return its address."""
        return self._account.calendly.links.single_use(event_type).booking_url


def is_bookable(event_type: EventType) -> bool:
    """Return whether openings of it can be booked; of polls people only say which times suit them."""
    return event_type.active and event_type.deleted_at is None and event_type.booking_method != "poll"


def offer_of(event_type: EventType) -> Offer:
    """Return an event type as people choose it."""
    minutes = int(event_type.duration)
    kinds = (place.kind for place in event_type.locations or [])
    return Offer(
        event_type,
        event_type.name or "",
        minutes,
        tuple(sorted({minutes, *(event_type.duration_options or [])})),
        tuple(kind for kind in kinds if kind),
        event_type.kind == "group",
        event_type.is_paid,
        event_type.scheduling_url,
    )


def find(offers: Sequence[Offer], text: str) -> Choice:
    """Return which event type words mean: by name, slips forgiven, by length ("the 30 minute one"), or by both."""
    minutes = minutes_in(text)
    named = _named(offers, text)
    fitting = [one for one in named or offers if minutes in one.lengths] if minutes else named
    if named and not fitting:
        # The name is clear; that it takes another time than was said is for the summary to show.
        fitting = named
    exact = [one for one in fitting if minutes == one.minutes] if minutes else []
    return _choice(exact or fitting)


def says_a_name(offers: Sequence[Offer], text: str) -> bool:
    """Return whether words say the whole name of an event type, slips forgiven; "book", "meeting" and such are none."""
    said = words_of(text)
    names = (words_of(one.name) - _COMMON for one in offers)
    return any(name and all(any(close(word, one) for one in said) for word in name) for name in names)


def _choice(offers: Sequence[Offer]) -> Choice:
    if not offers:
        return Choice(Fit.NONE)
    return Choice(Fit.FOUND if len(offers) == 1 else Fit.SEVERAL, tuple(offers))


def _named(offers: Sequence[Offer], text: str) -> list[Offer]:
    """Return those whose names share the most words with the text; of these the ones with the fewest others."""
    said = {word for word in words_of(text) - _COMMON if not _NUMBER.fullmatch(word)}
    ranks = {one.uri: _rank(words_of(one.name), said) for one in offers}
    best = max(ranks.values(), default=(0, 0))
    return [one for one in offers if best[0] and ranks[one.uri] == best]


def _rank(name: frozenset[str], said: set[str]) -> tuple[int, int]:
    shared = sum(any(close(word, one) for one in said) for word in name - _COMMON)
    # "Intro" means the type of that name rather than the "Intro Follow-up".
    unsaid = sum(not any(close(word, one) for one in said) for word in name - _COMMON)
    return shared, -unsaid
