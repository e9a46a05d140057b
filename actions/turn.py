"""One turn as an action sees it: what was asked, what was shown before, and a way to answer."""

import json
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker
from sqlalchemy.exc import SQLAlchemyError

from actions.account.naming import named_in
from actions.asked import Asked, asked_of, place_of
from actions.forms.message import Message, said_before
from actions.services import Services
from actions.timed import Timed
from parley.accounts.access import Account
from parley.accounts.grant import Linked
from parley.calendly.scopes import READ_EVENTS
from parley.scheduling.agenda import Agenda
from parley.scheduling.places import bare_place
from parley.visits.host import VisitorAccount

LONGEST_CHOICE = 5  # words: "the second one please"
# What takes a request up again: said by the gateway or the person, or done in answer to something else.
_RESUMING = ("EXTERNAL_account_linked", "try_again")
_RESUMED_BY = ("action_account_linked", "action_try_again")
# What the intents begin with that the gateway says by itself.
_UNASKED = "EXTERNAL_"
# The account that a form's task was asked for in, or its confirmation shown in: whose it is.
TASK_ACCOUNT = "task_account"
# The account that what was listed last is from, where it was named.
SHOWN_ACCOUNT = "shown_account"
Events = list[dict[str, Any]]


class Turn(Timed):
    """The turn under way."""

    def __init__(self, action: str, dispatcher: CollectingDispatcher, tracker: Tracker, services: Services) -> None:
        super().__init__(dispatcher, tracker, services)
        self._action = action
        self.resumed = self.intent in _RESUMING or self.did(*_RESUMED_BY)
        self.asked = self._taken_up() or self._asked(action)

    @property
    def intent(self) -> str:
        """Return the intent of the message being answered."""
        return str((self._tracker.latest_message.get("intent") or {}).get("name"))

    @property
    def message(self) -> Message:
        """Return the message being answered."""
        return Message.of(self._tracker.latest_message)

    @property
    def message_is_new(self) -> bool:
        """Return whether nothing was done about the message yet."""
        done = [event for event in self._since_message() if event["event"] in ("action", "action_execution_rejected")]
        # What Rasa sends to validate a form ends with the form itself, which is only just being run.
        return not done or (len(done) == 1 and done[0].get("name") == self.form and done[0]["event"] == "action")

    def did(self, *actions: str) -> bool:
        """Return whether one of these actions was run in answer to the message."""
        return any(one.get("name") in actions for one in self._since_message())

    def came_from(self, form: str) -> bool:
        """Return whether the message was left to this form by another one that was under way."""
        left = self._left()
        return bool(left) and form not in left

    @property
    def is_unasked(self) -> bool:
        """Return whether nobody said the message: the gateway has something told."""
        return self.intent.startswith(_UNASKED)

    def is_back_from_news(self) -> bool:
        """Return whether a form goes on in a turn that nobody asked for, after something was to be told."""
        return self.is_unasked and not self.resumed and self.form in self._left()

    def said_anything(self) -> bool:
        """Return whether anything was said in answer to the message before this action."""
        return any(one["event"] == "bot" for one in self._since_message())

    def did_before(self, *actions: str) -> bool:
        """Return whether one of these actions was run in answer to the message before this one."""
        before = self.turns_before()
        done = [one.get("name") for one in before[-1] if one.get("event") == "action"] if before else []
        return any(name in actions for name in done)

    def text_before(self, *actions: str) -> str:
        """Return the message before this one, if one of these actions was run in answer to it; else no words."""
        return self.words_before if self.did_before(*actions) else ""

    @property
    def words_before(self) -> str:
        """Return the message before this one."""
        before = self.turns_before()[-1:]
        said = (str(one.get("text") or "") for events in before for one in events if one.get("event") == "user")
        return next(said, "")

    def readings(self) -> list[str]:
        """Return the intents that the message may have, the likeliest first."""
        ranking = self._tracker.latest_message.get("intent_ranking") or []
        return [str(one["name"]) for one in ranking]

    @property
    def form(self) -> str | None:
        """Return the name of the form under way."""
        name = (self._tracker.active_loop or {}).get("name")
        return str(name) if name else None

    def account(self, scopes: frozenset[str]) -> Account:
        """Return the account to work with, the same one all through the turn: the default, unless one is named.

        NeedsAccount when it does not allow all of this, whatever was asked of it before.
        """
        known: Account | None = self._made.get("account")
        allowed: frozenset[str] = self._made.get("allowed", frozenset())
        if known is None or not (scopes <= allowed or isinstance(known, VisitorAccount)):
            found = self.services.calendars.account(self.conversation_id, scopes, self.grant_id)
            self._made["account"] = self.sent.by(found)
            self._made["allowed"] = allowed | scopes
        account: Account = self._made["account"]
        return account

    @property
    def grant_id(self) -> str | None:
        """Return which of the person's accounts this is about; None leaves it to their default."""
        done = [str(one.get("name")) for one in self._since_message()]
        of_task = self.slot(TASK_ACCOUNT) if self.form or any(name.endswith("_form") for name in done) else None
        account = self.asked.account or self._made.get(TASK_ACCOUNT, of_task)
        if not account:
            return None
        # By its owner it is found again when it was linked anew; one that is gone is missed.
        return next((one.id for one in self.accounts if account in (one.id, one.owner.uri)), str(account))

    @property
    def accounts(self) -> list[Linked]:
        """Return the person's own accounts, read once in a turn."""
        return self.once("accounts", lambda: self.services.access.accounts(self.conversation_id))

    def find_account(self, *, of_shown: bool) -> None:
        """Go by the account that the request names, and read the rest of its words without that.

        `of_shown`: where it names none, what was shown last may be from another account than the default.
        """
        if self.asked.account is None:
            account, text = named_in(self.asked.text, self.accounts)
            shown = self.slot(SHOWN_ACCOUNT) if of_shown else None
            self.asked = replace(self.asked, account=account or shown, text=text)

    def begin_task(self, request: Message, *, of_shown: bool) -> tuple[Message, Events]:
        """Return a task's request without the account it names, and the events that keep that for the whole task."""
        account, text = named_in(request.text, self.accounts)
        account = self._owner_of(account or (self.slot(SHOWN_ACCOUNT) if of_shown else None))
        self._made[TASK_ACCOUNT] = account
        kept = [] if account == self.slot(TASK_ACCOUNT) else [SlotSet(TASK_ACCOUNT, account)]
        return replace(request, text=text), kept

    def pin_account(self) -> Events:
        """Return the events that keep a task with the account that it is shown in, whatever becomes the default."""
        if self.grant_id or self.visiting:
            return []
        default = next((one.owner.uri for one in self.accounts if one.is_default), None)
        return [SlotSet(TASK_ACCOUNT, default)] if default else []

    def _account_kept(self) -> str | None:
        try:
            return self._owner_of(self.grant_id)
        except SQLAlchemyError:  # What is kept may be kept because of that.
            return self.asked.account

    def _owner_of(self, account: str | None) -> str | None:
        return next((one.owner.uri for one in self.accounts if one.id == account), account) if account else None

    @property
    def now(self) -> datetime:
        """Return when the request was said."""
        said_at = self.asked.said_at
        return datetime.fromisoformat(said_at) if said_at else self.services.clock()

    def close(self) -> Events:
        """Return the events that end any turn: what was settled for it is used up, and the times it told are known."""
        used = [SlotSet("settled", None)] if self._settled else []
        return [*used, *self.tell_zone(), *self.keep_told()]

    def request_for(self, action: str) -> Message:
        """Return the request that a task begins with: one that was kept for it, or the message being answered."""
        kept = self.waiting
        return Message(kept.text, kept.intent) if kept and kept.action == action else self.message

    def keep_request(self, action: str, intent: str, text: str) -> Events:
        """Return the events that keep a request until `action` takes it up."""
        asked = Asked(action, intent, text, said_at=self.services.clock().isoformat())
        return [SlotSet("waiting_request", {"asked": asdict(asked), "at": self.services.clock().isoformat()})]

    @property
    def waiting(self) -> Asked | None:
        """Return the request that waits for an account or for Calendly, unless it is too old."""
        return asked_of(self._tracker.get_slot("waiting_request"), self.services.clock())

    @property
    def offered(self) -> frozenset[str]:
        """Return what the last connect button asked Calendly for."""
        said = [event for event in self._tracker.events if event.get("event") == "bot"]
        buttons = [one for event in said for one in (event.get("data") or {}).get("buttons") or []]
        asked = [one["payload"].split() for one in buttons if one.get("type") == "connect"]
        return frozenset(asked[-1]) if asked else READ_EVENTS

    @property
    def focus(self) -> str | None:
        """Return the id of the event last talked about."""
        value = self._tracker.get_slot("focus_event")
        return str(value) if value else None

    @property
    def numbered_choice(self) -> str | None:
        """Return the action whose "which one?" this answers with a bare number, such as `2` or `the 4th`."""
        return self.asked_which if bare_place(self.asked.text) is not None else None

    @property
    def asked_which(self) -> str | None:
        """Return the action whose "which one?" is not answered yet."""
        value = self._tracker.get_slot("asked_which")
        return str(value) if value else None

    def names_one_asked_for(self, action: str) -> bool:
        """Return whether this is no more than a name or number, given to a "which one?" that `action` asked.

        On its own "the second one" reads as a request for details.
        """
        return self.asked_which == action and len(self.asked.text.split()) <= LONGEST_CHOICE

    def entity(self, kind: str) -> str | None:
        """Return the first entity of this kind in the message being answered."""
        value = next(self._tracker.get_latest_entity_values(kind), None)
        return None if value is None else str(value)

    def agenda(self, account: Account) -> Agenda:
        """Return the account's agenda."""
        return Agenda(account, self.services.clock, self.services.calls)

    def keep(self, action: str | None = None) -> Events:
        """Return the events that keep what was asked until it can be done, by this or another action."""
        asked = replace(self.asked, action=action or self.asked.action, account=self._account_kept())
        return [SlotSet("waiting_request", {"asked": asdict(asked), "at": self.services.clock().isoformat()})]

    def done(self) -> Events:
        """Return the events that drop what was kept."""
        return [SlotSet("waiting_request", None)]

    def hand_over(self, action: str, intent: str | None = None) -> Events:
        """Return the events that let another action answer the request, in the same words, as this intent if given."""
        asked = asdict(replace(self.asked, action=action, intent=intent or self.asked.intent))
        settled = {"asked": asked, "at": self.services.clock().isoformat()}
        return [SlotSet("settled", settled), FollowupAction(action)]

    def _left(self) -> list[Any]:
        """Return the names of the forms that left the message to something else."""
        return [one.get("name") for one in self._since_message() if one["event"] == "action_execution_rejected"]

    def _since_message(self) -> list[dict[str, Any]]:
        events = self._tracker.events
        last = max((place for place, event in enumerate(events) if event.get("event") == "user"), default=-1)
        return events[last + 1 :]

    def _asked(self, action: str) -> Asked:
        latest = self._tracker.latest_message
        text = said_before(latest) or latest.get("text") or ""
        place, now = place_of(self.entity("ordinal")), self.services.clock()
        return Asked(action, self.intent, text, place, self.entity("event"), now.isoformat())

    def _taken_up(self) -> Asked | None:
        """Return the request that goes on now: what it asked back is settled, or what it waited for is there."""
        settled = asked_of(self._tracker.get_slot("settled"), self.services.clock())
        self._settled = settled is not None and settled.action == self._action
        kept = (settled, self.waiting if self.resumed else None)
        return next((one for one in kept if one and one.action == self._action), None)


def button(title: str, intent: str, **values: str) -> dict[str, str]:
    """Return a button that says an intent with these values."""
    return {"title": title, "payload": f"/{intent}{json.dumps(values, ensure_ascii=False)}"}
