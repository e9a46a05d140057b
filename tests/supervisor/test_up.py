"""`parley up` as a person at a terminal sees it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from parley.supervisor import pidfile
from parley.supervisor.values import Ports

REPOSITORY = Path(__file__).resolve().parents[2]
# As in a terminal: under nohup and some CI runners SIGHUP is ignored, and children inherit that.
COMMAND = (
    "import signal, sys, pathlib; signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
    "from parley.supervisor.up import run; sys.exit(run(pathlib.Path(sys.argv[1])))"
)


@contextmanager
def up(clone: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(clone)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(10)


def read_until(process: subprocess.Popen[str], text: str) -> str:
    assert process.stdout
    read = ""
    for line in process.stdout:
        read += line
        if text in line:
            return read
    raise AssertionError(f"{text!r} was never printed:\n{read}")


def refusal(clone: Path) -> str:
    with up(clone) as process:
        said, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    return said


def test_it_says_what_is_ready_then_one_address_and_one_line_to_try(clone: Path, on_free_ports: Ports) -> None:
    with up(clone) as process:
        said = read_until(process, "Ctrl-C")
    for name in ("sandbox", "actions", "rasa", "gateway"):
        assert re.search(rf"^  {name} +… ready in \d+\.\d s$", said, re.MULTILINE), said
    assert said.count(f"Open http://127.0.0.1:{on_free_ports.gateway}\n") == 1
    assert said.count("curl -s ") == 1
    assert "'Authorization: Bearer the-key-of-a-rest-client'" in said


def test_the_curl_line_can_be_pasted_into_a_shell(clone: Path, on_free_ports: Ports) -> None:
    with up(clone) as process:
        said = read_until(process, "Ctrl-C")
        line = next(line for line in said.splitlines() if "curl" in line)
        script = line.replace("curl -s", "printf '%s\\n'")
        words = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout.splitlines()
    assert words[-1] == '{"sender": "me", "message": "hello"}'
    assert f"http://127.0.0.1:{on_free_ports.gateway}/webhooks/rest/webhook" in words


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_ends_everything_within_five_seconds(clone: Path, on_free_ports, gone, order, number) -> None:
    order(actions=["linger"] if number == signal.SIGINT else [])
    with up(clone) as process:
        read_until(process, "Ctrl-C")
        children = [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
        began = time.monotonic()
        process.send_signal(number)
        assert process.wait(10) == 0
    assert len(children) == 4
    assert time.monotonic() - began < 5.5
    assert all(gone(pid) for pid in children)


def test_it_can_be_ended_while_it_is_still_starting(clone: Path, on_free_ports: Ports, order, gone) -> None:
    order(rasa=["sick"])
    with up(clone) as process:
        read_until(process, "gateway")
        children = [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
    assert all(gone(pid) for pid in children)


def test_a_process_that_dies_is_named_and_takes_the_rest_down(clone: Path, on_free_ports: Ports, gone) -> None:
    with up(clone) as process:
        read_until(process, "Ctrl-C")
        children = psutil.Process(process.pid).children()
        rasa = next(child for child in children if "rasa_addons" in child.cmdline())
        rasa.send_signal(signal.SIGKILL)
        said = read_until(process, "rasa was ended by SIGKILL")
        assert process.wait(10) == 1, said
    assert all(gone(child.pid) for child in children)


def test_a_taken_port_is_named_with_who_to_ask_and_which_setting_moves_it(clone: Path, on_free_ports: Ports) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", on_free_ports.actions))
        taken.listen()
        said = refusal(clone)
    assert f"Port {on_free_ports.actions} is in use, and actions needs it." in said
    assert "PARLEY_ACTIONS_PORT=… in .env" in said
    assert "ss -ltnp" in said or "lsof" in said


def test_what_an_earlier_run_left_behind_is_named_by_its_process_id(clone: Path, on_free_ports: Ports) -> None:
    (clone / "var").mkdir()
    pidfile.write(clone / "var", {"rasa": os.getpid()})
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", on_free_ports.rasa))
        taken.listen()
        assert f"`kill {os.getpid()}`" in refusal(clone)


def test_a_clone_that_was_not_set_up_is_told_so(clone: Path) -> None:
    (clone / ".venv" / "rasa" / "bin" / "python").unlink()
    (clone / "models" / "parley-test.tar.gz").unlink()
    said = refusal(clone)
    assert "The rasa environment is missing. Run `make setup`" in said
    assert "There is no trained model in models/. Run `make setup`" in said


def test_a_misspelt_setting_is_named(clone: Path) -> None:
    with (clone / ".env").open("a") as file:
        file.write("PARLEY_GATEWAY_PROT=8001\n")
    assert "did you mean PARLEY_GATEWAY_PORT?" in refusal(clone)


def test_settings_that_are_not_text_are_named(clone: Path) -> None:
    (clone / ".env").write_bytes(b"PARLEY_HOST=\xff\xfe\n")
    said = refusal(clone)
    assert "The settings cannot be used" in said
    assert "Traceback" not in said
