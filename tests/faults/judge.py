"""Holds what was said against what the sandbox holds."""

from collections import Counter
from dataclasses import dataclass, field

from tests.faults.claims import Claim
from tests.faults.conversation import Conversation
from tests.faults.errands import Errand, Part, Place


@dataclass
class Verdict:
    """What was found in one conversation, a sentence for each finding."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    lied: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Return whether nothing was found."""
        return not (self.lost or self.doubled or self.lied or self.stuck)


def judge(conversation: Conversation, answers: bool) -> Verdict:
    """Return the verdict; `answers` is whether the conversation still answers."""
    verdict = Verdict(lied=list(conversation.lies), stuck=list(conversation.silences))
    if not answers:
        verdict.stuck.append("does not answer any more")
    for errand in conversation.errands:
        if not errand.confirmed:
            verdict.lost.append(f"{errand.name}: never got as far as a yes")
            continue
        for part in errand.parts:
            _hold(errand, part, verdict)
    _compare(conversation, verdict)
    return verdict


def _hold(errand: Errand, part: Part, verdict: Verdict) -> None:
    if not part.heard:
        verdict.lost.append(f"{errand.name}: {part.who}: confirmed, and nobody said what became of it")
    if (times := part.heard.count(Claim.DONE)) > 1:
        verdict.doubled.append(f"{errand.name}: {part.who}: its end was told {times} times")


def _compare(conversation: Conversation, verdict: Verdict) -> None:
    """Compare all that stands now, and all that was ever booked, with what was told."""
    kept = conversation.calendar.all()
    standing = {(one.email, one.start) for one in kept if one.stands}
    expected, made = _told(conversation)
    for place, times in Counter((one.email, one.start) for one in kept).items():
        if times > max(1, made[place]):
            verdict.doubled.append(f"{_words(place)} was booked {times} times, and {made[place]} were told")
    if verdict.lost:  # Where nobody was told, what stands is no lie.
        return
    for place in standing - expected:
        verdict.lied.append(f"{_words(place)} stands, and nobody was told so")
    for place in expected - standing:
        verdict.lost.append(f"{_words(place)} was told to stand, and does not")


def _told(conversation: Conversation) -> tuple[set[Place], Counter[Place]]:
    """Return what stands by all that was told, and how often each place was booked by it."""
    stands, made = set(conversation.given), Counter(conversation.given)
    for part in (part for errand in conversation.errands for part in errand.parts):
        if part.last is Claim.DONE:
            stands = {place for place in stands if place != part.ends} | ({part.makes} if part.makes else set())
        if part.makes:
            made[part.makes] += sum(claim is not Claim.NOT_DONE for claim in part.heard)
    return stands, made


def _words(place: Place) -> str:
    return f"{place[0]} at {place[1]:%a %d %b %H:%M}"
