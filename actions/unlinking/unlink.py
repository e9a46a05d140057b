"""Unlinking what was confirmed, and saying what came of it."""

from rasa_sdk.events import SlotSet

from actions.base import ThreadedAction
from actions.forms.task import Task
from actions.turn import Events, Turn
from actions.unlinking.form import CONFIRMED, IDS, UnlinkForm, chosen, joined
from parley.accounts.unlinking import Unlinked


class Unlink(ThreadedAction):
    """Unlinks the accounts that were confirmed."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return UnlinkForm.submit

    def answer(self, turn: Turn) -> Events:
        """Unlink, and tell; or say that nothing changed."""
        task, end = Task.of(turn.slot(UnlinkForm.slot)), [SlotSet(UnlinkForm.slot, None)]
        if task is None or not task.whole or not task.draft.get(CONFIRMED):
            turn.say("utter_unlinking_kept" if task and task.draft.get(IDS) else "utter_nothing_to_unlink")
            return end
        unlinking, go = turn.services.accounts.unlinking, chosen(turn, task)
        gone = [done for one in go if (done := unlinking.unlink(turn.conversation_id, one.id))]
        if gone:
            owners = [owner.uri for one in gone for owner in one.owners]
            turn.services.plans.forget(turn.clocks.principal_id, owners)
            _tell(turn, gone, default_gone=any(one.is_default for one in go))
        else:  # Agreed to, and gone: by this very yes in a turn that got lost, or by somebody else.
            turn.say("utter_already_unlinked")
        return end


def _tell(turn: Turn, gone: list[Unlinked], *, default_gone: bool) -> None:
    emails = joined(turn, [owner.email for one in gone for owner in one.owners])
    turn.say("utter_unlinked" if all(one.revoked for one in gone) else "utter_unlinked_here", accounts=emails)
    left = next((one for one in turn.services.access.accounts(turn.conversation_id) if one.is_default), None)
    if left:
        turn.say("utter_default_left" if default_gone else "utter_default_stays", email=left.owner.email)
