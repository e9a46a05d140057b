"""Plays a conversation written as YAML and compares each answer with what is expected.

Steps: `say` (typed; `{unique}` is an event's name that stands once in the list above), `press` (a button's title),
`connect` (follow the link as a sample person, or `deny`), `type_code`, `link` (connect, and type the code where the
channel needs one), `wrong_codes` (how many), `restart`, `reload`, `calendly` (switches, `expire`, `forget` or `well`).

Expectations beside them: `bot` (responses in order), `pushed` (the same, unasked), `says` and `never` (texts), `calls`
(how often Calendly was asked), `page` (text), `history` (texts shown once after a reload).
"""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.e2e.chats import Chat, Message, WebChat
from tests.e2e.person import Page, sign_in
from tests.e2e.responses import Responses
from tests.e2e.running import Running

Step = dict[str, Any]
ACTS = {"say", "press", "connect", "type_code", "link", "wrong_codes", "restart", "calendly", "reload"}
EXPECTATIONS = {"bot", "pushed", "says", "never", "calls", "page", "history"}
KNOWN = ACTS | EXPECTATIONS


class Mismatch(AssertionError):
    """The bot did something else; the message shows the whole conversation."""


@dataclass
class Player:
    """One conversation being played."""

    chat: Chat
    running: Running
    responses: Responses
    transcript: list[str] = field(default_factory=list)
    _last: list[Message] = field(default_factory=list)
    _page: Page | None = None

    def play(self, steps: list[Step]) -> None:
        """Play every step; Mismatch at the first that goes otherwise."""
        for step in steps:
            self._expect(set(step) <= KNOWN, f"unknown words in the step: {set(step) - KNOWN}")
            before = self.running.calls() if "calls" in step else None
            self._act(step)
            self._compare(step)
            if before is not None:
                made = dict(self.running.calls() - before)
                self._expect(made == step["calls"], f"Calendly was asked {made}, expected {step['calls']}")

    def _act(self, step: Step) -> None:
        if "say" in step:
            text = step["say"].replace("{unique}", self._unique_name()) if "{unique}" in step["say"] else step["say"]
            self._say(text, text, None)
        if "press" in step:
            self._press(step["press"])
        if "connect" in step:
            self._connect(step["connect"])
        if "link" in step:
            self._link(step)
        if step.get("type_code"):
            self._say(self._code(), self._code(), None)
        for _ in range(step.get("wrong_codes", 0)):
            wrong = f"{(int(self._code().replace(' ', '')) + 1) % 10**6:06d}"
            self._say(wrong, wrong, None)
        if "calendly" in step:
            self._calendly(step["calendly"])
        if step.get("restart"):
            self.transcript.append("-- everything is restarted")
            self.running.restart()
            self.chat.reopen()
        if step.get("reload"):
            self.transcript.append("-- the page is loaded again")
            self.chat.reopen()

    def _say(self, text: str, shown: str, title: str | None) -> None:
        self.transcript.append(f"person: {shown}")
        self._hear(self.chat.say(text, title))

    def _press(self, title: str) -> None:
        buttons = [button for message in self._last for button in message.get("buttons") or []]
        pressed = [button for button in buttons if button["title"] == title and "payload" in button]
        self._expect(bool(pressed), f"there is no button {title!r} among {[one['title'] for one in buttons]}")
        self._say(pressed[0]["payload"], f"[{title}]", title)

    def _connect(self, person: str) -> None:
        buttons = [button for message in self._last for button in message.get("buttons") or []]
        links = [button["url"] for button in buttons if "url" in button]
        self._expect(len(links) == 1, f"there is no single link to follow but {len(links)}")
        self.transcript.append(f"-- follows the link and decides: {person}")
        decision = "deny" if person == "deny" else "allow"
        self._page = sign_in(self.chat.browser, links[0], "ana" if person == "deny" else person, decision)

    def _link(self, step: Step) -> None:
        self._connect(step["link"])
        if isinstance(self.chat, WebChat):
            self._hear(self.chat.pushed(len(step["bot"])))
        else:
            self._say(self._code(), self._code(), None)

    def _unique_name(self) -> str:
        names = [line.partition(" · ")[2] for message in self._last for line in message.get("text", "").splitlines()]
        return next(name for name in names if name and names.count(name) == 1)

    def _code(self) -> str:
        code = self._page.code if self._page else None
        self._expect(code is not None, f"the page shows no code: {self._page}")
        return str(code)

    def _calendly(self, mood: str | dict[str, Any]) -> None:
        self.transcript.append(f"-- Calendly: {mood}")
        match mood:
            case "expire":
                self.running.expire()
            case "forget":
                self.running.forget()
            case "well":
                self.running.switch(None)
            case dict():
                self.running.switch(mood)

    def _compare(self, step: Step) -> None:
        if "pushed" in step:
            self._hear(self.chat.pushed(len(step["pushed"])))
        expected = step.get("bot", step.get("pushed"))
        if expected is not None:
            self._compare_responses(expected)
        text = "\n".join(message.get("text", "") for message in self._last)
        for part in _listed(step.get("says")):
            self._expect(part in text, f"the bot did not say {part!r}")
        for part in _listed(step.get("never")):
            self._expect(part not in text, f"the bot said {part!r}")
        for part in _listed(step.get("page")):
            self._expect(self._page is not None and part in self._page.text, f"the page does not say {part!r}")
        if "history" in step:
            assert isinstance(self.chat, WebChat)
            shown = [message.get("text", "") for message in self.chat.history]
            for part in _listed(step["history"]):
                self._expect(sum(part in one for one in shown) == 1, f"the history does not show {part!r} once")

    def _compare_responses(self, expected: list[str]) -> None:
        texts = [message.get("text", "") for message in self._last]
        got = [self.responses.names_of(text) for text in texts]
        same = len(texts) == len(expected) and all(
            self.responses.is_one(name, text) for name, text in zip(expected, texts, strict=True)
        )
        self._expect(same, f"expected {expected}, got {got}")

    def _hear(self, messages: list[Message]) -> None:
        self._last = messages
        for message in messages:
            titles = [button["title"] for button in message.get("buttons") or []]
            self.transcript.append(
                f"bot: {message.get('text', json.dumps(message))}" + (f"  {titles}" if titles else "")
            )

    def _expect(self, holds: bool, otherwise: str) -> None:
        if not holds:
            raise Mismatch("\n".join([*self.transcript, f"!! {otherwise}"]))


def _listed(value: object) -> list[str]:
    return value if isinstance(value, list) else [] if value is None else [str(value)]
