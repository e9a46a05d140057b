"""The last look at what would be cancelled, and a yes; nothing is cancelled without one."""

import re

from actions.booking.drafted import KEY, give_key
from actions.cancelling.cards import cards_of
from actions.cancelling.moving import asks_to_move
from actions.cancelling.no_reason import asks_if_told, drops_reason, names_another
from actions.cancelling.remarks import hides, hides_why, refuses, unheard, waits
from actions.cancelling.reviewed import BEYOND, END, REASON, Seen, open_ones, reviews, take_ids, title, when
from actions.cancelling.selection import selected
from actions.cancelling.which import which
from actions.cancelling.why import told_reason, with_more
from actions.forms.answers import Answer, Reading, Wrong, certain_yes_or_no, yes_or_no
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.forms.which_event import IDS
from actions.turn import Turn, button

CONFIRMED = "confirmed"
# Words that are a command elsewhere, and here a yes: "cancel it". A bare "cancel" is either, and asked back.
_CANCEL = re.compile(
    r"(?:(?:yes|yeah|yep|sure|ok(?:ay)?|please|just|actually|well|hm+|ah|go ahead(?: and)?)[,. ]+)*"
    r"cancel (?:it|that|them(?: all)?|these|those"
    r"|(?:them )?(?:all|both)(?: of them)?|everything|the (?:meeting|call|event)s?)(?:[,. ]+please)?[\s.!]*",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:please )?cancel(?: please)?[\s.!]*", re.IGNORECASE)
_NONE = re.compile(r"(?:no[,. ]+)?none[\s.!]*", re.IGNORECASE)


def says_cancel(message: Message) -> bool:
    """Return whether this says to cancel what is shown."""
    return not message.pressed and _CANCEL.fullmatch(message.text) is not None


class ConfirmCancelling(Question):
    """Whether to cancel all that is listed."""

    name = "confirm"
    explained = "utter_explain_confirm_cancelling"
    called = "utter_line_yes_or_no"

    def claims(self, task: Task, message: Message) -> bool:
        """Return whether this is about the cancelling rather than a word to stop the task."""
        return says_cancel(message) or (not message.pressed and _BARE.fullmatch(message.text) is not None)

    def ask(self, turn: Turn, task: Task) -> None:
        """Show what would be cancelled, whom it affects, and what stays."""
        # Whoever says yes says it to these very events.
        give_key(task)
        seen = reviews(turn, task)
        can = open_ones(seen)
        if len(seen) == 1:
            self._ask_one(turn, task, seen[0])
            return
        lines = listed(turn, task, seen)
        shown = [line for line, one in zip(lines.split("\n"), seen, strict=False) if one.fault is None]
        if reason := task.draft.get(REASON):
            lines += "\n" + turn.part("utter_line_reason", reason=reason)
        yes = button(turn.part("utter_line_cancel_all", count=len(can)), "affirm")
        no = button(turn.part("utter_line_keep_all"), "deny")
        parts = cards_of(turn, can, shown)
        turn.say("utter_confirm_cancelling_several", events=lines, buttons=[yes, no], parts=parts)

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return True for a plain yes, False for a no, and the events that are left when some shall stay."""
        if says_cancel(message):
            return Answer(True)
        if refuses(message.words) or _NONE.fullmatch(message.words):
            return Answer(False)
        if waits(message.words):
            return Wrong("utter_no_hurry_cancelling")
        if task.draft.get(REASON) and (drops_reason(message.words) or hides_why(message.words)):
            return Answer({REASON: ""})
        if asks_if_told(message.words):
            return Wrong("utter_calendly_tells")
        if unheard(message.words)[1] or hides(message.words):
            return Wrong("utter_always_told")
        if self.claims(task, message):
            return Wrong("utter_cancel_which_way")
        if left := self.correct(turn, task, message, bare=False):
            return left
        if (other := names_another(message.words)) is not None:
            return which.another(turn, task, other)
        if reason := told_reason(message.words):
            return Answer({REASON: with_more(task.draft.get(REASON), message.words, reason)})
        said = certain_yes_or_no(message)
        if said is None and yes_or_no(message):
            return Wrong("utter_cancel_which_way")
        return None if said is None else Answer(said)

    def correct(self, turn: Turn, task: Task, message: Message, *, bare: bool) -> Reading:
        """Return the events that are left when some shall stay, are meant alone, or with others beside them."""
        known = task.draft.get(IDS) and not bare and not message.pressed
        return selected(turn, task, message.words) if known and not asks_to_move(message.words) else None

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Confirm, keep everything, or leave some out."""
        if isinstance(value, list):
            take_ids(task, value)
        elif isinstance(value, dict) and REASON in value:
            task.draft |= value
        elif isinstance(value, dict):
            which.fill(turn, task, value)
        elif value:
            task.draft[CONFIRMED] = True
            if KEY not in task.draft:  # What was said yes to had been shown some other way.
                give_key(task)
        else:
            task.draft[END] = "kept"

    def _ask_one(self, turn: Turn, task: Task, one: Seen) -> None:
        reason = task.draft.get(REASON)
        group = one.attendance is not None and one.attendance.event.invitees_counter.limit > 1
        warning = turn.part("utter_line_for_all", count=one.people) if group and one.people > 1 else ""
        lines = [title(turn, one), when(turn, one), turn.part("utter_line_reason", reason=reason) if reason else ""]
        shown = [f"• {line}" for line in lines if line]
        response = "utter_confirm_cancelling_group" if warning else "utter_confirm_cancelling"
        turn.say(response, parts=cards_of(turn, [one], shown[:2]), summary="\n".join(shown), warning=warning)


def listed(turn: Turn, task: Task, seen: list[Seen]) -> str:
    """Return the events that are meant, a line for each, with those that stay and why."""
    lines = [_line(turn, one, place) for place, one in enumerate(seen, start=1)]
    if beyond := task.draft.get(BEYOND):
        lines.append(turn.part("utter_line_beyond", count=beyond))
    return "\n".join(lines)


def _line(turn: Turn, one: Seen, place: int) -> str:
    if one.fault:
        why = turn.part(f"utter_line_stays_{one.fault.value}")
        return turn.part("utter_line_stays", number=place, when=when(turn, one), name=title(turn, one), why=why)
    return turn.part("utter_line_event", number=place, when=when(turn, one), name=title(turn, one))
