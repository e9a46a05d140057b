"""What was said, in order: for history, for answers not yet handed over, and for which buttons were offered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Update, bindparam, delete, func, insert, or_, select, update

from parley.accounts.people import is_current
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import conversations, messages, principals
from parley.gateway.inbox import Received, work_off
from parley.gateway.said import Said, of_bot, of_news, of_row, payloads, row_of
from parley.operations.telling import both_keys

HISTORY = 200  # messages shown again after a reload
# Instead of when it was handed over: it is being brought to a client's address. No real moment can be taken for it.
ON_ITS_WAY = datetime(9999, 1, 1, tzinfo=UTC)
OFFERS = 50  # messages with buttons, back from now, whose buttons still count
# So long after a client picked it up a message is left to that client; then answers take it along again.
PICKED_FOR = timedelta(minutes=10)
# What every turn needs, put together once.
_KEEP = insert(messages).returning(messages.c.id, sort_by_parameter_order=True)
_WAITING = (
    select(messages)
    .where(messages.c.conversation_id == bindparam("conversation"), messages.c.delivered_at.is_(None))
    .where(or_(messages.c.picked_at.is_(None), messages.c.picked_at < bindparam("left")))
    .order_by(messages.c.id)
)


class Transcript:
    """Keeps every message of every conversation."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def answer(self, message: Received, bot: Sequence[dict[str, Any]], *, delivered: bool) -> list[Said]:
        """Store a message as worked, with its answers, both or neither; once somebody else has, those answers count.

        When it is being handed over now, return the bot's waiting messages and then the answers; otherwise they wait.
        """
        return await self._database.run(self._answer, message, bot, delivered)

    async def answers(self, message: int) -> list[Said]:
        """Return what was or will be handed over with the answer to a message, for one who asks for it again."""
        return await self._database.run(self._answers_again, message)

    async def answering(self, message: int) -> list[int]:
        """Return the ids of what the bot said to a message."""
        mine = (messages.c.inbox_id == message) & (messages.c.author == "bot")
        return await self._database.run(self._ids, mine)

    def last_words(self, text: str) -> Said:
        """Return a message to somebody who is erased; it is not kept."""
        return Said("bot", {"text": text}, self._clock(), ends=True)

    async def keep(
        self, conversation_id: str, bot: Sequence[dict[str, Any]], about: str, *, delivered: bool
    ) -> list[int]:
        """Store messages that nobody asked for, found again by what they are `about`, and return their ids.

        Those that tell what came of an operation, beside what this is about, are found by that, and left out where it
        was told before.
        """
        return await self._database.run(self._keep, conversation_id, bot, about, delivered)

    async def about(self, conversation_id: str, about: str) -> list[int]:
        """Return the ids of the messages that are about this."""
        mine = (messages.c.conversation_id == conversation_id) & (messages.c.about == about)
        return await self._database.run(self._ids, mine)

    async def messages(self, conversation_id: str, ids: Sequence[int]) -> list[Said]:
        """Return messages by their ids, the oldest first."""
        chosen = (messages.c.conversation_id == conversation_id) & messages.c.id.in_(ids)
        return await self._database.run(self._select, chosen)

    async def waiting(self, conversation_id: str) -> list[Said]:
        """Return the messages that nobody has handed over yet, the oldest first."""
        is_waiting = (messages.c.conversation_id == conversation_id) & messages.c.delivered_at.is_(None)
        return await self._database.run(self._select, is_waiting & (messages.c.author == "bot"))

    async def brought(self, conversation_id: str, said: Said) -> None:
        """Note that a waiting message has arrived."""
        await self._mark(conversation_id, [said.id or 0], None, self._clock())

    async def left_waiting(self, channel: str, since: datetime) -> list[tuple[str, list[int]]]:
        """Return the conversations of a channel with messages that wait since then or longer, and which those are."""
        return await self._database.run(self._left_waiting, channel, since)

    async def claim(self, conversation_id: str, ids: Sequence[int]) -> list[Said]:
        """Take those of the messages that still wait on their way, where no answer takes them along, and return them.

        Those that are on their way already are returned, too: whoever took them may have died since.
        """
        is_left = or_(messages.c.picked_at.is_(None), messages.c.picked_at < self._clock() - PICKED_FOR)
        await self._mark(conversation_id, ids, None, ON_ITS_WAY, is_left)
        chosen = (messages.c.conversation_id == conversation_id) & messages.c.id.in_(ids)
        return await self._database.run(self._select, chosen & (messages.c.delivered_at == ON_ITS_WAY))

    async def handed_over(self, conversation_id: str, ids: Sequence[int]) -> None:
        """Note that messages on their way have arrived."""
        await self._mark(conversation_id, ids, ON_ITS_WAY, self._clock())

    async def let_wait(self, conversation_id: str, ids: Sequence[int]) -> None:
        """Let messages on their way wait again."""
        await self._mark(conversation_id, ids, ON_ITS_WAY, None)

    async def drop_waiting(self, conversation_id: str, about: str) -> None:
        """Forget what was not handed over yet, is about something that begins so, and was overtaken by the person."""
        await self._database.run(self._drop_waiting, conversation_id, about)

    async def begin_anew(self, conversation_id: str) -> None:
        """Let nothing that was said so far be shown again, nor be pressed; it is kept as long as anything is."""
        await self._database.run(self._begin_anew, conversation_id)

    async def history(self, conversation_id: str) -> list[Said]:
        """Return the last messages since the person began anew, the oldest first."""
        return await self._database.run(self._history, conversation_id)

    async def was_offered(self, conversation_id: str, payload: str) -> bool:
        """Return whether the bot offered a button with this very payload in this conversation."""
        return await self._database.run(self._was_offered, conversation_id, payload)

    def _answer(self, message: Received, bot: Sequence[dict[str, Any]], delivered: bool) -> list[Said]:
        now = self._clock()
        user, said = Said("user", message.said, now), [of_bot(body, now) for body in bot]
        handed_over = now if delivered else None
        with self._database.write() as connection:
            if not work_off(connection, message, now):
                return self._hand_over(connection, message.id, now) if delivered else []
            said = [one for one in said if not _was_heard(connection, message, one)]
            rows = [row_of(message.conversation_id, user, now)]
            rows += [row_of(message.conversation_id, one, handed_over) for one in said]
            waiting = self._take_waiting(connection, message, now) if delivered else []
            _, *ids = connection.execute(_KEEP, [{**row, "inbox_id": message.id} for row in rows]).scalars()
        return [*waiting, *(replace(one, id=known) for one, known in zip(said, ids, strict=True))]

    def _answers_again(self, message: int) -> list[Said]:
        with self._database.write() as connection:
            return self._hand_over(connection, message, self._clock())

    def _hand_over(self, connection: Connection, message: int, now: datetime) -> list[Said]:
        mine = (messages.c.inbox_id == message) & (messages.c.author == "bot")
        connection.execute(update(messages).where(mine, messages.c.delivered_at.is_(None)).values(delivered_at=now))
        return [of_row(row) for row in connection.execute(select(messages).where(mine).order_by(messages.c.id))]

    def _left_waiting(self, channel: str, since: datetime) -> list[tuple[str, list[int]]]:
        of_channel = conversations.c.principal_id == principals.c.id, principals.c.channel == channel
        query = (
            select(messages.c.conversation_id, messages.c.id)
            .where(messages.c.conversation_id == conversations.c.id, *of_channel)
            .where(messages.c.delivered_at.is_(None), messages.c.author == "bot", messages.c.created_at <= since)
            .order_by(messages.c.conversation_id, messages.c.id)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [(conversation, [row.id for row in own]) for conversation, own in groupby(rows, lambda row: row[0])]

    def _keep(self, conversation_id: str, bot: Sequence[dict[str, Any]], about: str, delivered: bool) -> list[int]:
        now = self._clock()
        said = [of_news(of_bot(body, now), about) for body in bot]
        with self._database.write() as connection:
            said = [one for one in said if one.about == about or not _told(connection, conversation_id, one)]
            rows = [row_of(conversation_id, one, now if delivered else None) for one in said]
            return list(connection.execute(_KEEP, rows).scalars()) if rows else []

    def _ids(self, chosen: ColumnElement[bool]) -> list[int]:
        with self._database.read() as connection:
            return list(connection.execute(select(messages.c.id).where(chosen).order_by(messages.c.id)).scalars())

    def _select(self, chosen: ColumnElement[bool]) -> list[Said]:
        with self._database.read() as connection:
            rows = connection.execute(select(messages).where(chosen).order_by(messages.c.id)).all()
        return [of_row(row) for row in rows]

    async def _mark(
        self,
        conversation_id: str,
        ids: Sequence[int],
        before: datetime | None,
        after: datetime | None,
        *more: ColumnElement[bool],
    ) -> None:
        was = messages.c.delivered_at.is_not_distinct_from(before)
        mine = (messages.c.conversation_id == conversation_id) & messages.c.id.in_(ids)
        await self._database.run(self._update, update(messages).where(mine, was, *more).values(delivered_at=after))

    def _update(self, query: Update) -> None:
        with self._database.write() as connection:
            connection.execute(query)

    def _drop_waiting(self, conversation_id: str, about: str) -> None:
        is_waiting = (messages.c.conversation_id == conversation_id) & messages.c.delivered_at.is_(None)
        with self._database.write() as connection:
            connection.execute(delete(messages).where(is_waiting, messages.c.about.startswith(about, autoescape=True)))

    def _take_waiting(self, connection: Connection, message: Received, now: datetime) -> list[Said]:
        moment = {"conversation": message.conversation_id, "left": now - PICKED_FOR}
        rows = connection.execute(_WAITING, moment).all()
        if rows:
            is_waiting = messages.c.id.in_([row.id for row in rows])
            # Whoever asks for this answer again gets them again, except where they are the answer to another message.
            brought_with = func.coalesce(messages.c.inbox_id, message.id)
            connection.execute(update(messages).where(is_waiting).values(delivered_at=now, inbox_id=brought_with))
        return [of_row(row) for row in rows]

    def _begin_anew(self, conversation_id: str) -> None:
        now = update(conversations).where(conversations.c.id == conversation_id).values(begun_at=self._clock())
        with self._database.write() as connection:
            connection.execute(now)

    def _history(self, conversation_id: str) -> list[Said]:
        query = select(messages).where(is_current(conversation_id))
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(messages.c.id.desc()).limit(HISTORY)).all()
        return [of_row(row) for row in reversed(rows)]

    def _was_offered(self, conversation_id: str, payload: str) -> bool:
        query = (
            select(messages.c.body)
            .where(is_current(conversation_id), messages.c.has_buttons)
            .order_by(messages.c.id.desc())
            .limit(OFFERS)
        )
        with self._database.read() as connection:
            bodies = connection.execute(query).scalars()
            return any(payload in payloads(body) for body in bodies)


def _was_heard(connection: Connection, message: Received, said: Said) -> bool:
    """Return whether the person has heard this outcome, or is just about to, by another way.

    Whoever asks once more after they heard it is answered. A message that is worked again, or only now, asks nothing
    more: what came of it may have been told meanwhile.
    """
    told = _told(connection, message.conversation_id, said)
    return bool(told) and (not message.is_first_try or any(one in (None, ON_ITS_WAY) for one in told))


def _told(connection: Connection, conversation_id: str, said: Said) -> list[datetime | None]:
    """Return when each message was handed over that has told the same outcome, in an answer or as news."""
    if not (keys := both_keys(said.about)):
        return []
    same = (messages.c.conversation_id == conversation_id) & messages.c.about.in_(keys)
    return list(connection.execute(select(messages.c.delivered_at).where(same)).scalars())
