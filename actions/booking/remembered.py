"""Who a visitor is by what was said before in the same chat: at an earlier booking, or when saying hello."""

from collections.abc import Mapping

from actions.booking.drafted import put
from actions.forms.task import Task
from actions.turn import Turn
from parley.scheduling.introduced import is_for_another, own_name_in
from parley.scheduling.words import words_of

# The draft's mark of a booking for somebody else than the visitor, and its parts that are the visitor's own.
FOR_ANOTHER = "for_another"
_OWN = ("name", "email", "phone")
# The booking's task: an earlier one is gone from its slot, and known from what the slot held.
_SLOT = "booking"


def of_oneself(turn: Turn) -> dict[str, str]:
    """Return name and address of the person who chats, as far as their client has made sure of them."""
    known = turn.clocks.preferences
    said = {"name": known.channel_name, "email": known.channel_email}
    return {name: value for name, value in said.items() if value}


def remembered(turn: Turn) -> dict[str, str]:
    """Return the visitor's name, address and telephone number, as far as they were said."""
    drafts = (_own_of(kept) for kept in turn.earlier_values(_SLOT))
    booked = next((one for one in drafts if one), {})
    if "name" in booked:
        return booked
    hellos = (own_name_in(words) for words in turn.earlier_words() if not is_for_another(words))
    name = next((one for one in hellos if one), None)
    return {**booked, **({"name": name} if name else {})}


def as_oneself(turn: Turn, task: Task) -> None:
    """Put the visitor's own name and address into a draft that names nobody else; say so where they booked before."""
    own = {**of_oneself(turn), **remembered(turn)}
    named = task.draft.get("name")
    if task.draft.get("email") or (named and not words_of(named) <= words_of(own.get("name", ""))):
        return
    put(task, **{part: value for part, value in own.items() if part not in task.draft})
    if not named and {"name", "email"} <= own.keys() and own["email"] != of_oneself(turn).get("email"):
        turn.say("utter_as_before", name=own["name"], email=own["email"])


def _own_of(kept: object) -> dict[str, str]:
    draft = kept.get("draft") if isinstance(kept, Mapping) else None
    if not isinstance(draft, Mapping) or draft.get(FOR_ANOTHER):
        return {}
    return {part: str(draft[part]) for part in _OWN if draft.get(part)}
