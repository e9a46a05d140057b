"""Zones that nobody knows."""

from parley.when.draft import CLOCK, Draft, Scene
from parley.when.rules.language import patterns_of


def unknown(draft: Draft, scene: Scene) -> Draft:
    """Ask which zone "3pm CLT" means; "3pm get" and "3pm pet" in small letters are words like any other."""
    cue = scene.cue("unknown zone", draft.begin, draft.stop)
    if not cue or draft.kind == "duration" or draft.grain not in CLOCK:
        return draft
    letters = cue.said["letters"]
    if letters.lower() in patterns_of(scene.region.cldr.language).lists["letters_that_are_words"] and letters.islower():
        return draft
    return draft.ruled(cue.rule, doubt="zone", choices=(), stop=max(draft.stop, cue.stop))
