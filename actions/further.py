"""More of whatever was told last, and what came before it."""

import re

from rasa_sdk.events import FollowupAction

from actions.base import CalendlyAction, ThreadedAction
from actions.beside import says_beside
from actions.cards import listed
from actions.list_told import FEW_PRESETS
from actions.listing import lines_of, listing_of, presets, remember_listing, ways_on
from actions.seeking import wanted_in
from actions.stretches import spans_in
from actions.told_before import AGENDA, FURTHER, what_was_told
from actions.turn import Events, Turn
from parley.accounts.access import Account

_LATER = re.compile(r"(?:see you |talk )?laters?[\s.!]*", re.IGNORECASE)
_NEXT_ONE = re.compile(
    r"(?:and |ok(?:ay)?,? )?(?:what about )?(?:the )?(?:next one|one after(?: (?:that|it))?|after (?:that|it)"
    r"|previous one|one before(?: (?:that|it))?)[\s.!?]*",
    re.IGNORECASE,
)


class ListFurther(CalendlyAction):
    """Goes on with the list that was told last, forwards or backwards."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_list_further"

    def answer_with(self, turn: Turn, account: Account) -> Events:
        """Say the next page, or that there is none."""
        back = turn.asked.intent == "show_earlier"
        kept = listing_of(turn.slot("listing"), "earlier" if back else "later")
        if kept is None or kept[1] is None:
            turn.say("utter_nothing_earlier" if back else "utter_nothing_more", buttons=presets(turn, *FEW_PRESETS))
            return []
        listing, cursor = kept
        page = turn.agenda(account).page(listing.sought, cursor)
        if not page.events:
            turn.say("utter_nothing_earlier" if back else "utter_nothing_more", buttons=presets(turn, *FEW_PRESETS))
            return []
        events = lines_of(turn, account, enumerate(page.events, start=1))
        response, parts = (
            "utter_earlier_events" if back else "utter_further_events",
            listed(turn, account, page.events, events),
        )
        turn.say(response, events=events, buttons=ways_on(turn, page), parts=parts)
        return remember_listing(listing, page)


class ShowFurther(ThreadedAction):
    """Takes "more" and "earlier" to whatever was told last."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_show_further"

    def answer(self, turn: Turn) -> Events:
        """Follow up with what goes on, or begin a list; after one event, "the next one" is the event behind it."""
        text, what = turn.message.text, what_was_told(turn)
        if turn.focus and _NEXT_ONE.fullmatch(text):
            return [FollowupAction("action_event_details")]
        if what in (None, AGENDA) and (says_beside(text) or _asks_anew(turn)):
            return turn.hand_over("action_list_events", "list_events")
        if what is None and _LATER.fullmatch(text):  # Nothing goes on later: somebody takes their leave.
            return [FollowupAction("utter_goodbye")]
        return [FollowupAction(FURTHER.get(str(what), "action_list_events"))]


def _asks_anew(turn: Turn) -> bool:
    """Return whether the words say what to list, rather than only to go on: "show the cancelled ones for next week"."""
    wanted = wanted_in(turn.message.words, spans_in(turn))
    return bool(wanted.person) or wanted.status != "active"
