"""What a person wants done, what they say for it, and how their calendar tells whether it is."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from tests.faults.claims import Claim
from tests.faults.world import words

AGAIN, LOOK = "try again", "hello"
# What to say to a question, whatever the errand; a prefix stands for all that begin with it.
REPLIES = {
    "utter_ask_guests": "no",
    "utter_ask_cancel_reason": "no",
    "utter_confirm_": "yes",
    "utter_explain_confirm": "yes",
    "utter_cancel_which_way": "yes",
    "utter_calendly_down": AGAIN,
    "utter_rate_limited": AGAIN,
    "utter_our_fault": AGAIN,
    "utter_action_failed": AGAIN,
    "utter_outcome_unknown": AGAIN,
    "utter_not_there_yet": AGAIN,
    "utter_move_not_known_yet": AGAIN,
    "utter_both_stand": AGAIN,
    "utter_cancelling_failed": AGAIN,
    "utter_cancelling_later": AGAIN,
    "utter_cancelling_not_known_yet": AGAIN,
    "utter_checking_": LOOK,
    "utter_nothing_waiting": "yes",
}
BOOKING = ("I'd like to book a meeting", "book a meeting")
type Place = tuple[str, datetime]


@dataclass
class Part:
    """What becomes of one person's meeting: the booking that stands after it, and the one that stands no longer."""

    who: str
    makes: Place | None = None
    ends: Place | None = None
    heard: list[Claim] = field(default_factory=list)

    def state(self, standing: Container[Place]) -> Claim | None:
        """Return what is true of it; None for half a move, which no sentence could make good."""
        made = self.makes is None or self.makes in standing
        ended = self.ends is None or self.ends not in standing
        if made and ended:
            return Claim.DONE
        nothing = (self.makes is None or not made) and (self.ends is None or not ended)
        return Claim.NOT_DONE if nothing else None

    @property
    def last(self) -> Claim | None:
        """Return what was claimed last."""
        return self.heard[-1] if self.heard else None


@dataclass
class Errand:
    """One thing that one yes is asked for."""

    name: str
    openings: tuple[str, ...]
    parts: tuple[Part, ...]
    replies: dict[str, str] = field(default_factory=dict)
    confirmed: bool = False
    begun: int = 0

    def opening(self) -> str:
        """Return the words to begin with; another time other words, for they may not have been understood."""
        self.begun += 1
        return self.openings[(self.begun - 1) % len(self.openings)]

    def reply(self, said: Iterable[frozenset[str]]) -> str | None:
        """Return what to say to messages that can be these responses; None when they ask for nothing."""
        known = {**REPLIES, **self.replies}
        for names in reversed(list(said)):
            for beginning, reply in known.items():
                if any(name.startswith(beginning) for name in names):
                    return reply
        return None

    @property
    def people(self) -> list[str]:
        """Return whom it is about."""
        return [part.who for part in self.parts]

    @property
    def told(self) -> bool:
        """Return whether the end of every part has been told."""
        return all(part.last is Claim.DONE for part in self.parts)


def book(kind: str, email: str, name: str, start: datetime) -> Errand:
    """Book in one sentence."""
    whole = f"book {name} {email} for {article(kind)} {kind.lower()} on {words(start)}"
    return Errand(
        "book", (whole, *BOOKING), parts=(Part(name, makes=(email, start)),), replies=_details(kind, email, name, start)
    )


def book_stepwise(kind: str, email: str, name: str, start: datetime) -> Errand:
    """Book, answering one question after another."""
    replies = _details(kind, email, name, start)
    return Errand("book stepwise", BOOKING, parts=(Part(name, makes=(email, start)),), replies=replies)


def move(email: str, name: str, old: datetime, new: datetime) -> Errand:
    """Move a booking."""
    openings = (f"move the meeting with {name} to {words(new)}", f"reschedule {name} to {words(new)}")
    replies = {"utter_ask_new_time": words(new), "utter_offer_": words(new), "utter_ask_which": name}
    return Errand("move", openings, (Part(name, makes=(email, new), ends=(email, old)),), replies)


def cancel(email: str, name: str, start: datetime) -> Errand:
    """Cancel one."""
    first = f"cancel the meeting with {name}"
    replies = {"utter_ask_which": name}
    return Errand("cancel", (first, f"please cancel {name}"), (Part(name, ends=(email, start)),), replies=replies)


def cancel_all(people: dict[str, Place], day: datetime) -> Errand:
    """Cancel all of a day."""
    parts = tuple(Part(who, ends=place) for who, place in people.items())
    return Errand("cancel several", (f"cancel everything on {day.day} {day:%B}",), parts)


def _details(kind: str, email: str, name: str, start: datetime) -> dict[str, str]:
    return {
        "utter_ask_event_type": kind,
        "utter_offer_": words(start),
        "utter_ask_name": name,
        "utter_ask_name_of_address": name,
        "utter_ask_email": email,
        "utter_opening_gone": words(start),
    }


def article(kind: str) -> str:
    """Return the article that goes before it."""
    return "an" if kind[0] in "AEIOU" else "a"
