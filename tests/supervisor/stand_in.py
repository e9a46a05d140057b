"""Stands in for `parley <name>` and `rasa run …`: answers its health address, and misbehaves when told to.

What it is told is in `orders.json` of its working directory, by process name:
`die` (print, then exit 3), `linger` (ignore SIGTERM), `sick` (answer 503), `spawn` (start a child of its own).
"""

import json
import os
import signal
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path


def name_and_port():
    if "-p" in sys.argv:
        return "rasa", int(sys.argv[sys.argv.index("-p") + 1])
    return sys.argv[1], int(os.environ.get(f"PARLEY_{sys.argv[1].upper()}_PORT", "0"))


class Health(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self):
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(b"the model is still loading" if self.status == 503 else b"ok")

    def log_message(self, *_):
        pass


def main():
    name, port = name_and_port()
    orders = json.loads(Path("orders.json").read_text()).get(name, [])
    Path(f"{name}.environment.json").write_text(json.dumps(dict(os.environ)))
    if "die" in orders:
        for number in range(1, 31):
            print(f"line {number} of {name}", file=sys.stderr)
        sys.exit(3)
    if name == "migrate":
        return
    if "linger" in orders:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if "spawn" in orders:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        Path(f"{name}.child").write_text(str(child.pid))
    Health.status = 503 if "sick" in orders else 200
    HTTPServer(("127.0.0.1", port), Health).serve_forever()


main()
