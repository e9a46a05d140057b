"""The account that a turn works on: the one that was named, the one of the task under way, or the default."""

from dataclasses import replace
from typing import Any

from rasa_sdk.events import SlotSet
from sqlalchemy.exc import SQLAlchemyError

from actions.account.naming import named_in
from actions.asked import Asked
from actions.forms.message import Message
from actions.heard import Heard
from parley.accounts.access import Account
from parley.accounts.grant import Linked
from parley.calendly.scopes import READ_EVENTS
from parley.scheduling.agenda import Agenda
from parley.visits.host import VisitorAccount

# The account that a form's task was asked for in, or its confirmation shown in: whose it is.
TASK_ACCOUNT = "task_account"
# The account that what was listed last is from, where it was named.
SHOWN_ACCOUNT = "shown_account"


class OnAccount(Heard):
    """One who knows whose calendar a request is about."""

    asked: Asked

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

    def agenda(self, account: Account) -> Agenda:
        """Return the account's agenda."""
        return Agenda(account, self.services.clock, self.services.calls)

    @property
    def offered(self) -> frozenset[str]:
        """Return what the last connect button asked Calendly for."""
        said = [event for event in self._tracker.events if event.get("event") == "bot"]
        buttons = [one for event in said for one in (event.get("data") or {}).get("buttons") or []]
        asked = [one["payload"].split() for one in buttons if one.get("type") == "connect"]
        return frozenset(asked[-1]) if asked else READ_EVENTS

    def find_account(self, *, of_shown: bool) -> None:
        """Go by the account that the request names, and read the rest of its words without that.

        `of_shown`: where it names none, what was shown last may be from another account than the default.
        """
        if self.asked.account is None:
            account, text = named_in(self.asked.text, self.accounts)
            shown = self.slot(SHOWN_ACCOUNT) if of_shown else None
            self.asked = replace(self.asked, account=account or shown, text=text)

    def begin_task(self, request: Message, *, of_shown: bool) -> tuple[Message, list[dict[str, Any]]]:
        """Return a task's request without the account it names, and the events that keep that for the whole task."""
        account, text = named_in(request.text, self.accounts)
        account = self._owner_of(account or (self.slot(SHOWN_ACCOUNT) if of_shown else None))
        self._made[TASK_ACCOUNT] = account
        kept = [] if account == self.slot(TASK_ACCOUNT) else [SlotSet(TASK_ACCOUNT, account)]
        return replace(request, text=text), kept

    def pin_account(self) -> list[dict[str, Any]]:
        """Return the events that keep a task with the account that it is shown in, whatever becomes the default."""
        if self.grant_id or self.visiting:
            return []
        default = next((one.owner.uri for one in self.accounts if one.is_default), None)
        return [SlotSet(TASK_ACCOUNT, default)] if default else []

    def account_kept(self) -> str | None:
        """Return the account to keep a request with, by its owner where that can be read."""
        try:
            return self._owner_of(self.grant_id)
        except SQLAlchemyError:  # What is kept may be kept because of that.
            return self.asked.account

    def _owner_of(self, account: str | None) -> str | None:
        return next((one.owner.uri for one in self.accounts if one.id == account), account) if account else None
