"""`parley up`: the whole of Parley in one terminal."""

import sys
import time
from pathlib import Path

from parley.decoding import decode_clients
from parley.loading import BadSettings, load
from parley.supervisor import pidfile, preflight
from parley.supervisor.stack import Stack, StackFailed
from parley.supervisor.stopping import Stopped, Stopping
from parley.supervisor.values import Ports, given

_WATCH = 0.2


def run(root: Path) -> int:
    """Start everything, say where it is, and stay until Ctrl-C or until a process ends. Return the exit code."""
    try:
        chosen = given(root)
        load(root / ".env")
        ports = Ports.chosen(chosen)
    except (OSError, ValueError, BadSettings) as error:
        return _refuse(["The settings cannot be used:", str(error)])
    faults = preflight.missing(root)
    if faults:
        return _refuse(faults)
    stack = Stack(root, root / "var", ports, chosen)
    taken = preflight.taken_ports(stack.services.values(), pidfile.alive(stack.var_dir))
    return _refuse(taken) if taken else _supervise(stack)


def _supervise(stack: Stack) -> int:
    with Stopping.on_signals() as stopping:
        try:
            _start(stack, stopping)
            with stopping.breakable():
                _watch(stack)
        except Stopped:
            _say("\nStopping …")
        except StackFailed as failure:
            _say(f"\n{failure}\n\nThe rest is being stopped.")
            return 1
        finally:
            stack.stop()
            pidfile.forget(stack.var_dir)
    return 0


def _start(stack: Stack, stopping: Stopping) -> None:
    began = time.monotonic()
    stack.migrate()
    _progress("database", "up to date", time.monotonic() - began)
    stack.start()
    pidfile.write(stack.var_dir, stack.pids)
    with stopping.breakable():
        stack.wait_ready(on_ready=lambda name, seconds: _progress(name, "ready", seconds))
    _say(_welcome(stack))


def _watch(stack: Stack) -> None:
    while True:
        time.sleep(_WATCH)
        stack.check()


def _welcome(stack: Stack) -> str:
    lines = ["", f"Parley is ready. Open {stack.values['PARLEY_PUBLIC_URL']}"]
    keys = decode_clients(stack.values["PARLEY_REST_CLIENTS"])
    if keys:
        lines += ["or ask from another terminal:", "", f"  {_curl(stack.url, next(iter(keys.values())))}", ""]
    return "\n".join([*lines, "Logs are in var/log/. Ctrl-C ends everything.", ""])


def _curl(url: str, key: str) -> str:
    headers = f"-H 'Authorization: Bearer {key}' -H 'Content-Type: application/json'"
    return f"""curl -s {url}/webhooks/rest/webhook {headers} -d '{{"sender": "me", "message": "hello"}}'"""


def _progress(name: str, state: str, seconds: float) -> None:
    _say(f"  {name:<9} … {state} in {seconds:.1f} s")


def _refuse(sentences: list[str]) -> int:
    print(*sentences, sep="\n", file=sys.stderr, flush=True)
    return 1


def _say(text: str) -> None:
    print(text, flush=True)
