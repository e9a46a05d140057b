"""The proxy itself, between a plain HTTP server and a plain HTTP client."""

import http.client
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.faults.proxies import Proxies
from tests.faults.ways import Fault, Way

ANSWER = b"all of it, and not a word less; " * 30


class Server(ThreadingHTTPServer):
    """Answers every request and remembers its path."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.heard: list[str] = []

    def handle_error(self, *_: object) -> None:
        """Say nothing: connections are cut here on purpose."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # Head and body leave together.

    def do_GET(self) -> None:
        self.server.heard.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server():
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def proxies(server):
    proxies = Proxies()
    proxies.link("there", server.server_port)
    yield proxies
    proxies.close()


@pytest.fixture
def ask(proxies):
    """Ask for a path over one connection that is kept open, and return what came."""
    connection = http.client.HTTPConnection("127.0.0.1", proxies.links["there"].port, timeout=20)

    def ask(path: str = "/") -> bytes:
        try:
            connection.request("GET", path)
            return connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            connection.close()  # The next one opens it anew.
            raise

    yield ask
    connection.close()


def test_a_sound_link_passes_everything_on(ask, server):
    assert [ask("/one"), ask("/two")] == [ANSWER, ANSWER]
    assert server.heard == ["/one", "/two"]


def test_latency_delays_and_loses_nothing(ask, proxies, server):
    proxies.fail("there", Fault(Way.LATENCY, seconds=0.1))
    assert ask() == ANSWER
    assert proxies.links["there"].met == {Way.LATENCY: 1}


def test_a_reset_before_hides_the_request_from_the_other_side(ask, proxies, server):
    ask("/before")
    proxies.fail("there", Fault(Way.RESET_BEFORE))
    with pytest.raises(ConnectionResetError):
        ask("/lost")
    assert server.heard == ["/before"]


def test_a_reset_after_hides_the_answer_alone(ask, proxies, server):
    proxies.fail("there", Fault(Way.RESET_AFTER))
    with pytest.raises(ConnectionResetError):
        ask("/done")
    assert server.heard == ["/done"]


def test_half_an_answer_breaks_off(ask, proxies, server):
    proxies.fail("there", Fault(Way.HALF_ANSWER))
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        ask("/done")
    assert server.heard == ["/done"]


def test_a_black_hole_is_silent_until_it_is_mended(proxies, server):
    proxies.fail("there", Fault(Way.BLACKHOLE, times=None))
    with socket.create_connection(("127.0.0.1", proxies.links["there"].port), timeout=20) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: there\r\n\r\n")
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            connection.recv(1)
        proxies.mend("there")
        connection.settimeout(20)
        with pytest.raises(ConnectionResetError):
            connection.recv(1)
    assert server.heard == []


def test_what_is_down_refuses_and_comes_back_at_the_same_port(ask, proxies, server):
    ask()
    with proxies.failing("there", Fault(Way.DOWN)):
        with pytest.raises(ConnectionError):
            ask("/open")
        with pytest.raises(ConnectionRefusedError):
            ask("/new")
    assert ask("/back") == ANSWER
    assert server.heard == ["/", "/back"]


def test_a_fault_is_met_as_often_as_it_says_and_by_what_it_is_about(ask, proxies, server):
    proxies.fail("there", Fault(Way.RESET_BEFORE, about=(b"GET", b"/this")))
    assert ask("/that") == ANSWER
    with pytest.raises(ConnectionResetError):
        ask("/this")
    assert ask("/this") == ANSWER
    assert proxies.links["there"].met == {Way.RESET_BEFORE: 1}


def test_a_link_to_several_passes_over_who_is_not_there(proxies, server):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        link = proxies.link("either", nobody.getsockname()[1], server.server_port)
        for _ in range(3):
            connection = http.client.HTTPConnection("127.0.0.1", link.port, timeout=20)
            connection.request("GET", "/")
            assert connection.getresponse().read() == ANSWER
            connection.close()
