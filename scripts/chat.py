"""A chat with a running Parley in the terminal, as a client of its REST channel: `make run`, and elsewhere `make chat`.

Type what you like, or press a button by its number in brackets: `[2]`. Ctrl-D ends it.
"""

import secrets
import sys
from collections.abc import Callable
from typing import Any

import requests

from parley.loading import BadSettings, load

PATIENCE = 30  # seconds
Message = dict[str, Any]


def main() -> int:
    """Chat until the input ends; 1 when there is nobody to chat with."""
    try:
        settings = load()
    except BadSettings as faults:
        print(faults, file=sys.stderr)
        return 1
    clients = list(settings.rest_keys.values())
    if not clients:
        print("Set PARLEY_REST_CLIENTS; `make env` writes one.", file=sys.stderr)
        return 1
    url = f"http://127.0.0.1:{settings.gateway_port}/webhooks/rest/webhook"
    sender = f"terminal-{secrets.token_hex(8)}"

    def say(text: str) -> list[Message]:
        body = {"sender": sender, "message": text}
        answer = requests.post(url, json=body, headers={"Authorization": f"Bearer {clients[0]}"}, timeout=PATIENCE)
        answer.raise_for_status()
        messages: list[Message] = answer.json()
        return messages

    try:
        return chat(say)
    except requests.ConnectionError:
        print(f"Nobody answers on port {settings.gateway_port}. Start Parley with `make run` first.", file=sys.stderr)
        return 1


def chat(say: Callable[[str], list[Message]]) -> int:
    """Read lines and show the answers, the buttons numbered, until the input ends."""
    print('Say something, such as "hello" or "book a meeting". `[2]` presses the second button; Ctrl-D ends the chat.')
    buttons: list[dict[str, str]] = []
    while True:
        try:
            text = input("you: ").strip()
        except EOFError:
            print()
            return 0
        if text:
            buttons = shown(say(meant(text, buttons)))


def meant(text: str, buttons: list[dict[str, str]]) -> str:
    """Return what to send: the payload of a button pressed by `[2]` or its title, else the text itself."""
    for number, button in enumerate(buttons, start=1):
        if text in (f"[{number}]", f"[{button['title']}]"):
            return button["payload"]
    return text


def shown(messages: list[Message]) -> list[dict[str, str]]:
    """Print the messages; return the buttons that can be pressed."""
    pressable: list[dict[str, str]] = []
    for message in messages:
        print("bot:", message.get("text", "").replace("\n", "\n     "))
        for button in message.get("buttons") or []:
            if "payload" in button:
                pressable.append(button)
                print(f"     [{len(pressable)}] {button['title']}")
    return pressable


if __name__ == "__main__":
    sys.exit(main())
