"""The list told last, looked at again: at another time, with somebody else, or only some of it."""

from dataclasses import replace

from actions.beside import BESIDE, beside_told
from actions.days_told import of_days_told
from actions.listing import Listing, listing_of
from actions.seeking import COMMON, kinds_named, wanted_in
from actions.stretches import Stretch, spans_in, stretch_in
from actions.surely import LISTS
from actions.turn import Turn
from actions.whom import person_in
from parley.accounts.access import Account
from parley.scheduling.parts import part_marked
from parley.scheduling.ranges import within
from parley.scheduling.refinements import Refinement, refinement_in
from parley.scheduling.words import words_of
from parley.when import Span, without


def refined(turn: Turn, account: Account) -> Listing | None:
    """Return the list told last as words want it again: `and next week?`, `only the online ones`, `and with Rosa?`.

    None when they want nothing of it, or there is none.
    """
    before = listing_of(turn.slot("listing"), "later") if turn.did_before(*LISTS) else None
    if before is None or turn.asked.chosen:
        return None
    beside = beside_told(turn, account)
    spans = [] if beside else spans_in(turn, account)
    part, text = part_marked(turn.asked.text)
    wish = refinement_in(BESIDE.sub("|", turn.asked.text) if beside else without(text, spans))
    if wish is None:
        return None
    listing = _narrowed(turn, account, before[0], wish)
    if listing is None:
        return None
    is_elsewhen = bool(beside or spans or part)
    stretch = beside or (_elsewhen(turn, account, listing.stretch, spans) if is_elsewhen else listing.stretch)
    if is_elsewhen and stretch is None:
        return None
    counted = before[0].counted if wish.counted is None else wish.counted
    return replace(_at(listing, stretch, wish) if is_elsewhen and stretch else listing, counted=counted)


def asks_what_none_tells(turn: Turn, account: Account) -> bool:
    """Return whether those listed shall be told apart by something that is not known: "which of them is in London?"."""
    before = listing_of(turn.slot("listing"), "later") if turn.did_before(*LISTS) else None
    wish = refinement_in(without(turn.asked.text, spans_in(turn, account))) if before else None
    if before is None or wish is None or not wish.only or turn.asked.chosen:
        return False
    unknown = wanted_in(wish.about, []).telling
    return bool(unknown) and not kinds_named(turn, account, unknown) and not _narrowed(turn, account, before[0], wish)


def _elsewhen(turn: Turn, account: Account, told: Stretch | None, said: list[Span]) -> Stretch | None:
    """Return the time that is named; hours without a day are those of the days that were listed: "and for lunch?"."""
    stretch = stretch_in(turn, account)
    return of_days_told(turn, account, stretch, said, told) if isinstance(stretch, Stretch) else None


def _narrowed(turn: Turn, account: Account, before: Listing, wish: Refinement) -> Listing | None:
    """Return the list with what the words say of whom, of which type and how; None when they say something else."""
    about = wish.about.replace("|", " ")
    wanted = wanted_in(about, [])
    kinds = kinds_named(turn, account, wanted.telling)
    if len(kinds) > 1:
        return None
    sought, kind = before.sought, before.kind
    if wanted.way:
        sought = replace(sought, way=wanted.way)
    if kinds:
        sought, kind = replace(sought, event_type=kinds[0].uri), kinds[0].name
    person = wanted.person or _name(about) if not (kinds or wanted.way) or wanted.person else None
    if person:
        sought, before = replace(sought, person=person), replace(before, whom=None)
    says_nothing = not (wanted.way or kinds or person)
    if says_nothing and words_of(about) - COMMON:
        return None
    return replace(before, sought=sought, kind=kind)


def _name(about: str) -> str | None:
    telling = words_of(about) - COMMON
    return person_in(f"with {about.strip(' ?!.,')}") if telling else None


def _at(listing: Listing, stretch: Stretch, wish: Refinement) -> Listing:
    """Return the list for another time; a weekday of what was listed is the one in that."""
    old = listing.stretch
    if wish.only and old and old.start and old.end and stretch.start and stretch.end:
        start, end = within((stretch.start, stretch.end), (old.start, old.end))
        stretch = replace(stretch, start=start, end=end)
    when = {"start": stretch.start, "end": stretch.end, "part": stretch.part, "without": stretch.without}
    sought = replace(listing.sought, called_off=None, **when)  # type: ignore[arg-type]
    return replace(listing, sought=sought, stretch=stretch, past=False)
