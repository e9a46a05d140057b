"""Times in a turn: read and told on the clocks of the person who chats."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk.events import SlotSet

from actions.clocks import Clocks
from actions.told_times import TOLD_TIMES, as_kept
from actions.voice import Voice
from parley.accounts.access import Account
from parley.calendly.models import ScheduledEvent
from parley.when import Event, Span
from parley.when.draft import Prefer
from parley.when.say import Sayable


class Timed(Voice):
    """A voice that knows the person's clocks."""

    @property
    def now(self) -> datetime:
        """Return the moment that words of time go by."""
        return self.services.clock()

    def times(
        self, text: str, account: Account | None, *, asked: bool, about: Event | None = None, prefer: Prefer = "future"
    ) -> list[Span]:
        """Return the times that a text speaks of; `asked` when a time was asked for, so that a bare `4` is one.

        `about` is the time in hand, which "at 4" and "an hour later" go by. Days of the past are meant with `prefer`.
        """
        now, zone, locale = self.now, self.zone(account), self.clocks.preferences.locale
        read: dict[Any, list[Span]] = self.once("times", dict)  # Many ask for the times of the same words.
        key = (text, now, zone, locale, prefer, about, asked)
        if key not in read:
            read[key] = self.services.words.parse(text, now, zone, locale, prefer, about=about, expecting=asked)
        return list(read[key])

    @property
    def clocks(self) -> Clocks:
        """Return whose clocks times are on."""
        return self.once("clocks", lambda: Clocks(self.services, self.conversation_id))

    def renew_clocks(self) -> None:
        """Read the person's preferences anew, after they have changed: what follows says itself what is new."""
        self._made.pop("clocks", None)
        self.clocks.is_said = True

    def said(self, what: Sayable, account: Account | None = None, their_zone: ZoneInfo | None = None) -> str:
        """Return a time in words, with its zone."""
        return self.clocks.said(what, account, their_zone)

    def said_now(self) -> str:
        """Return what time it is; whoever hears it goes on talking of other times."""
        with self.clocks.in_passing():
            return self.said(self.services.clock())

    def when(self, event: ScheduledEvent, account: Account) -> str:
        """Return when the event is, on the person's clocks."""
        return self.said((event.start_time, event.end_time), account)

    def zone(self, account: Account | None = None) -> ZoneInfo:
        """Return the person's time zone; the account's while theirs is not known."""
        return self.clocks.zone(account)

    def tell_zone(self) -> list[dict[str, Any]]:
        """Say before everything else that times are now in another zone, once; return the events that remember it."""
        clocks: Clocks | None = self._made.get("clocks")
        if clocks is None or clocks.now_told in (None, self.slot("told_zone")):
            return []
        if news := clocks.news(self.slot("told_zone")):
            self.say_first(news[0], **news[1])
        return [SlotSet("told_zone", clocks.now_told)]

    def keep_told(self) -> list[dict[str, Any]]:
        """Return the events that remember which moments this turn told, for "what time is that in Tokyo?"."""
        clocks: Clocks | None = self._made.get("clocks")
        told = as_kept(clocks.told) if clocks else []
        return [SlotSet(TOLD_TIMES, told)] if told and told != self.slot(TOLD_TIMES) else []
