"""A conversation: one errand after another, and what was found of the bot's words on the way."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from tests.faults.calendar import Calendar
from tests.faults.claims import Claim, claims, names
from tests.faults.errands import AGAIN, LOOK, Errand, Place
from tests.faults.person import Person, Unanswered
from tests.faults.pushes import Push, Told, told_of

MOST_STEPS = 60
PAUSE = 1.5  # seconds before asking again what could not be done or is not known yet
# An outcome may take a few minutes, when the process died that was to see to it.
MOST_LOOKS, MOST_BEGINNINGS, MOST_GREETINGS = 45, 12, 5
LONGEST_PAUSE = 5.0
NOT_BEGUN = "utter_nothing_waiting"


def _nothing() -> None:
    """Do nothing."""


@dataclass
class Conversation:
    """One person, their host's calendar, and the errands, in order."""

    number: int
    kind: str
    person: Person
    calendar: Calendar
    errands: list[Errand]
    # What others had booked with the host before it began.
    given: tuple[Place, ...] = ()
    # What others do meanwhile, with all that they had done before; without any, news are not looked at.
    pushes: tuple[Push, ...] = ()
    # Done in the moment before the first yes of each errand is said.
    at_yes: Callable[[], None] = _nothing
    pause: float = PAUSE
    lies: list[str] = field(default_factory=list)
    silences: list[str] = field(default_factory=list)
    news: list[Told] = field(default_factory=list)

    def play(self) -> Self:
        """Run every errand, until its end is told or all patience is at an end."""
        for errand in self.errands:
            try:
                self.run(errand)
            except Unanswered as silence:
                self.silences.append(str(silence))
                break
        self._let_happen(MOST_STEPS)
        return self

    def run(self, errand: Errand) -> None:
        """Say what is needed, and hear what is said."""
        said, looks = errand.opening(), 0
        for _ in range(MOST_STEPS):
            heard = self._hear(errand, said)
            if errand.told or looks > MOST_LOOKS or errand.begun > MOST_BEGINNINGS:
                return
            said = self._next(errand, heard)
            looks = looks + 1 if said == LOOK else 0
            if said == "yes" and not errand.confirmed:
                errand.confirmed = True
                self.at_yes()
            if said in (AGAIN, LOOK):
                time.sleep(self.person.told_to_wait or min(self.pause * (1 + looks), LONGEST_PAUSE))

    def settle(self, patience: float = 0.0) -> bool:
        """Hear what still comes once everything works again, news for so many seconds; return whether it answers."""
        deadline = time.monotonic() + patience
        try:
            greeted = any(self._is_greeted() for _ in range(MOST_GREETINGS))
            while greeted and self.unheard() and time.monotonic() < deadline:
                time.sleep(LONGEST_PAUSE)
                self._hear(self.errands[-1], LOOK)
            return greeted
        except Unanswered as silence:
            self.silences.append(str(silence))
        return False

    def unheard(self) -> list[Push]:
        """Return what others did, still stands, and was not told yet."""
        mine = [one for one in self.pushes if one.done and one.certain and not any(map(one.is_told_by, self.news))]
        standing = {(one.email, one.start) for one in self.calendar.all() if one.stands} if mine else set()
        return [push for push in mine if push.new is None or push.new in standing]

    def _is_greeted(self) -> bool:
        if any("utter_greet" in each for each in self._hear(self.errands[-1], LOOK)):
            return True
        time.sleep(self.pause)
        return False

    def _let_happen(self, messages: int) -> None:
        for push in self.pushes:
            if not push.done and push.after <= messages:
                push.happen(self.calendar)

    def _next(self, errand: Errand, heard: list[frozenset[str]]) -> str:
        reply = errand.reply(heard)
        if not errand.confirmed:
            # Where nothing had begun there is nothing to try again: the person asks anew.
            begun = reply is not None and not (reply in (AGAIN, "yes") and any(NOT_BEGUN in each for each in heard))
            return reply if reply is not None and begun else errand.opening()
        if reply is None and any(part.last is Claim.NOT_DONE for part in errand.parts):
            return errand.opening()
        return reply or LOOK

    def _hear(self, errand: Errand, said: str) -> list[frozenset[str]]:
        self._let_happen(len(self.person.exchanges))
        texts = self.person.say(said)
        self.news += [told for text in texts for told in told_of(text, [push.who for push in self.pushes])]
        heard = [names(text) for text in texts]
        about = [each for text, known in zip(texts, heard, strict=True) for each in claims(text, known, errand.people)]
        if about and errand.confirmed:
            self._note(errand, about)
        return heard

    def _note(self, errand: Errand, about: list[tuple[str, Claim]]) -> None:
        parts = {part.who: part for part in errand.parts}
        for who, claim in about:
            parts[who].heard.append(claim)
        standing = {(one.email, one.start) for one in self.calendar.all() if one.stands}
        # What was said last is what holds: an answer may say that a thing failed, was tried again, and is done.
        for who, claim in dict(about).items():
            true = parts[who].state(standing)
            if true is not (Claim.NOT_DONE if claim is Claim.UNDONE else claim):
                self.lies.append(f"{errand.name}: {who}: said {claim}, and it is {true or 'half done'}")
