"""What a receptionist is asked: whom one meets, where, with whom, and when."""

import re

from actions.base import CalendlyAction
from actions.booking.place import said_place
from actions.event_types import READ_TYPES, offers_of
from actions.turn import Events, Turn, button
from actions.visiting.asking import RECEPTION, asked_of_house
from parley.accounts.access import Account
from parley.scheduling.draft import TOLD_BY_HOST, places_of
from parley.scheduling.house_questions import OfHouse

_LINK = re.compile(r"://|\bwww\.")


class AnswerOfHouse(CalendlyAction):
    """Answers what a visitor asks of the house, from what the host's profile and the event types hold."""

    scopes = READ_TYPES

    def name(self) -> str:
        """Return the action's name in the domain."""
        return RECEPTION

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Say it."""
        if asked := asked_of_house(turn, turn.message):
            tell_of_house(turn, account, asked)
        return []


def tell_of_house(turn: Turn, account: Account, asked: OfHouse) -> None:
    """Say what is asked, or who knows it; offer to book, unless that is under way."""
    buttons = [] if turn.form else [button(turn.part("utter_line_book_one"), "schedule_appointment")]
    host, contact = account.owner.name, turn.services.helpdesk.contact
    match asked:
        case OfHouse.HOST:
            turn.say("utter_house_host", who=host, buttons=buttons)
        case OfHouse.PLACE | OfHouse.WAY if lines := _places(turn, account):
            turn.say("utter_house_places", who=host, places="\n".join(lines), buttons=[])
            if asked is OfHouse.WAY:
                turn.say("utter_house_way", contact=contact, buttons=buttons)
        case OfHouse.PLACE:
            turn.say("utter_house_no_places", who=host, buttons=buttons)
        case OfHouse.COMPANY:
            turn.say("utter_house_company", buttons=buttons)
        case _:
            turn.say("utter_house_unknown", who=host, contact=contact, buttons=buttons)


def _places(turn: Turn, account: Account) -> list[str]:
    """Return a line for each address, with the kinds of meeting that take place there."""
    found: dict[str, list[str]] = {}
    for offer in offers_of(turn, account):
        for place in places_of(offer.event_type):
            if place.kind in TOLD_BY_HOST and place.words and not _LINK.search(place.words):
                found.setdefault(said_place(turn, place), []).append(offer.name)
    return [turn.part("utter_line_house_place", place=place, names=", ".join(names)) for place, names in found.items()]
