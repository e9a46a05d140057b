"""What "move my 3 pm with Ana to Friday at 10" says of the meeting, and what of its new time."""

import re
from dataclasses import dataclass
from datetime import timedelta

from actions.booking.wished import SAME_DAY
from actions.turn import Turn
from parley.accounts.access import Account
from parley.scheduling.exceptions import parted
from parley.when import Event, Span

# Words after which a time is the new one.
_TO = re.compile(
    r"\b(?:to|until|till|for|onto|into|but|instead|rather|make it|make that|i need(?: it)?|i'?d like|could i come"
    r"|how about|what about|i can only (?:come|make it)|can (?:it|we) (?:be|do|make it)|let'?s do|put it|switch to)\s+"
    r"(?:(?:be|come|make it|have it|do it|at|on|in|the|around|about|maybe|sometime|some time|any time|another|like|say"
    r"|i'?d|i need|i can do|next to|a time)\s+)*",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\b(?:instead|rather)\b(?! of)", re.IGNORECASE)
# What is left out is a meeting then, and no time to move it to: "not the one on Friday".
_OF_EVENTS = re.compile(r"\b(?:ones?|with|meetings?|calls?)\b", re.IGNORECASE)
# Rules of `parley.when` for times that go by the event in hand.
RELATIVE = frozenset({"by a length", "same time", "forward, earlier or later"})


@dataclass(frozen=True)
class Wording:
    """The words that name the meeting, and those that name its new time."""

    event: str
    time: str = ""


def read_wording(turn: Turn, account: Account, words: str) -> Wording:
    """Return the two parts of a request to move something."""
    said = parted(words)
    if said.left_out and not _OF_EVENTS.search(said.left_out) and turn.times(said.left_out, account, asked=False):
        rest = read_wording(turn, account, said.kept)
        return Wording(rest.event, f"{rest.time or 'any time'} but not {said.left_out.strip()}")
    if same_day := SAME_DAY.search(words):
        return Wording(words[: same_day.start()] + words[same_day.end() :], same_day[0])
    now = turn.now
    spans = turn.times(words, account, asked=False, about=Event(now, now + timedelta(minutes=30)))
    for cut in _TO.finditer(words):
        if any(_begins_at(one, cut) for one in spans if one.start or one.question):
            return Wording(words[: cut.start()], words[cut.end() :])
    if relative := next((one for one in spans if _is_relative(one)), None):
        others = [one for one in spans if not _is_relative(one)]
        return Wording(_without(words, [relative]), _without(words, others))
    if _INSTEAD.search(words) and spans:
        return Wording(words[: spans[-1].begin], spans[-1].text)
    return Wording(words)


def _without(words: str, spans: list[Span]) -> str:
    for span in sorted(spans, key=lambda one: -one.begin):
        words = words[: span.begin] + words[span.stop :]
    return words


def _begins_at(span: Span, cut: re.Match[str]) -> bool:
    """Return whether a time begins here, or is one that goes on here: "from 11 to 12", "Monday to Tuesday"."""
    return span.begin in range(cut.start(), cut.end() + 1) or span.begin < cut.start() <= cut.end() < span.stop


def _is_relative(span: Span) -> bool:
    return bool(RELATIVE & set(span.rules)) or any(rule.startswith("a day after") for rule in span.rules)
