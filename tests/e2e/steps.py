"""The words of a conversation file: what is done in a step, and what is expected of it.

Steps: `say` (typed; `{unique}` is an event's name that stands once in the list above), `press` (a button's title),
`connect` (follow the link as a sample person, or `deny`), `type_code`, `link` (connect; where the channel needs a
code, type it and say yes to the account), `wrong_codes` (how many), `restart`, `reload`, `calendly` (switches,
`expire`, `forget` or `well`), `somebody_books` (another person takes an opening: `{at: free1, name: …, email: …}`, or
the name of a moment alone; `kind` is the event type), `somebody_cancels` and `somebody_moves` (by the link in their
mail: `{email: …, reason: …}`, `{email: …, to: free2}`), `host_cancels` (at Calendly), `watched` (waits until Calendly
tells of changes), `noted` and `news` (wait until so much news of the person's calendar is noted, or told), `fault`
(one call that goes wrong, as the sandbox names it), `due` (the time of the `reminders` or `digests` has come), `told`
(wait until they are told), `runs_out` (the time of the `link`, `code` or `agreement` is over), `tab` (`first` or
`second`, of the same browser).

Where a conversation has `moments: <event type>` at its top, `{free1}`, `{free2}`, `{free3}` stand for openings of that
type on three days, `{later1}` for another one on the first day, `{night}` for a time that nobody offers; `_day` and
`_hour` behind the name give its parts.

`{today}`, `{tomorrow}`, `{sunday}`, `{wrong_weekday}` and the like (`tests/e2e/days.py`) are days on the clocks of
`days`, Europe/Berlin where a conversation does not say. `time_zone` and `locale` at its top are the person's device's.

Expectations beside them: `bot` (responses in order; `a or b` for one of two), `pushed` (the same, unasked), `says` and
`never` (texts), `calls` (how often Calendly was asked), `page` (text), `history` (texts shown once after a reload),
`holds` (the bookings that stand in the person's Calendly now and did not before the conversation: just these, and all
earlier ones still stand), `unsubscribed` (as many webhook subscriptions as before), `no_shows` (how many more no-shows
are marked now than before it), `calendar_file` (texts in the file behind "Add to calendar").
"""

from typing import Any

Step = dict[str, Any]
ACTS = {
    "say", "press", "connect", "type_code", "link", "wrong_codes", "restart", "calendly", "reload",
    "somebody_books", "somebody_cancels", "somebody_moves", "host_cancels", "watched", "noted", "news", "fault",
    "runs_out", "due", "told", "tab",
}  # fmt: skip
EXPECTATIONS = {
    "unsubscribed",
    "bot",
    "pushed",
    "says",
    "never",
    "calls",
    "page",
    "history",
    "holds",
    "no_shows",
    "calendar_file",
}
KNOWN = ACTS | EXPECTATIONS


def filled(step: Any, words: dict[str, str]) -> Any:
    """The step with every `{name}` of a moment replaced by its words."""
    if isinstance(step, dict):
        return {name: filled(value, words) for name, value in step.items()}
    if isinstance(step, list):
        return [filled(one, words) for one in step]
    if isinstance(step, str):
        for name, said in words.items():
            step = step.replace(f"{{{name}}}", said)
    return step


def listed(value: object) -> list[str]:
    """What is expected, be it one text, several or none."""
    return value if isinstance(value, list) else [] if value is None else [str(value)]
