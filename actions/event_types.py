"""What can be booked, and links to share."""

import re
from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import CalendlyAction
from actions.booking.kind import MOST_TYPES
from actions.booking.place import said_place
from actions.forms.which import Way, ask_which
from actions.turn import Events, Turn, button
from parley.accounts.access import Account
from parley.scheduling.agenda import PAGE
from parley.scheduling.draft import places_of
from parley.scheduling.event_types import EventTypes, Fit, Offer, find

READ_TYPES = frozenset({"users:read", "event_types:read"})
SINGLE_USE = READ_TYPES | {"scheduling_links:write"}
EVENT_TYPES = "event_types"
BOOKING = "booking"
# What one of them is like: "how long is an intro?", "what does it cost?".
_ABOUT_ONE = re.compile(
    r"\bhow (?:long|much|expensive)\b|\bcosts?\b|\bpric\w*|\bfree of charge\b|\bcharge\b|\bpaid\b|\bfees?\b|\bwhere\b"
    r"|\bwhat (?:is|'s)\b|\blast\b|\bduration\b|\blength\b",
    re.IGNORECASE,
)
_ONCE = re.compile(r"\b(?:single|one|once)[\s-]*(?:use|time|off|only)?\b|\bonly once\b|\bdisposable\b", re.IGNORECASE)


class ListEventTypes(CalendlyAction):
    """Lists what can be booked with the person."""

    scopes = READ_TYPES

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_list_event_types"

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Say each event type with its length, place, price and link."""
        offers = offers_of(turn, account)
        if not offers:
            turn.say("utter_no_event_types")
            return []
        if one := _asked_about(turn, offers):
            return _tell_one(turn, one)
        start = _start(turn, len(offers))
        if start is None:
            turn.say("utter_nothing_more", buttons=[])
            return []
        shown = offers[start : start + PAGE]
        lines = [_line(turn, number, one) for number, one in enumerate(shown, start=start + 1)]
        more = [button(turn.part("utter_line_more"), "show_more")] if start + PAGE < len(offers) else []
        share = button(turn.part("utter_line_share_a_link"), "share_link")
        book = button(turn.part("utter_line_book_one"), "schedule_appointment")
        response = "utter_event_types" if len(shown) == len(offers) else "utter_some_event_types"
        events, last = "\n".join(lines), start + len(shown)
        buttons = [*more, share, book]
        turn.say(response, first=start + 1, last=last, count=len(offers), events=events, buttons=buttons)
        return [SlotSet("listing", {"what": EVENT_TYPES, "start": start})]


class ShareLink(CalendlyAction):
    """Hands out the link of an event type, or one that is good for one booking."""

    scopes = READ_TYPES

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_share_link"

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Say the link, or ask which event type is meant."""
        offers, text = offers_of(turn, account), turn.asked.text
        if not offers:
            turn.say("utter_no_event_types")
            return []
        chosen = next((one for one in offers if one.uri == turn.asked.chosen), None)
        found = find(offers, _ONCE.sub(" ", text))
        offer = chosen or found.offer or (offers[0] if len(offers) == 1 else None)
        if offer is None:
            among = found.offers if found.fit is Fit.SEVERAL else offers[:MOST_TYPES]
            return ask_which(
                turn, "utter_which_link", [Way(one.name, one.uri, said=f"{text} {one.name}") for one in among]
            )
        if _ONCE.search(text):
            link = EventTypes(turn.account(SINGLE_USE)).single_use_link(offer.uri)
            turn.say("utter_single_use_link", name=offer.name, link=link)
        else:
            once = button(turn.part("utter_line_single_use"), "share_link", said=_single_use(turn, offer))
            turn.say("utter_link", name=offer.name, minutes=offer.minutes, link=offer.link, buttons=[once])
        return []


def _asked_about(turn: Turn, offers: list[Offer]) -> Offer | None:
    """Return the event type that is asked about: by its name, or the one that is being booked."""
    text = turn.asked.text
    if turn.asked.intent in ("show_more", "show_earlier") or not _ABOUT_ONE.search(text):
        return None
    booking = turn.slot(BOOKING) if turn.form == f"{BOOKING}_form" else None
    in_hand = ((booking or {}).get("draft") or {}).get("event_type")
    return find(offers, text).offer or next((one for one in offers if one.uri == in_hand), None)


def _tell_one(turn: Turn, offer: Offer) -> Events:
    """Say all about one event type. The API does not tell prices: its page does."""
    lengths, places = "/".join(str(one) for one in offer.lengths), _places(turn, offer)
    many = turn.part("utter_line_group") if offer.seats_many else ""
    price = turn.part("utter_line_costs" if offer.paid else "utter_line_costs_nothing")
    values: dict[str, Any] = {"name": offer.name, "minutes": lengths, "place": places, "more": many, "price": price}
    turn.say("utter_event_type", link=offer.link, **values)
    return []


def _start(turn: Turn, count: int) -> int | None:
    """Return where the page begins; None where there is none."""
    step = {"show_more": PAGE, "show_earlier": -PAGE}.get(turn.asked.intent)
    if step is None:
        return 0
    kept = turn.slot("listing")
    start = (kept.get("start", 0) if isinstance(kept, dict) and kept.get("what") == EVENT_TYPES else 0) + step
    return start if 0 <= start < count else None


def offers_of(turn: Turn, account: Account) -> list[Offer]:
    """Return what can be booked, read once in a turn."""
    return turn.once("offers", EventTypes(account).bookable)


def _line(turn: Turn, number: int, offer: Offer) -> str:
    place = _places(turn, offer)
    lengths = "/".join(str(one) for one in offer.lengths)
    paid = turn.part("utter_line_paid") if offer.paid else ""
    many = turn.part("utter_line_group") if offer.seats_many else ""
    return turn.part(
        "utter_line_offer",
        number=number,
        name=offer.name,
        minutes=lengths,
        place=place,
        more=many + paid,
        link=offer.link,
    )


def _places(turn: Turn, offer: Offer) -> str:
    places = [said_place(turn, one).strip() for one in places_of(offer.event_type)]
    place = places[0] if places else turn.part("utter_line_no_place_set")
    return place if len(places) < 2 else turn.part("utter_line_places", place=place, others=len(places) - 1)


def _single_use(turn: Turn, offer: Offer) -> str:
    return turn.part("utter_line_single_use_for", name=offer.name)
