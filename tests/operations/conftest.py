"""Somebody with Ana's account, what they say yes to, and whoever does it."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from parley.accounts.people import Conversation
from parley.calendly.scopes import EVERYTHING
from parley.operations.desk import Desk
from parley.operations.operator import Operator
from parley.operations.requests import BookingRequest, Request, ReschedulingRequest
from parley.operations.store import Operations
from parley.scheduling.agenda import Agenda, Attendance
from parley.scheduling.draft import Draft
from parley.scheduling.event_types import EventTypes
from parley.scheduling.openings import Openings
from parley.visits.parts import make_visits


class Killed(BaseException):
    """In place of `kill -9`: nothing catches it."""


def dies(monkeypatch, when: str, owner: type, name: str) -> None:
    """Let whoever calls a method die `before` or `after` it, once."""
    work = getattr(owner, name)

    def fatal(*args, **more):
        monkeypatch.setattr(owner, name, work)
        if when == "after":
            work(*args, **more)
        raise Killed

    monkeypatch.setattr(owner, name, fatal)


class Office:
    """All that operations take, on one desk."""

    def __init__(self, desk, clock, threads, conversation: Conversation, ask=lambda _: None) -> None:
        self.desk = desk
        self.conversation = conversation
        self.operations = Operations(desk.database, desk.vault, clock)
        self._clock, self._threads = clock, threads
        self.start()
        self.front = Desk(self.operations, desk.people, ask, patience=0.0)
        self.account = desk.accounts.access.account(conversation.id, EVERYTHING)
        self.openings = Openings(self.account, clock, threads)

    def start(self) -> None:
        """Have operations carried out by a process that starts now."""
        calendars = make_visits(self.desk.database, self.desk.vault, self.desk.accounts, self._clock).calendars
        self.operator = Operator(self.operations, calendars, self._clock, self._threads)

    def request(self) -> BookingRequest:
        """Return a booking that can be made, of the next opening there is."""
        offer = next(one for one in EventTypes(self.account).bookable() if one.name == "Intro Call")
        opening = self.openings.later(offer.uri, self._clock() + timedelta(days=2), 1)[0]
        draft = Draft(offer.uri, opening.start_time, "Grace Hopper", "grace@navy.example.com", "Europe/Berlin")
        answers = dict.fromkeys((one.name for one in offer.event_type.custom_questions), "")
        return BookingRequest(replace(draft, answers=answers, guests=()))

    def book_one(self) -> Attendance:
        """Book a meeting, and return it."""
        operation = self.operations.begin(self.conversation, f"book {uuid.uuid4().hex}", self.request())
        self.operator.carry_out(operation.id)
        event_id = self.now(operation).outcome.event_id
        return Agenda(self.account, self._clock, self._threads).attendance(event_id)

    def move(self) -> ReschedulingRequest:
        """Return a move of a meeting made for it to the next opening there is then."""
        return ReschedulingRequest(self.book_one(), self.request().draft, "moved")

    def status(self, event_id: str) -> str:
        """Return whether an event stands."""
        return self.account.calendly.events.get(event_id).status

    def finish(self, operation) -> None:
        """Carry out what is left, as a job does."""
        for _ in range(5):
            if self.operator.carry_out(operation.id):
                return
        raise AssertionError("not done")

    def hand_in(self, key: str = "key", request: Request | None = None, conversation: str | None = None):
        """Say yes."""
        return self.front.hand_in(conversation or self.conversation.id, key, lambda: request or self.request(), None)

    def now(self, operation):
        """Return the operation as it is now."""
        return self.operations.get(operation.id)


@pytest.fixture
def threads():
    with ThreadPoolExecutor(8) as pool:
        yield pool


@pytest.fixture
def office(desk, clock, threads):
    """Ana's account, and the operations around it."""
    conversation = desk.meet("booker")
    desk.connect(conversation, "ana", scopes=EVERYTHING)
    return Office(desk, clock, threads, conversation)


@pytest.fixture
def posts(calendly):
    """Give a function that counts bookings sent to Calendly."""
    return partial(calendly.count, "POST /invitees")
