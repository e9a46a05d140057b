"""What is a time only where one was asked for, or only with the right words around it."""

import re

from parley.when.draft import Draft, Scene, words_of
from parley.when.rules.language import patterns_of

_YEAR = re.compile(r"\d{4}")


def only_when_asked(draft: Draft, scene: Scene) -> Draft | None:
    """Drop what the engine calls uncertain, parts of a day apart; keep it, marked, where a time was asked for."""
    if not draft.latent:
        return draft
    words, known = words_of(draft, scene), patterns_of(scene.region.cldr.language).words
    if scene.expecting:
        # "Fifty" is a length or a price: a year is written with its four digits.
        is_number = draft.grain == "year" and not _YEAR.search(words)
        return None if is_number else draft.ruled("bare time when asked for")
    if scene.about and draft.grain in ("hour", "minute") and known["move_to"].search(scene.before(draft.begin)):
        return draft.ruled("bare time for the event in hand", latent=False)
    if known["part_of_day"].search(words):
        return draft.ruled("part of the day", latent=False)
    return draft if known["month_alone"].search(words) else None


def no_choice_from_a_list(draft: Draft, scene: Scene) -> Draft | None:
    """Drop "the second": it chooses from a list, unless "on" stands before it or a month beside it."""
    known = patterns_of(scene.region.cldr.language)
    words = words_of(draft, scene)
    if known.words["chosen"].search(words) and not scene.expecting and draft.grain == "day":
        return None
    return draft


def no_month_without_a_sign(draft: Draft, scene: Scene) -> Draft | None:
    """Drop a month's name alone in a sentence, unless a word such as "in" stands before it: it is a name or a verb."""
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    if not known["month_that_is_a_word"].search(words):
        return draft
    before = scene.before(draft.begin)
    if known["before_month"].search(before) and (before.strip() or not scene.after(draft.stop).strip(" .?!")):
        return draft.ruled("month", latent=False) if draft.latent else draft
    return None
