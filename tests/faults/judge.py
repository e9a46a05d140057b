"""Holds what was said against what the sandbox holds."""

from collections import Counter
from dataclasses import dataclass, field

from tests.faults.claims import Claim
from tests.faults.conversation import Conversation
from tests.faults.errands import Errand, Part, Place
from tests.faults.pushes import Push


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
    if conversation.pushes:
        _hear(conversation, verdict)
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


def _hear(conversation: Conversation, verdict: Verdict) -> None:
    """Compare what others did with what was told of it."""
    unheard = conversation.unheard()
    for push in conversation.pushes:
        told = [one for one in conversation.news if push.is_told_by(one)]
        if push in unheard:
            verdict.lost.append(f"{_news(push)}, and nobody said so")
        if len(told) > 1:
            verdict.doubled.append(f"{_news(push)}, and was told {len(told)} times")
        verdict.lied += [f"{_news(push)}, and was told as {one.text!r}" for one in told if not push.is_true_of(one)]
    for one in conversation.news:
        if not any(push.done and push.is_told_by(one) for push in conversation.pushes):
            verdict.lied.append(f"{one.text!r} was told, and nobody did that")


def _told(conversation: Conversation) -> tuple[set[Place], Counter[Place]]:
    """Return what stands by all that was told, and how often each place was booked by it."""
    stands, made = set(conversation.given), Counter(conversation.given)
    for push in (push for push in conversation.pushes if push.done):
        stands = stands - {push.old} | ({push.new} if push.new else set())
        made[push.place] += push.new not in conversation.given
    for part in (part for errand in conversation.errands for part in errand.parts):
        if part.last is Claim.DONE:
            stands = {place for place in stands if place != part.ends} | ({part.makes} if part.makes else set())
        if part.makes:
            made[part.makes] += sum(claim is not Claim.NOT_DONE for claim in part.heard)
    return stands, made


def _news(push: Push) -> str:
    return f"{push.who} {push.news} {_words(push.place)}"


def _words(place: Place) -> str:
    return f"{place[0]} at {place[1]:%a %d %b %H:%M}"
