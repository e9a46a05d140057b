"""The two ways to chat, as a person's client sees them."""

import queue
from typing import Any, Protocol

import httpx
import socketio

from tests.e2e.running import KEY, Running
from tests.support import plain

# A push may have to wait for a chore to come round.
PUSH_SECONDS = 60
Message = dict[str, Any]


class Chat(Protocol):
    """One person's conversation."""

    browser: httpx.Client

    def say(self, text: str, title: str | None = None) -> list[Message]:
        """Return the answers to what was typed, or to a pressed button's payload."""

    def pushed(self, count: int) -> list[Message]:
        """Return `count` messages that nobody asked for."""

    def reopen(self) -> None:
        """Come back after the server was away."""

    def close(self) -> None:
        """Leave."""


class RestChat:
    """A client of the REST webhook."""

    def __init__(self, running: Running, sender: str, whereabouts: dict[str, str] | None = None) -> None:
        self._whereabouts = whereabouts or {}
        self._url = f"{running.url}/webhooks/rest/webhook"
        self._sender = sender
        self.browser = plain.Client(timeout=30)

    def say(self, text: str, title: str | None = None) -> list[Message]:
        body = {"sender": self._sender, "message": text, "metadata": self._whereabouts}
        answer = plain.post(self._url, json=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=30)
        answer.raise_for_status()
        messages: list[Message] = answer.json()
        assert {message["recipient_id"] for message in messages} <= {self._sender}
        return messages

    def pushed(self, count: int) -> list[Message]:
        raise AssertionError("Nothing is pushed on REST: it comes with the next answer")

    def reopen(self) -> None:
        """Nothing to do: each request stands alone."""

    def close(self) -> None:
        self.browser.close()


class WebChat:
    """The chat page: a browser's cookie and a socket."""

    def __init__(
        self,
        running: Running,
        _sender: str = "",
        whereabouts: dict[str, str] | None = None,
        browser: httpx.Client | None = None,
    ) -> None:
        self._whereabouts = whereabouts or {}
        self._running = running
        self._messages: queue.Queue[Message] = queue.Queue()
        self.history: list[Message] = []
        self.browser = browser or plain.Client(timeout=30)
        self._socket = self._open()

    def say(self, text: str, title: str | None = None) -> list[Message]:
        answer = self._socket.call("user_uttered", {"message": text, "title": title}, timeout=30)
        assert answer["ok"], answer
        # The acknowledgement comes when the message is accepted; the sign for "no longer typing" after the answers.
        return list(iter(lambda: self._messages.get(timeout=PUSH_SECONDS), {"typing": False}))

    def pushed(self, count: int) -> list[Message]:
        return [self._messages.get(timeout=PUSH_SECONDS) for _ in range(count)]

    def reopen(self) -> None:
        self._socket.disconnect()
        self._socket = self._open()

    def another_tab(self) -> "WebChat":
        """Return the same chat in another tab of the same browser."""
        return WebChat(self._running, whereabouts=self._whereabouts, browser=self.browser)

    def _open(self) -> socketio.Client:
        self.browser.get(self._running.url)
        messages, opened = self._messages, queue.Queue[list[Message]]()
        opening = socketio.Client(reconnection=False)
        opening.on("history", lambda event: opened.put(event["messages"]))
        opening.on("bot_uttered", messages.put)
        opening.on("typing", lambda event: None if event["on"] else messages.put({"typing": False}))
        cookies = "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())
        opening.connect(self._running.url, headers={"Cookie": cookies}, transports=["websocket"])
        opening.emit("session_request", {"session_id": None, **self._whereabouts})
        self.history = opened.get(timeout=PUSH_SECONDS)
        return opening

    def close(self) -> None:
        self._socket.disconnect()
        self.browser.close()
