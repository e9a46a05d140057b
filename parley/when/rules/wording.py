"""What is done to the page before an engine reads it."""

import re

from parley.when.draft import Cue, Scene
from parley.when.rules.counted import counted
from parley.when.rules.dates import dotted, numeric
from parley.when.rules.language import Patterns, patterns_of

# RFC 3339, whose T keeps an engine from reading both halves together.
ISO = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)(T)(?=\d\d:\d\d)", re.IGNORECASE)
SPELLING = "chat spelling"
TWO_WHOLES = "range of two whole times"
NEEDS_AN_EVENT = ("a day after the event",)


def prepare(scene: Scene) -> None:
    """Hide what is no time, put words in other words, and take the cues out."""
    patterns = patterns_of(scene.region.cldr.language)
    _hide(scene, patterns)
    for begin, stop, word in reversed(patterns.slips.found_in(scene.page.text)):
        scene.page.replace(begin, stop, word, SPELLING)
    _write_dates_out(scene)
    for begin, stop, words, rule in reversed(counted(scene)):
        scene.page.replace(begin, stop, words, rule)
    for each in patterns.rewritten:
        scene.page.sub(each.match, each.to, each.rule)
    _take_cues(scene, patterns)
    _part_two_wholes(scene, patterns)


def _part_two_wholes(scene: Scene, patterns: Patterns) -> None:
    """Have the sides of a range read apart where each is a day with month or hour: read together they take seconds."""
    for match in patterns.words["two_wholes"].finditer(scene.page.text):
        scene.page.hide(*match.span("dash"), rule=TWO_WHOLES)


def _hide(scene: Scene, patterns: Patterns) -> None:
    for each in patterns.hidden:
        for match in each.match.finditer(scene.page.text):
            named = [name for name, found in match.groupdict().items() if found]
            for begin, stop in [match.span(name) for name in named] if each.match.groupindex else [match.span()]:
                scene.page.hide(begin, stop)


def _write_dates_out(scene: Scene) -> None:
    page = scene.page
    for match in reversed(list(ISO.finditer(page.text))):
        page.replace(*match.span(2), " ")
    for begin, stop, iso in reversed(numeric(page.text, scene.wall, day_first=scene.region.day_first)):
        if iso:
            page.replace(begin, stop, iso, "order of day and month")
        else:
            page.hide(begin, stop)
    for begin, stop, iso in reversed(dotted(page.text, scene.today, looks_back=scene.prefer == "past")):
        page.replace(begin, stop, iso, "day and month with dots")


def _take_cues(scene: Scene, patterns: Patterns) -> None:
    for each in patterns.cues:
        if each.rule in NEEDS_AN_EVENT and not scene.about:
            continue
        for match in each.match.finditer(scene.page.text):
            said = {name: text.strip() for name, text in match.groupdict().items() if text}
            scene.cues.append(Cue(each.rule, match.start(), match.end(), said))
            scene.page.blank(match.start(), match.end())
