"""A conversation that meets everything that can happen to a link, on both channels."""

import re
from typing import Any

import httpx

from tests.canary.evidence import Evidence
from tests.e2e.chats import Chat, Message, RestChat, WebChat
from tests.e2e.person import Page, sign_in
from tests.e2e.running import Running
from tests.support import plain

QUESTION = "what's on my calendar?"
FAULTS = ("unauthenticated", "bad_gateway", "drop", "slow")


class Talk:
    """One person who talks to the bot, every secret on the way taken note of."""

    def __init__(self, running: Running, evidence: Evidence, chat: Chat) -> None:
        self._running = running
        self._evidence = evidence
        self._chat = chat
        evidence.watch(chat.browser)
        self.heard: list[Message] = []

    def say(self, text: str) -> list[Message]:
        """Say something, and take note of what is sealed afterwards."""
        said = self._chat.say(text)
        self.heard += said
        self._evidence.note_sealed()
        for message in said:
            for button in message.get("buttons") or []:
                self._evidence.note_address(button.get("url", ""))
        return said

    def link(self) -> str:
        """Ask for something until the bot gives a link, and return it."""
        for text in (QUESTION, "connect my calendly"):
            buttons = [button for message in self.say(text) for button in message.get("buttons") or []]
            if links := [button["url"] for button in buttons if "url" in button]:
                return links[0]
        raise AssertionError(f"no link was given: {self.heard[-2:]}")

    def sign_in(self, person: str, decision: str = "allow") -> Page:
        """Follow a link and decide at Calendly."""
        page = sign_in(self._chat.browser, self.link(), person, decision)
        self._evidence.note_sealed()
        return page

    def type(self, code: str) -> None:
        """Type a code, and agree where the bot asks whether this is the account."""
        self._evidence.canaries["typed code"] |= {code, code.replace(" ", "")}
        for message in self.say(code):
            offers = [button for button in message.get("buttons") or [] if "payload" in button]
            if offers:
                self.say(offers[0]["payload"])

    def pushed(self) -> None:
        """Wait for what the bot says unasked."""
        self.heard += self._chat.pushed(1)


def on_rest(running: Running, evidence: Evidence) -> None:
    """Sign in in another browser, type a wrong code, then the right one, and agree."""
    talk = Talk(running, evidence, RestChat(running, "canary-of-rest"))
    code = str(talk.sign_in("priya").code)
    talk.type(f"{(int(code.replace(' ', '')) + 1) % 10**6:06d}")
    talk.type(code)
    talk.say("who is coming to the first one?")


def on_web(running: Running, evidence: Evidence) -> None:
    """Deny, fail, link in the chat's own browser, go through every fault, lose the link, and make it again."""
    chat = WebChat(running, "")
    talk = Talk(running, evidence, chat)
    talk.sign_in("ana", "deny")
    talk.pushed()
    running.switch({"status": 503, "paths": ["/users/me"]})
    talk.sign_in("ana")
    talk.pushed()
    running.switch(None)
    talk.sign_in("ana")
    talk.pushed()
    every_fault(running, talk)
    talk.sign_in("ana")
    talk.pushed()
    replay(chat.browser, evidence)
    arm(running, "rate_limited")
    talk.say(QUESTION)
    chat.reopen()
    chat.close()


def every_fault(running: Running, talk: Talk) -> None:
    """Refresh, meet whatever Calendly can do to a call and to a refresh, and lose the answer to the last one."""
    talk.say("who is coming to the first one?")
    for _ in range(3):
        running.expire()
        talk.say(QUESTION)
    for fault in FAULTS:
        arm(running, fault)
        talk.say(QUESTION)
    for status in (500, 401):
        running.switch({"status": status})
        talk.say(QUESTION)
    running.switch({"status": 503, "paths": ["/oauth/token"]})
    running.expire()
    talk.say(QUESTION)
    running.switch(None)
    for fault in ("bad_gateway", "drop", "lose_refresh_answer"):
        arm(running, fault, ["/oauth/token"])
        talk.say(QUESTION)
    talk.say(QUESTION)  # the one probe, and the honest end


def of_a_stranger(running: Running, evidence: Evidence) -> None:
    """Guess a code to the end, and knock with keys, tickets and states that are none."""
    talk = Talk(running, evidence, RestChat(running, "canary-who-guesses"))
    code = str(talk.sign_in("priya").code).replace(" ", "")
    for step in range(1, 6):
        talk.type(f"{(int(code) + step) % 10**6:06d}")
    marked = "canary-Made-Up-0123456789-abcdefghij"
    evidence.canaries["made up"].add(marked)
    with plain.Client(base_url=running.url) as browser:
        browser.get(f"/oauth/start?t={marked}")
        browser.get(f"/oauth/callback?state={marked}&code={marked}", headers={"Cookie": f"parley_link={marked}"})
        body: dict[str, Any] = {"sender": "canary", "message": "hello"}
        browser.post("/webhooks/rest/webhook", json=body, headers={"Authorization": f"Bearer {marked}"})
    for url in (running.stack.values["PARLEY_RASA_URL"] + "/webhooks/internal/turn",):
        plain.post(url, json={}, headers={"Authorization": f"Bearer {marked}"})
    plain.post(running.stack.values["PARLEY_ACTIONS_URL"], json={}, headers={"Authorization": f"Bearer {marked}"})


def replay(browser: httpx.Client, evidence: Evidence) -> None:
    """Come back with every state and ticket once more."""
    for state in list(evidence.canaries["state"]):
        browser.get(f"{evidence.gateway}/oauth/callback?state={state}&code=used")
    for ticket in list(evidence.canaries["ticket"]):
        browser.get(f"{evidence.gateway}/oauth/start?t={ticket}")
    evidence.canaries["code"].discard("used")


def arm(running: Running, kind: str, paths: list[str] | None = None) -> None:
    """Let one call to Calendly go wrong."""
    body = {"kind": kind, "paths": paths or [], "ms": 50} if kind == "slow" else {"kind": kind, "paths": paths or []}
    plain.post(f"{running.sandbox}/_sandbox/faults", json=body).raise_for_status()


def codes_in(pages: list[str]) -> list[str]:
    """Return the codes that pages showed."""
    return [found for page in pages for found in re.findall(r"\b\d{3} \d{3}\b", page)]
