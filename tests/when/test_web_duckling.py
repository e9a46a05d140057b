"""A Duckling server instead of the wheel: the same words, the same times."""

import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import pytest

from parley.when import Words, open_words
from parley.when.engines.child import Child, duckling_command
from parley.when.engines.grammar import Grammar
from parley.when.engines.hits import Asked, EngineError
from parley.when.engines.web import WebDuckling

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 19, 10, tzinfo=ZONE)


class Server(ThreadingHTTPServer):
    """Duckling's HTTP server, with a real Duckling behind it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.child, self.turn = Child(duckling_command()), threading.Lock()
        self.child.wait_until_ready()
        self.forms: list[dict[str, str]] = []
        self.answer: bytes | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        form = {name: value for name, (value,) in parse_qs(body).items()}
        self.server.forms.append(form)
        body = self.server.answer or json.dumps(self._found(form)).encode()
        self.send_response(200 if self.path == "/parse" else 404)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _found(self, form: dict[str, str]) -> list[object]:
        wall = datetime.fromtimestamp(int(form["reftime"]) / 1000, UTC).replace(tzinfo=None)
        with self.server.turn:
            ((certain, latent),) = self.server.child.ask(Asked((form["text"],), wall, form["locale"]), 30.0)
        return latent if form["latent"] == "true" else certain

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
    server.child.end()


@pytest.mark.parametrize("said", ["tomorrow at 3", "3-4pm", "next Friday", "4", "morning", "for 45 minutes"])
def test_words_come_out_as_they_do_with_the_wheel(server, words: Words, said):
    found = Words(WebDuckling(server.url, deadline=30.0)).parse(said, NOW, ZONE, "en-US", expecting=True)
    ours = words.parse(said, NOW, ZONE, "en-US", expecting=True)
    assert [(span.start, span.end, span.duration, span.rules) for span in found] == [
        (span.start, span.end, span.duration, span.rules) for span in ours
    ]
    assert {span.by for span in found} == {"http"}


def test_the_server_is_asked_on_the_wall_and_never_about_a_zone(server):
    Words(WebDuckling(server.url, deadline=30.0)).parse("tomorrow at 3pm Berlin time", NOW, ZONE, "en-GB")
    form = server.forms[0]
    wall = datetime.fromtimestamp(int(form["reftime"]) / 1000, UTC)
    assert (form["tz"], form["locale"], wall.hour) == ("UTC", "EN_GB", 10)
    assert "Berlin" not in form["text"]


@pytest.mark.parametrize("answer", [b"<html>", b"{}", b'[{"dim": "time"}]', b"null"])
def test_what_is_no_answer_of_duckling_is_an_error(server, answer):
    server.answer = answer
    with pytest.raises(EngineError):
        WebDuckling(server.url, deadline=30.0).read(Asked(("tomorrow",), datetime(2026, 11, 19, 10), "EN_US"))


def test_a_server_that_is_not_there_leaves_the_own_grammar():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and listens not
        words = open_words(f"http://127.0.0.1:{taken.getsockname()[1]}")
        (span,) = words.parse("tomorrow at 3pm", NOW, ZONE, "en-US")
    assert (span.by, span.start) == ("grammar", datetime(2026, 11, 20, 15, tzinfo=ZONE))


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("tomorrow", datetime(2026, 11, 20)),
        ("on Friday at 15:00", datetime(2026, 11, 20, 15)),
        ("9am", datetime(2026, 11, 20, 9)),
        ("24 November", datetime(2026, 11, 24)),
        ("Jan 5th at 2:30 pm", datetime(2027, 1, 5, 14, 30)),
        ("2027-01-05", datetime(2027, 1, 5)),
    ],
)
def test_the_own_grammar_reads_the_plainest_words(said, start):
    ((hit,),) = Grammar().read(Asked((said,), datetime(2026, 11, 19, 10), "EN_US"))
    assert hit.values[0].start == start


@pytest.mark.parametrize("said", ["31 February", "13pm", "25:00", "hello", "5"])
def test_the_own_grammar_makes_nothing_up(said):
    assert Grammar().read(Asked((said,), datetime(2026, 11, 19, 10), "EN_US")) == [[]]
