"""What can be booked: all of it, one of it, or what is asked of it."""

import re
from typing import Any

from rasa_sdk.events import SlotSet

from actions.asked_of_types import TYPES, asks_on
from actions.base import CalendlyAction
from actions.booking.place import said_place
from actions.surely import LIST
from actions.turn import Events, Turn, button
from actions.type_in_hand import take_type_in_hand, type_told
from parley.accounts.access import Account
from parley.scheduling.agenda import PAGE
from parley.scheduling.draft import places_of, questions_of
from parley.scheduling.event_types import EventTypes, Offer, find
from parley.scheduling.types_asked import OfTypes, another_in, asked_of_types, names_types, without_question

READ_TYPES = frozenset({"users:read", "event_types:read"})
EVENT_TYPES = "event_types"
BOOKING = "booking"
# What one of them is like: "how long is an intro?", "what does it cost?".
_ABOUT_ONE = re.compile(
    r"\bhow (?:long|much|expensive)\b|\bcosts?\b|\bpric\w*|\bfree of charge\b|\bcharge\b|\bpaid\b|\bfees?\b|\bwhere\b"
    r"|\bwhat (?:is|'s)\b|\blast\b|\bduration\b|\blength\b",
    re.IGNORECASE,
)


class ListEventTypes(CalendlyAction):
    """Lists what can be booked with the person."""

    scopes = READ_TYPES

    def name(self) -> str:
        """Return the action's name in the domain."""
        return TYPES

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Say each event type with its length, place, price and link."""
        offers = offers_of(turn, account)
        if not offers:
            turn.say("utter_no_event_types")
            return []
        if told := self._asked(turn, account, offers):
            return told
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
        return [SlotSet("listing", {"what": EVENT_TYPES, "start": start}), *take_type_in_hand(None)]

    def _asked(self, turn: Turn, account: Account, offers: list[Offer]) -> Events:
        """Return the events that answer what is asked of the types, or of one of them; none where nothing is."""
        text, asked = turn.asked.text, asked_of_types(turn.asked.text)
        if asked is None:
            another = another_in(text) if asks_on(turn) else None
            if another is None:
                return []
            one = find(offers, another).offer
            return _tell_one(turn, one) if one else turn.hand_over(LIST)
        if asked in (OfTypes.QUESTIONS, OfTypes.PLACE):
            one = find(offers, without_question(text)).offer or (type_told(turn, offers) if asks_on(turn) else None)
            if one is None:
                return turn.hand_over("action_event_details", "event_details")
            return _tell_one(turn, one) if asked is OfTypes.PLACE else _tell_questions(turn, one)
        if not (asks_on(turn) or names_types(text) or asked is OfTypes.OFF):
            return []
        return _tell_some(turn, offers if asked is not OfTypes.OFF else EventTypes(account).switched_off(), asked)


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
    return take_type_in_hand(offer.uri)


def _tell_questions(turn: Turn, offer: Offer) -> Events:
    """Say what people are asked who book it, beside their name and address."""
    lines = [turn.part("utter_line_bullet", text=one.name) for one in questions_of(offer.event_type)]
    response = "utter_event_type_questions" if lines else "utter_event_type_asks_nothing"
    turn.say(response, name=offer.name, questions="\n".join(lines))
    return take_type_in_hand(offer.uri)


def _tell_some(turn: Turn, offers: list[Offer], asked: OfTypes) -> Events:
    """Say which types are the longest, switched off, free and so on."""
    fitting = _fitting(offers, asked)
    if len(fitting) == 1 and asked is not OfTypes.OFF:
        return _tell_one(turn, fitting[0])
    lines = [_line(turn, number, one) for number, one in enumerate(fitting, start=1)]
    turn.say(
        f"utter_event_types_{asked.value}" if lines else f"utter_event_types_none_{asked.value}",
        events="\n".join(lines),
    )
    return take_type_in_hand(None)


def _fitting(offers: list[Offer], asked: OfTypes) -> list[Offer]:
    match asked:
        case OfTypes.LONGEST | OfTypes.SHORTEST:
            most = (max if asked is OfTypes.LONGEST else min)(one.minutes for one in offers)
            return [one for one in offers if one.minutes == most]
        case OfTypes.FREE | OfTypes.PAID:
            return [one for one in offers if one.paid is (asked is OfTypes.PAID)]
    return offers


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
