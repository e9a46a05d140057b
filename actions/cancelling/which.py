"""Which events shall be cancelled: all that the words name, and what of it there is not is said."""

from datetime import datetime, timedelta
from typing import Any

from actions.attendances import shown
from actions.cancelling.reviewed import END, OVER, REASON
from actions.forms.answers import Reading, Wrong
from actions.forms.task import Task
from actions.forms.which_event import AMONG, IDS, WhichEvent
from actions.found import Found
from actions.meant import find_meant
from actions.that_day import part_of_that_day
from actions.told_before import AGENDA, time_told, what_was_told
from actions.turn import Turn
from parley.calendly.scopes import CHANGE
from parley.scheduling.exceptions import parted
from parley.scheduling.joined import listed, thing, wishes
from parley.scheduling.kept import of_json
from parley.scheduling.mentions import Candidate, Why
from parley.scheduling.plurals import as_all
from parley.scheduling.ranges import Range
from parley.when import Span

_LASTS = {"day": timedelta(days=1), "week": timedelta(weeks=1), "month": timedelta(days=31)}


class WhichEvents(WhichEvent):
    """Which events are cancelled; the reason stays when others are meant."""

    asking = "utter_line_which_to_cancel"

    def take(self, turn: Turn, task: Task, words: str) -> None:
        """Put what the words mean into the draft; what is over cannot be cancelled, and that is all there is to say."""
        super().take(turn, task, words)
        if AMONG not in task.draft or IDS in task.draft:
            return
        now = turn.services.clock()
        ahead = [one for one in task.draft[AMONG] if of_json(Candidate, one).start > now]
        times = [one for one in turn.times(words, self.account(turn), asked=False) if one.kind != "duration"]
        if (task.draft[AMONG] and not ahead) or (times and all(_is_over(one, now) for one in times)):
            task.draft.pop(AMONG)
            task.draft[END] = OVER
        else:
            task.draft[AMONG] = ahead

    def kept(self, task: Task) -> dict[str, Any]:
        """Return the reason."""
        return {REASON: task.draft[REASON]} if REASON in task.draft else {}

    def found(self, turn: Turn, words: str, within: Range | None = None) -> Found:
        """Return all that the words name, one thing after another; what of it is not found is said."""
        if within:
            return super().found(turn, words, within)
        words = part_of_that_day(turn, self.account(turn), words)
        parts = wishes(words)
        if len(parts) > 1:
            return self._each(turn, parts) or self._one(turn, words)
        parts = self._at_one_time(turn, listed(words))
        if len(parts) > 1 and all(self._exists(turn, part) for part in parts):
            return self._each(turn, parts) or self._one(turn, words)
        return self._one(turn, words)

    def another(self, turn: Turn, task: Task, words: str) -> Reading:
        """Return what is meant instead of the events in hand; without words, what there is to choose from."""
        if words:
            found = self.found(turn, f"cancel {words}")
            # What is talked about is found where the words name nothing else.
            is_this = found.one is not None and [found.one.event.id] == task.draft[IDS]
            none = is_this or found.called or found.cut
            return Wrong("utter_no_such_event") if none else self._read(found, [])
        listed, ids = shown(turn), task.draft[IDS]
        if not {one.id for one in listed} & set(ids):
            listed = find_meant(turn, self.account(turn), "", listed=()).candidates
        others = [one for one in listed if one.id not in ids]
        return self._read(find_meant(turn, self.account(turn), "", listed=others), [])

    def _one(self, turn: Turn, words: str, *, every: bool = False) -> Found:
        kept = parted(words).kept
        timed = any(one.kind != "duration" for one in turn.times(kept, self.account(turn), asked=False))
        said = as_all(words, narrowed=timed or every)
        if said is None:
            return super().found(turn, words)
        told = None if timed else self._stretch_told(turn, words)
        found = super().found(turn, said, told) if told else None
        return found if found and found.why is Why.FOUND else super().found(turn, said)

    def _stretch_told(self, turn: Turn, words: str) -> Range | None:
        """Return the stretch that was listed last: "the intro calls" are those in it, "my intro calls" all."""
        if what_was_told(turn) != AGENDA or " the " not in words.casefold():
            return None
        return time_told(turn, self.account(turn))

    def _each(self, turn: Turn, parts: list[str]) -> Found | None:
        found = [(part, self._one(turn, part)) for part in parts]
        clear = [one for _, each in found if each.why is Why.FOUND for one in each.attendances]
        if not clear:
            return None
        for part, each in found:
            if each.why is not Why.FOUND:
                turn.say(unclear(each), words=thing(part))
        once = {one.event.id: one for one in clear}
        return Found(Why.FOUND, sorted(once.values(), key=lambda one: one.event.start_time))

    def _exists(self, turn: Turn, part: str) -> bool:
        return super().found(turn, part).why in (Why.FOUND, Why.SEVERAL)

    def _at_one_time(self, turn: Turn, parts: list[str]) -> list[str]:
        """Return the parts, each with the time that only the last one names."""
        account = self.account(turn)
        times = [turn.times(part, account, asked=False) for part in parts]
        if len(parts) < 2 or any(times[:-1]) or len(times[-1]) != 1:
            return parts
        return [*(f"{part} {times[-1][0].text}" for part in parts[:-1]), parts[-1]]


def _is_over(span: Span, now: datetime) -> bool:
    """Return whether a time is past; "from yesterday" says when something was, and not from when on."""
    lasts = _LASTS.get(span.grain)
    end = span.end or (span.start + lasts if span.start and lasts else None)
    return end is not None and end <= now


def unclear(found: Found) -> str:
    """Return the response that says why a part of what was named is not among the rest."""
    return "utter_part_unclear" if found.why is Why.SEVERAL and not found.called else "utter_part_not_found"


which = WhichEvents(CHANGE, many=True)
