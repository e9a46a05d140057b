"""What people say of how a task went: asked now and then, counted for the operator."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sqlalchemy import Connection, ScalarSelect, case, func, insert, select, update

from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import conversations, feedback

type About = Literal["booking", "cancelling", "moving", "unasked"]
LONGEST = 2_000  # characters


@dataclass(frozen=True)
class Count:
    """How often people were asked about one kind of task, and what they said."""

    about: str
    asked: int
    good: int
    bad: int


@dataclass(frozen=True)
class Remark:
    """What somebody said went wrong; on which day, and of which kind of task."""

    day: str
    about: str
    words: str


class Feedback:
    """Keeps what people say."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def ask(self, conversation_id: str, about: About, pause: timedelta) -> str | None:
        """Return the id of a question to ask now; None when this person was asked within the pause."""
        now, person = self._clock(), _person(conversation_id)
        with self._database.write() as connection:
            recently = select(feedback.c.id).where(
                feedback.c.principal_id == person, feedback.c.asked_at > now - pause, feedback.c.about != "unasked"
            )
            if connection.execute(recently.limit(1)).first():
                return None
            return self._begin(connection, conversation_id, about)

    def unasked(self, conversation_id: str) -> str:
        """Return the id under which somebody says something of their own accord."""
        with self._database.write() as connection:
            return self._begin(connection, conversation_id, "unasked")

    def answer(self, conversation_id: str, feedback_id: str, *, is_good: bool) -> bool:
        """Note whether it went well; False when this is no question of this person's."""
        return self._note(conversation_id, feedback_id, is_good=is_good)

    def explain(self, conversation_id: str, feedback_id: str, words: str) -> bool:
        """Note what went wrong; False as above."""
        return self._note(conversation_id, feedback_id, words=words[:LONGEST])

    def counts(self) -> list[Count]:
        """Return how often people were asked, and what they said, for each kind of task."""
        good, bad = (func.sum(case((feedback.c.is_good.is_(value), 1), else_=0)) for value in (True, False))
        query = select(feedback.c.about, func.count(), good, bad).group_by(feedback.c.about).order_by(feedback.c.about)
        with self._database.read() as connection:
            return [Count(*row) for row in connection.execute(query)]

    def remarks(self, most: int) -> Sequence[Remark]:
        """Return the latest remarks, the newest first. Whose they are is not told."""
        query = select(feedback.c.asked_at, feedback.c.about, feedback.c.words).where(feedback.c.words.is_not(None))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(feedback.c.asked_at.desc()).limit(most)).all()
        return [Remark(row.asked_at.date().isoformat(), row.about, row.words) for row in rows]

    def _begin(self, connection: Connection, conversation_id: str, about: About) -> str:
        feedback_id = uuid.uuid4().hex
        values = {"id": feedback_id, "principal_id": _person(conversation_id), "about": about}
        connection.execute(insert(feedback).values(asked_at=self._clock(), **values))
        return feedback_id

    def _note(self, conversation_id: str, feedback_id: str, **values: object) -> bool:
        mine = (feedback.c.id == feedback_id, feedback.c.principal_id == _person(conversation_id))
        with self._database.write() as connection:
            return connection.execute(update(feedback).where(*mine).values(values)).rowcount == 1


def _person(conversation_id: str) -> ScalarSelect[str]:
    return select(conversations.c.principal_id).where(conversations.c.id == conversation_id).scalar_subquery()
