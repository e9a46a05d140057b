"""Plays a conversation (`tests/e2e/steps.py`) and compares each answer with what is expected."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.e2e.calendar import Booking, Calendar, spoken, told
from tests.e2e.chats import Chat, Message, WebChat
from tests.e2e.person import Page, sign_in
from tests.e2e.responses import Responses
from tests.e2e.running import Running
from tests.e2e.steps import KNOWN, Step, filled, listed


class Mismatch(AssertionError):
    """The bot did something else; the message shows the whole conversation."""


@dataclass
class Player:
    """One conversation being played."""

    chat: Chat
    running: Running
    responses: Responses
    calendar: Calendar | None = None
    moments: dict[str, datetime] = field(default_factory=dict)
    # Days in words, as `{tomorrow}`.
    days: dict[str, str] = field(default_factory=dict)
    transcript: list[str] = field(default_factory=list)
    _last: list[Message] = field(default_factory=list)
    _page: Page | None = None
    _tabs: dict[str, Chat] = field(default_factory=dict)
    _stood: dict[str, Booking] = field(default_factory=dict)
    _marked: set[tuple[str, str]] = field(default_factory=set)
    _hooks: int = 0

    def play(self, steps: list[Step]) -> None:
        """Play every step; Mismatch at the first that goes otherwise."""
        self._stood = self.calendar.bookings() if self.calendar else {}
        self._hooks = self.calendar.hooks() if any("unsubscribed" in one for one in steps) and self.calendar else 0
        self._marked = self.calendar.no_shows() if any("no_shows" in one for one in steps) and self.calendar else set()
        for written in steps:
            step = filled(written, spoken(self.moments) | self.days)
            self._expect(set(step) <= KNOWN, f"unknown words in the step: {set(step) - KNOWN}")
            before = self.running.calls() if "calls" in step else None
            self._act(step)
            self._compare(step)
            if before is not None:
                made = dict(self.running.calls_since(before))
                self._expect(made == step["calls"], f"Calendly was asked {made}, expected {step['calls']}")

    def _act(self, step: Step) -> None:
        if "fault" in step:
            self.transcript.append(f"-- Calendly is about to fail: {step['fault']}")
            self.running.arm(step["fault"])
        if step.get("watched"):
            self.running.watched()
        if "somebody_books" in step and self.calendar:
            self._somebody_books(step["somebody_books"])
        if self.calendar and (changes := step.keys() & {"somebody_cancels", "somebody_moves", "host_cancels"}):
            self._changes(changes.pop(), step)
        if "noted" in step:
            self.running.news(step["noted"], told=False)
        if "news" in step:
            self.running.news(step["news"], told=True)
        if "runs_out" in step:
            self.transcript.append(f"-- time passes, and the {step['runs_out']} has run out")
            self.running.run_out(step["runs_out"])
        if "due" in step:
            self.transcript.append(f"-- time passes, and {step['due']} are due")
            self.running.come_due(step["due"])
        if "told" in step:
            self.running.wait_told()
        if "tab" in step:
            self._look_at(step["tab"])
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

    def _somebody_books(self, wanted: str | dict[str, str]) -> None:
        assert self.calendar
        self.transcript.append(f"-- somebody else books: {wanted}")
        booking = {"at": wanted} if isinstance(wanted, str) else dict(wanted)
        self.calendar.take(self.moments[booking.pop("at")], **booking)

    def _changes(self, what: str, step: Step) -> None:
        assert self.calendar
        self.transcript.append(f"-- {what.replace('_', ' ')}: {step[what]}")
        match what:
            case "somebody_cancels":
                self.calendar.give_up(**step[what])
            case "somebody_moves":
                self.calendar.move(step[what]["email"], self.moments[step[what]["to"]])
            case "host_cancels":
                self.calendar.call_off(**step[what])

    def tidy(self) -> None:
        """Cancel what the conversation has left behind, so that every one begins with the same calendar."""
        if self.calendar:
            self.calendar.cancel(one for who, one in self.calendar.bookings().items() if who not in self._stood)

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
        self.running.settle()

    def _link(self, step: Step) -> None:
        self._connect(step["link"])
        if isinstance(self.chat, WebChat):
            self._hear(self.chat.pushed(len(step["bot"])))
        else:
            self._say(self._code(), self._code(), None)
            self._say("yes", "yes", None)

    def _look_at(self, tab: str) -> None:
        self.transcript.append(f"-- looks at the {tab} tab")
        self._tabs.setdefault("first", self.chat)
        if tab not in self._tabs:
            assert isinstance(self.chat, WebChat)
            self._tabs[tab] = self.chat.another_tab()
        self.chat = self._tabs[tab]

    def _unique_name(self) -> str:
        names = [line.partition(" · ")[2] for message in self._last for line in message.get("text", "").splitlines()]
        return next(name for name in names if name and names.count(name) == 1)

    def _calendar_file(self) -> str:
        buttons = [button for message in self._last for button in message.get("buttons") or []]
        links = [button["url"] for button in buttons if "/calendar/" in button.get("url", "")]
        self._expect(len(links) == 1, f"there is no single calendar file but {len(links)}")
        answer = self.chat.browser.get(links[0])
        self._expect(answer.headers["content-type"].startswith("text/calendar"), f"no calendar file: {answer}")
        return answer.text.replace("\r\n ", "")  # RFC 5545 §3.1: long lines are folded

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
        for part in listed(step.get("says")):
            self._expect(part in text, f"the bot did not say {part!r}")
        for part in listed(step.get("never")):
            self._expect(part not in text, f"the bot said {part!r}")
        for part in listed(step.get("page")):
            self._expect(self._page is not None and part in self._page.text, f"the page does not say {part!r}")
        if "history" in step:
            assert isinstance(self.chat, WebChat)
            shown = [message.get("text", "") for message in self.chat.history]
            for part in listed(step["history"]):
                self._expect(sum(part in one for one in shown) == 1, f"the history does not show {part!r} once")
        if "calendar_file" in step:
            file = self._calendar_file()
            for part in listed(step["calendar_file"]):
                self._expect(part in file, f"the calendar file does not hold {part!r}: {file}")
        if step.get("unsubscribed") and self.calendar:
            self._expect(self.calendar.hooks() == self._hooks, "a subscription is left")
        if "holds" in step:
            self._compare_bookings(step["holds"])
        if "no_shows" in step:
            assert self.calendar, "a conversation with `no_shows` needs `moments`"
            more = len(self.calendar.no_shows()) - len(self._marked)
            self._expect(more == step["no_shows"], f"{more} more no-shows are marked, expected {step['no_shows']}")

    def _compare_bookings(self, expected: list[dict[str, Any]]) -> None:
        assert self.calendar, "a conversation with `holds` needs `moments`"
        stand = self.calendar.bookings()
        self._expect(self._stood.keys() <= stand.keys(), "a booking that stood before is gone")
        made = [told(one, self.calendar.zone) for who, one in stand.items() if who not in self._stood]
        fits = len(made) == len(expected) and all(
            any(wanted.items() <= one.items() for one in made) for wanted in expected
        )
        self._expect(fits, f"the calendar holds {made}, expected {expected}")

    def _compare_responses(self, expected: list[str]) -> None:
        texts = [message.get("text", "") for message in self._last]
        got = [self.responses.names_of(text) for text in texts]
        same = len(texts) == len(expected) and all(
            any(self.responses.is_one(name, text) for name in names.split(" or "))
            for names, text in zip(expected, texts, strict=True)
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
