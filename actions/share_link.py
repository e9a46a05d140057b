"""Links to book by, for whoever hands them out."""

from actions.asked_of_types import SHARE, of_types
from actions.base import CalendlyAction
from actions.booking.kind import MOST_TYPES
from actions.event_types import READ_TYPES, offers_of
from actions.forms.which import Way, ask_which
from actions.turn import Events, Turn, button
from actions.type_in_hand import take_type_in_hand, type_told, was_for_once
from parley.accounts.access import Account
from parley.scheduling.event_types import EventTypes, Fit, Offer, find
from parley.scheduling.links_asked import asks_of_link, is_for_once, wants_another_link, without_once

SINGLE_USE = READ_TYPES | {"scheduling_links:write"}


class ShareLink(CalendlyAction):
    """Hands out the link of an event type, or one that is good for one booking."""

    scopes = READ_TYPES

    def name(self) -> str:
        """Return the action's name in the domain."""
        return SHARE

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Say the link, or ask which event type is meant."""
        offers, text = offers_of(turn, account), turn.asked.text
        if not offers:
            turn.say("utter_no_event_types")
            return []
        goes_on = of_types(turn) == SHARE
        if goes_on and asks_of_link(text):
            turn.say("utter_about_single_use_link" if was_for_once(turn) else "utter_about_link")
            return []
        chosen = next((one for one in offers if one.uri == turn.asked.chosen), None)
        found = find(offers, without_once(text))
        in_hand = type_told(turn, offers) if goes_on else None
        offer = chosen or found.offer or in_hand or (offers[0] if len(offers) == 1 else None)
        if offer is None:
            among = found.offers if found.fit is Fit.SEVERAL else offers[:MOST_TYPES]
            return ask_which(
                turn, "utter_which_link", [Way(one.name, one.uri, said=f"{text} {one.name}") for one in among]
            )
        again = goes_on and wants_another_link(text) and was_for_once(turn)
        return self._shared(turn, offer, once=is_for_once(text) or again)

    def _shared(self, turn: Turn, offer: Offer, *, once: bool) -> Events:
        if once:
            link = EventTypes(turn.account(SINGLE_USE)).single_use_link(offer.uri)
            turn.say("utter_single_use_link", name=offer.name, link=link)
        else:
            said = turn.part("utter_line_single_use_for", name=offer.name)
            button_for_once = button(turn.part("utter_line_single_use"), "share_link", said=said)
            turn.say("utter_link", name=offer.name, minutes=offer.minutes, link=offer.link, buttons=[button_for_once])
        return take_type_in_hand(offer.uri, once=once)
