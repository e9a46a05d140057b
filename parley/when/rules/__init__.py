"""The scheduler's own meaning, on top of what an engine finds: one small rule each, in the order they are applied."""

from collections.abc import Callable

from parley.when.draft import Draft, Scene
from parley.when.rules import clock, dates, days, event, latent, recurring, weeks, zone

Rule = Callable[[Draft, Scene], Draft | None]  # None: these words are no time after all

RULES: tuple[Rule, ...] = (
    latent.only_when_asked,
    latent.no_choice_from_a_list,
    latent.no_month_without_a_sign,
    clock.end_without_the_extra_grain,
    clock.half_of_the_day_from_the_end,
    clock.as_written,
    clock.waking_hours,
    clock.from_its_day,
    days.in_some_days,
    days.elapsed,
    dates.weekday_and_date,
    dates.the_nearest,
    dates.quarter,
    days.not_begun,
    days.within_a_week,
    days.not_over,
    weeks.by_region,
    weeks.weekend,
    weeks.next_weekday,
    weeks.part,
    weeks.rest,
    weeks.end_of_it,
    weeks.of_a_day,
    days.from_a_day,
    event.on_its_day,
    event.same_time,
    event.by_a_length,
    recurring.again,
    zone.unknown,
)


def applied(draft: Draft, scene: Scene) -> Draft | None:
    """Return the draft after every rule; None when one of them found that it is no time."""
    current: Draft | None = draft
    for rule in RULES:
        if current is None:
            return None
        current = rule(current, scene)
    return current
