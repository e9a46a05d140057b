"""A person at a good REST client: what gets no answer is sent again, under the same `message_id`, until it has one."""

import re
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.support import plain

PATIENCE = 240.0  # seconds for one message, whatever is broken meanwhile
ONE_TRY = 30.0  # longer than the gateway waits for Rasa
PAUSE = 0.5
_SECONDS = re.compile(r"\bin (\d+) seconds\b")


class Unanswered(AssertionError):
    """A message got no answer within all patience."""


@dataclass(frozen=True)
class Exchange:
    """What was said, under which id, and what came back; `tries` tells how each try ended."""

    message_id: str
    said: str
    heard: list[str]
    tries: list[str]


@dataclass
class Person:
    """One sender at one client of the REST webhook."""

    url: str
    key: str
    sender: str
    exchanges: list[Exchange] = field(default_factory=list)

    def say(self, text: str, message_id: str | None = None, patience: float = PATIENCE) -> list[str]:
        """Return the texts that answer, those that had waited before them."""
        message_id, tries = message_id or uuid.uuid4().hex, []
        deadline = time.monotonic() + patience
        while (messages := self._try(text, message_id, tries)) is None:
            if time.monotonic() > deadline:
                raise Unanswered(f"{self.sender} said {text!r}: {tries}")
            time.sleep(PAUSE)
        heard = [message.get("text", "") for message in messages]
        self.exchanges.append(Exchange(message_id, text, heard, tries))
        return heard

    @property
    def told_to_wait(self) -> float:
        """Return how many seconds the last answer says to wait, with one more; 0 when it says nothing of that."""
        last = self.exchanges[-1].heard if self.exchanges else []
        found = [_SECONDS.search(text) for text in last]
        return max((int(one[1]) + 1.0 for one in found if one), default=0.0)

    @property
    def transcript(self) -> str:
        """Return all that was said, for people to read; what was said over and over with one answer, once and last."""
        rows = zip(self.exchanges, [*self.exchanges[1:], None], strict=True)
        told = [one for one, after in rows if not (after and one.said == after.said and _is_plain(one, after))]
        return "\n".join(line for one in told for line in _lines(one))

    def _try(self, text: str, message_id: str, tries: list[str]) -> list[dict[str, Any]] | None:
        body = {"sender": self.sender, "message": text, "message_id": message_id}
        headers = {"Authorization": f"Bearer {self.key}"}
        try:
            answer = plain.post(f"{self.url}/webhooks/rest/webhook", json=body, headers=headers, timeout=ONE_TRY)
        except httpx.TransportError as error:
            tries.append(type(error).__name__)
            return None
        tries.append(str(answer.status_code))
        if answer.status_code >= 500 or answer.status_code in (409, 425, 429):
            return None
        answer.raise_for_status()
        messages: list[dict[str, Any]] = answer.json()
        return messages


def _is_plain(one: Exchange, after: Exchange) -> bool:
    return all(len(each.heard) == 1 and each.tries == ["200"] for each in (one, after))


def _lines(one: Exchange) -> list[str]:
    tried = f"   ({', '.join(one.tries)})" if one.tries != ["200"] else ""
    return [f"person: {one.said}{tried}", *(f"   bot: {text}" for text in one.heard)]
