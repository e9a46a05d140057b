"""From what is heard of a calendar to what a conversation is told of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from parley.accounts.access import Access
from parley.accounts.people import People, UnknownConversation
from parley.clock import Clock
from parley.notices.board import Addressee, Board, Notice
from parley.notices.happened import Happened
from parley.notices.preferences import Preferences
from parley.notices.recipients import Recipients
from parley.notices.watched import Watch
from parley.when.whose import zone_for

# However fast more of them come, the first one has not to wait for longer.
LONGEST_GATHERING = timedelta(minutes=1)


class Notices:
    """Notes news, and decides when which of them are told. `gather` is how long one waits for others to come."""

    def __init__(
        self,
        board: Board,
        preferences: Preferences,
        recipients: Recipients,
        watch: Watch,
        people: People,
        access: Access,
        clock: Clock,
        gather: timedelta,
    ) -> None:
        self.board = board
        self.gather = gather
        self._preferences = preferences
        self._recipients = recipients
        self._watch = watch
        self._people = people
        self._access = access
        self._clock = clock

    def heard(self, grant_id: str, happened: Happened) -> tuple[str, str] | None:
        """Note a change in a watched calendar, and return the notice's id and its conversation's; None for no news."""
        watched = self._watch.one(grant_id)
        return self._put(self._recipients.of(happened, watched), happened) if watched else None

    def heard_for_visitor(self, happened: Happened, host: str, house_id: str) -> tuple[str, str] | None:
        """Do the same for a change to what a visitor booked with the house."""
        return self._put(self._recipients.visitor(happened, host, house_id), happened)

    def release(self, conversation_id: str, batch: str) -> bool:
        """Let what waits in a conversation be told together under `batch`; False while it has to wait, or is nothing.

        What the person does not want to hear is dropped. The same batch again is the same news.
        """
        if self.board.has(batch):
            return True
        waiting = self._wanted(self.board.waiting(conversation_id))
        now = self._clock()
        if not waiting or self._is_gathering(waiting, now) or self._is_held(conversation_id, waiting[0], now):
            return False
        self.board.bind(batch, [one.id for one in waiting])
        return True

    def overdue(self) -> list[str]:
        """Return the conversations in which something waits that could be told by now."""
        return self.board.overdue(self._clock() - self.gather)

    def _put(self, to: Addressee | None, happened: Happened) -> tuple[str, str] | None:
        notice_id = self.board.put(to, happened) if to else None
        return (notice_id, to.conversation_id) if to and notice_id else None

    def _wanted(self, waiting: list[Notice]) -> list[Notice]:
        unwanted = [one.id for one in waiting if not self._preferences.of(one.principal_id).wants(one.kind)]
        if unwanted:
            self.board.settle(unwanted)
        return [one for one in waiting if one.id not in unwanted]

    def _is_gathering(self, waiting: list[Notice], now: datetime) -> bool:
        # A little less: whoever waited this long, by a clock that is not quite ours, must not wait in vain.
        fresh = waiting[-1].heard_at > now - self.gather * 0.9
        return fresh and waiting[0].heard_at > now - max(self.gather, LONGEST_GATHERING)

    def _is_held(self, conversation_id: str, one: Notice, now: datetime) -> bool:
        wanted = self._preferences.of(one.principal_id)
        return wanted.waits_until(now, self._zone(conversation_id, one.principal_id)) is not None

    def _zone(self, conversation_id: str, principal_id: str) -> ZoneInfo:
        try:
            owner = self._access.owner(conversation_id)
        except UnknownConversation:
            owner = None
        known = zone_for(self._people.preferences(principal_id), owner)
        return known.zone if known else ZoneInfo("UTC")
