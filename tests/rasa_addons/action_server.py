"""An action server that answers by the action's name and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SLOW_S = 1.0


def _listed() -> dict[str, Any]:
    event = {"event": "slot", "timestamp": None, "name": "listed", "value": ["a", "b"]}
    return {"events": [event], "responses": [{"text": "Two events."}]}


def _slow() -> dict[str, Any]:
    time.sleep(SLOW_S)
    return {"events": [], "responses": [{"text": "Here at last."}]}


class Fickle:
    """Fails at first, and answers from then on."""

    failed = False

    def __call__(self) -> dict[str, Any]:
        """Return the answer, or one that Rasa cannot take."""
        if not self.failed:
            self.failed = True
            return {"events": [{"event": "slot"}], "responses": []}
        return {"events": [], "responses": [{"text": "There is news.", "about": "news:1"}]}


def _slot(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "timestamp": None, "name": name, "value": value}


def _asking(call: dict[str, Any]) -> dict[str, Any]:
    """A form's one question: a yes leads to what it asks for, anything else is left to Rasa."""
    tracker = call["tracker"]
    if tracker["slots"]["task"] is None:
        return {"events": [_slot("task", "open")], "responses": []}
    if tracker["latest_message"]["intent"]["name"] != "affirm":
        return {"events": [], "responses": []}
    done = [_slot("task", "agreed"), _slot("requested_slot", None), {"event": "followup", "name": "action_do"}]
    return {"events": done, "responses": [{"text": "Right away."}]}


def _doing(call: dict[str, Any]) -> dict[str, Any]:
    told = f"Done, it was {call['tracker']['slots']['task']}."
    return {"events": [_slot("task", None)], "responses": [{"text": told}]}


# What is answered by what was asked.
ANSWERS_TO = {"validate_ask_form": _asking, "action_do": _doing}
ANSWERS: dict[str, tuple[int, Any]] = {
    "action_list": (200, _listed),
    "action_slow": (200, _slow),
    "action_broken": (500, lambda: {"error": "broken", "action_name": "action_broken"}),
    "action_babble": (200, lambda: {"events": [{"event": "slot"}], "responses": []}),
    "action_tell": (200, Fickle()),
    "action_ask_question": (200, lambda: {"events": [], "responses": [{"text": "Shall I?"}]}),
    "action_pause": (200, lambda: {"events": [{"event": "pause"}], "responses": [{"text": "Silent from now on."}]}),
}


class ActionServer(ThreadingHTTPServer):
    """Runs in threads of the test process; `calls` and `headers` hold what came in."""

    daemon_threads = True

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        # Actions whose next call is cut off, and whether that is before it is worked.
        self.cut: dict[str, bool] = {}
        super().__init__(("127.0.0.1", 0), _Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where Rasa finds it."""
        return f"http://127.0.0.1:{self.server_address[1]}/webhook"


def _answer(call: dict[str, Any]) -> tuple[int, bytes]:
    name = call["next_action"]
    if name in ANSWERS_TO:
        return 200, json.dumps(ANSWERS_TO[name](call)).encode()
    status, answer = ANSWERS[name]
    return status, json.dumps(answer()).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ActionServer

    def do_POST(self) -> None:
        call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        is_cut_before = self.server.cut.pop(call["next_action"], None)
        if not is_cut_before:
            self.server.calls.append(call)
            self.server.headers.append(dict(self.headers))
        if is_cut_before is not None:
            self.close_connection = True
            return
        status, body = _answer(call)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        return None
