"""Who has to hear of a change."""

from parley.accounts.footprints import Footprints
from parley.accounts.people import People, UnknownConversation
from parley.notices.board import Addressee
from parley.notices.happened import Happened, Kind
from parley.notices.watched import Watch, Watched
from parley.visits.ledger import Ledger


class Recipients:
    """Leads from a change in a watched calendar to the people it is news to."""

    def __init__(self, people: People, footprints: Footprints, ledger: Ledger, watch: Watch) -> None:
        self._people = people
        self._footprints = footprints
        self._ledger = ledger
        self._watch = watch

    def of(self, happened: Happened, watched: Watched) -> Addressee | None:
        """Return who hears of it by this account, in the conversation they used last; None for nobody.

        The house's account has nobody behind it but visitors. Everybody else hears of their own calendar, unless they
        did it in a chat of theirs, or it is about a booking that they made in another chat of theirs.
        """
        if watched.is_house:
            return self.visitor(happened, watched.owner, watched.principal_id)
        if self._is_own_doing(happened, watched) or self._is_of_another_chat(happened, watched):
            return None
        try:
            conversation = self._people.conversation_of(watched.principal_id)
        except UnknownConversation:
            return None
        return Addressee(watched.principal_id, conversation.id, watched.grant_id)

    def visitor(self, happened: Happened, host: str, house_id: str) -> Addressee | None:
        """Return the visitor who hears of it: whoever booked with the host, when the host cancels or moves that.

        `house_id` is the principal whose account visitors use: what was done with it, a visitor did.
        """
        if happened.kind not in (Kind.CANCELED, Kind.MOVED) or not happened.by_host:
            return None
        if self._footprints.whose(host, happened.things) == house_id:
            return None
        theirs = self._ledger.whose(host, {happened.invitee, happened.before or happened.invitee})
        theirs = theirs or (self._ledger.holds(host, happened.key) if happened.key else None)
        return Addressee(theirs.principal_id, theirs.conversation_id, None) if theirs else None

    def _is_own_doing(self, happened: Happened, watched: Watched) -> bool:
        did = self._footprints.whose(watched.owner, happened.things)
        return did is not None and did in self._watch.of_owner(watched.owner)

    def _is_of_another_chat(self, happened: Happened, watched: Watched) -> bool:
        maker = self._footprints.whose(watched.owner, {happened.key}) if happened.key else None
        return maker not in (None, watched.principal_id) and maker in self._watch.of_owner(watched.owner)
