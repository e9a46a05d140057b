"""A server that answers whatever it is told to: for what Calendly does only when something is wrong with it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """One answer, as it goes over the wire."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})


@dataclass
class OddServer:
    """Answers with `answers` in turn, the last one again and again; `seen` is what came in."""

    url: str = ""
    answers: list[Answer] = field(default_factory=lambda: [Answer()])
    seen: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    def says(self, *answers: Answer) -> None:
        """Answer like this from now on."""
        self.answers = list(answers)

    def header(self, name: str) -> list[str | None]:
        """Return this header of each request so far."""
        return [headers.get(name.lower()) for _, _, headers, _ in self.seen]

    def next(self) -> Answer:
        """Return the answer to give now."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def serving_oddly() -> Iterator[OddServer]:
    """Serve while the context lasts."""
    odd = OddServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            read = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            lower = {name.lower(): value for name, value in self.headers.items()}
            odd.seen.append((self.command, self.path, lower, read))
            answer = odd.next()
            self.send_response(answer.status)
            for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    odd.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield odd
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
