"""A mail server on this machine: real sockets, and what it was given."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailbox:
    """What arrived, and how the server behaves."""

    url: str = ""
    refuse: bool = False
    senders: list[str] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    messages: list[EmailMessage] = field(default_factory=list)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def next(self) -> EmailMessage:
        """Return the message that arrives next, or arrived since."""
        assert self.arrived.acquire(timeout=10), "no mail arrived"
        return self.messages[-1]


class _Session(socketserver.StreamRequestHandler):
    """RFC 5321, as much as one client needs."""

    def handle(self) -> None:
        box: Mailbox = self.server.box
        self._say(220, "ready")
        for line in iter(self.rfile.readline, b""):
            word = line.decode().strip()
            match word[:4].upper():
                case "EHLO" | "HELO":
                    self._say(250, "here")
                case "MAIL":
                    box.senders.append(word.partition("<")[2].partition(">")[0])
                    self._say(250, "ok")
                case "RCPT" if box.refuse:
                    self._say(550, "nobody of that name")
                case "RCPT":
                    box.receivers.append(word.partition("<")[2].partition(">")[0])
                    self._say(250, "ok")
                case "DATA":
                    self._say(354, "go on")
                    self._take(box)
                case "QUIT":
                    self._say(221, "bye")
                    return
                case _:
                    self._say(250, "ok")

    def _take(self, box: Mailbox) -> None:
        lines = []
        for line in iter(self.rfile.readline, b".\r\n"):
            lines.append(line.removeprefix(b"."))
        box.messages.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self._say(250, "taken")
        box.arrived.release()

    def _say(self, code: int, text: str) -> None:
        self.wfile.write(f"{code} {text}\r\n".encode())


@contextmanager
def serving_mail() -> Iterator[Mailbox]:
    """Take mail while the context lasts."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session) as server:
        server.daemon_threads = True
        box = Mailbox(f"smtp://127.0.0.1:{server.server_address[1]}")
        server.box = box
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join(10)
