"""A site of another domain than the bot's that carries the widget, and one that may not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SHOP, EVIL = "shop.example", "evil.example"
# Strict itself: what the widget asks of a site is these two lines.
POLICY = "default-src 'none'; script-src {bot}; frame-src {bot}"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script src="{bot}/widget.js" {data} defer></script></head>
<body><main><h1>A shop</h1><p><a href="/other">Another page</a> <button>Buy</button></p></main></body></html>"""


@dataclass
class Site:
    """What the site serves: `bot` is set when the bot runs, `data` are the script's attributes."""

    port: int
    bot: str = ""
    data: str = ""

    @property
    def url(self) -> str:
        return f"http://{SHOP}:{self.port}"

    @property
    def evil(self) -> str:
        return f"http://{EVIL}:{self.port}"


@contextmanager
def serving_site() -> Iterator[Site]:
    """Serve while the context lasts; the site may carry the widget under its own name alone."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = PAGE.format(bot=site.bot, data=site.data).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY.format(bot=site.bot))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
