"""Weeks: where they begin, their parts, their end, and which one "next" is."""

from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta

from parley.when.draft import Choice, Draft, Scene, after_grain, words_of
from parley.when.rules.language import patterns_of

A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6
# Days of a working week, and of a month: from the first to before the last.
PARTS_OF_WEEK = {"early": (0, 3), "middle": (1, 4), "late": (3, 5)}
PARTS_OF_MONTH = {"early": (1, 11), "middle": (11, 21), "late": (21, 32)}


def by_region(draft: Draft, scene: Scene) -> Draft:
    """Begin weeks on the region's first day: the engine begins all of them on Monday."""
    first = scene.region.first_weekday
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    if first == MONDAY or not draft.start or draft.kind == "duration":
        return draft
    if scene.wall.weekday() >= first and known["relative_week"].search(words):
        draft = draft.moved(A_WEEK).ruled("week of the region")
    if draft.grain != "week" or draft.kind not in ("instant", "range") or not known["relative_week"].search(words):
        return draft
    return draft.moved(timedelta(days=first - 7)).ruled("week of the region")


def weekend(draft: Draft, scene: Scene) -> Draft:
    """Begin this weekend on Saturday, not on Friday evening; ask which is the next one before this one has come."""
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    if (
        not known["weekend"].search(words)
        or draft.kind != "range"
        or not draft.start
        or draft.start.weekday() != FRIDAY
    ):
        return draft
    if known["of_month"].search(words):
        return draft
    saturday = datetime.combine(draft.start.date(), time.min) + A_DAY
    whole = draft.ruled("weekend", start=saturday, end=saturday + 2 * A_DAY, grain="day")
    if not known["next_weekend"].search(words):
        return whole
    coming = scene.today + timedelta(days=(SATURDAY - scene.wall.weekday()) % 7)
    return _this_or_the_next(whole, coming, 2 * A_DAY)


def next_weekday(draft: Draft, scene: Scene) -> Draft:
    """Ask which day "next Friday" is while this week's Friday is still to come; the following one is the likelier."""
    patterns = patterns_of(scene.region.cldr.language)
    words = words_of(draft, scene)
    weekday = patterns.words["weekday"].search(words)
    if (
        not patterns.words["next_weekday"].search(words)
        or not weekday
        or draft.kind not in ("instant", "range")
        or not draft.start
    ):
        return draft
    ahead = (patterns.lists["weekdays"].index(weekday["day"][:3]) - scene.wall.weekday()) % 7 or 7
    coming = scene.today + timedelta(days=ahead)
    clock = draft.first - datetime.combine(draft.first.date(), time.min)
    length = (draft.end or draft.first) - draft.first
    if scene.week_start(coming) != scene.week_start(scene.wall):
        return draft.ruled("next weekday", start=coming + clock, end=coming + clock + length)
    return _this_or_the_next(draft, coming + clock, length)


def _this_or_the_next(draft: Draft, coming: datetime, length: timedelta) -> Draft:
    following = coming + A_WEEK
    choices = Choice(following, following + length, "following"), Choice(coming, coming + length, "coming")
    return draft.asked("next, this week or the following", "week", *choices)


def part(draft: Draft, scene: Scene) -> Draft:
    """Take "early next week" as its first days, and "late next month" as its last."""
    cue = scene.cue("part of a week", draft.begin, draft.stop)
    if (
        not cue
        or cue.begin > draft.begin
        or draft.kind != "instant"
        or draft.grain not in ("week", "month")
        or not draft.start
    ):
        return draft
    name = _part(cue.said["part"])
    begin, stop = min(draft.begin, cue.begin), draft.stop
    if draft.grain == "week":
        monday = draft.first + timedelta(days=-draft.first.weekday() % 7)
        first, last = (monday + each * A_DAY for each in PARTS_OF_WEEK[name])
    else:
        first, last = (draft.first + relativedelta(days=each - 1) for each in PARTS_OF_MONTH[name])
        last = min(last, after_grain(draft.first, "month"))
    if cue.said["part"].lower() in ("later", "late") and first <= scene.today < last:
        first = scene.today
    return draft.ruled(cue.rule, begin=begin, stop=stop, kind="range", start=first, end=last, grain="day")


def _part(words: str) -> str:
    word = words.lower()
    if word.startswith(("early", "earlier", "start", "first")):
        return "early"
    return "middle" if word.startswith(("mid", "middle")) else "late"


def rest(draft: Draft, scene: Scene) -> Draft:
    """Take "the rest of the week" from today up to Sunday; on a Sunday to the end of the region's week."""
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    if not known["rest_of_week"].search(words):
        return draft
    sunday = scene.today + timedelta(days=SUNDAY - scene.wall.weekday())
    end = sunday if sunday > scene.today else scene.week_start(scene.wall) + A_WEEK
    return draft.ruled("rest of the week", start=scene.today, end=end, kind="range", grain="day")


def end_of_it(draft: Draft, scene: Scene) -> Draft:
    """Begin the end of the month, once it has come, with today."""
    known, words = patterns_of(scene.region.cldr.language).words, words_of(draft, scene)
    if draft.kind != "range" or draft.grain != "day" or not known["end_of_it"].search(words):
        return draft
    if scene.prefer == "past" or not draft.start or not draft.end or not draft.start < scene.today < draft.end:
        return draft
    return draft.ruled("end of it", start=scene.today)


def of_a_day(draft: Draft, scene: Scene) -> Draft:
    """Take "the week of 7 December" and "w/c 7 Dec" as the week that this day lies in, also when it has begun."""
    cue = scene.cue("week of a day", draft.begin, draft.stop)
    if not cue or cue.begin >= draft.stop or draft.kind != "instant" or draft.grain != "day":
        return draft
    begin = scene.week_start(draft.first)
    last_year = scene.week_start(draft.first - relativedelta(years=1))
    if last_year == scene.week_start(scene.wall):
        begin = last_year
    return draft.ruled(cue.rule, begin=min(draft.begin, cue.begin), start=begin, end=begin + A_WEEK, grain="week")
