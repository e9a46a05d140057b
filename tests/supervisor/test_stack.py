"""Starting, watching and stopping real processes."""

import json
import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from parley.supervisor.readiness import ask
from parley.supervisor.stack import Stack, StackFailed
from parley.supervisor.values import Ports


@pytest.fixture
def stack(clone: Path, ports: Ports, secrets: dict[str, str], tmp_path: Path):
    stack = Stack(clone, tmp_path / "var", ports, secrets)
    yield stack
    stack.stop(within=0.5)


def told(clone: Path, name: str) -> dict[str, str]:
    return json.loads((clone / f"{name}.environment.json").read_text())


def test_all_processes_answer_inside_the_block_and_none_after_it(stack: Stack) -> None:
    with stack:
        assert all(ask(service.health).ready for service in stack.services.values())
        pids = stack.pids
    assert sorted(pids) == ["actions", "gateway", "rasa", "sandbox"]
    assert not any(ask(service.health).ready for service in stack.services.values())


def test_each_process_is_announced_once_when_it_is_ready(stack: Stack) -> None:
    announced: list[str] = []
    stack.migrate()
    stack.start()
    stack.wait_ready(on_ready=lambda name, seconds: announced.append(name))
    assert sorted(announced) == sorted(stack.services)


def test_children_of_a_process_end_with_it(stack: Stack, clone: Path, order, gone: Callable[..., bool]) -> None:
    order(rasa=["spawn"])
    with stack:
        grandchild = int((clone / "rasa.child").read_text())
        assert not gone(grandchild, within=0)
    assert gone(grandchild)


def test_children_of_a_process_that_died_are_ended_too(stack: Stack, clone: Path, order, gone) -> None:
    order(rasa=["spawn"])
    with stack:
        os.kill(stack.pids["rasa"], signal.SIGKILL)
        assert gone(stack.pids["rasa"])
    assert gone(int((clone / "rasa.child").read_text()))


def test_a_process_that_ignores_the_request_to_end_is_made_to(stack: Stack, order, gone) -> None:
    order(actions=["linger"])
    stack.migrate()
    stack.start()
    stack.wait_ready()
    pid, began = stack.pids["actions"], time.monotonic()
    stack.stop(within=0.5)
    assert 0.5 <= time.monotonic() - began < 3
    assert gone(pid)


def test_a_process_that_ends_is_named_with_its_code_and_its_last_twenty_lines(stack: Stack, order) -> None:
    order(actions=["die"])
    with pytest.raises(StackFailed) as failure, stack:
        pass
    lines = str(failure.value).splitlines()
    assert lines[0].startswith("actions ended with exit code 3.")
    assert [line.strip() for line in lines[1:]] == [f"line {number} of actions" for number in range(11, 31)]
    assert stack.pids == {}


def test_a_killed_process_is_named_with_its_signal(stack: Stack, gone) -> None:
    with stack:
        os.kill(stack.pids["gateway"], signal.SIGKILL)
        assert gone(stack.pids["gateway"])
        with pytest.raises(StackFailed, match="gateway was ended by SIGKILL"):
            stack.check()


def test_a_process_that_never_gets_ready_is_named_with_what_it_says(stack: Stack, order) -> None:
    order(rasa=["sick"])
    stack.migrate()
    stack.start()
    with pytest.raises(StackFailed, match=r"rasa is not ready after 1 s: it answers 503: the model is still loading"):
        stack.wait_ready(within=1)


def test_a_failed_migration_starts_nothing_and_shows_why(stack: Stack, order) -> None:
    order(migrate=["die"])
    with pytest.raises(StackFailed, match=r"(?s)could not be brought up to date.*line 30 of migrate"), stack:
        pass
    assert stack.pids == {}


def test_rasa_is_told_no_key_and_nothing_of_calendly(stack: Stack, clone: Path) -> None:
    with stack:
        settings = {name for name in told(clone, "rasa") if name.startswith("PARLEY_")}
    assert settings == {
        "PARLEY_LOG_LEVEL",
        "PARLEY_RASA_SECRET",
        "PARLEY_ACTIONS_URL",
        "PARLEY_ACTIONS_SECRET",
        "PARLEY_TRACKER_URL",
    }


def test_the_sandbox_is_told_no_secret_of_the_bot(stack: Stack, clone: Path, secrets: dict[str, str]) -> None:
    with stack:
        assert not set(told(clone, "sandbox")) & set(secrets)


def test_only_the_gateway_can_be_told_to_listen_to_the_network(clone: Path, ports, secrets, tmp_path: Path) -> None:
    with Stack(clone, tmp_path / "var", ports, {**secrets, "PARLEY_HOST": "0.0.0.0"}):
        hosts = {name: told(clone, name)["PARLEY_HOST"] for name in ("gateway", "actions", "sandbox")}
    assert hosts == {"gateway": "0.0.0.0", "actions": "127.0.0.1", "sandbox": "127.0.0.1"}


def test_settings_of_the_starting_shell_reach_no_process(
    monkeypatch: pytest.MonkeyPatch, clone: Path, ports: Ports, secrets: dict[str, str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PARLEY_PUBLIC_URL", "http://somewhere.else")
    with Stack(clone, tmp_path / "var", ports, secrets):
        assert told(clone, "gateway")["PARLEY_PUBLIC_URL"] == f"http://127.0.0.1:{ports.gateway}"


def test_with_a_calendly_configured_there_is_no_sandbox(clone: Path, ports: Ports, secrets, tmp_path: Path) -> None:
    chosen = {**secrets, "PARLEY_CALENDLY_CLIENT_ID": "an-app"}
    with Stack(clone, tmp_path / "var", ports, chosen) as stack:
        assert sorted(stack.services) == ["actions", "gateway", "rasa"]
        assert told(clone, "gateway")["PARLEY_CALENDLY_API_URL"] == "https://api.calendly.com"


def test_one_process_is_stopped_and_started_again_while_the_others_run(stack: Stack) -> None:
    with stack:
        before = stack.pids
        stack.stop("actions")
        assert not ask(stack.services["actions"].health).ready
        stack.start("actions")
        stack.wait_ready("actions")
        after = stack.pids
    assert after.pop("actions") != before.pop("actions")
    assert after == before


def test_output_of_the_run_before_is_kept_beside_the_new(stack: Stack, order) -> None:
    log = stack.services["actions"].log
    log.parent.mkdir(parents=True)
    log.write_text("yesterday\n")
    with stack:
        assert log.with_name("actions.log.1").read_text() == "yesterday\n"


def test_a_clone_without_a_model_is_told_to_train_one(clone: Path, ports: Ports, secrets, tmp_path: Path) -> None:
    (clone / "models" / "parley-test.tar.gz").unlink()
    with pytest.raises(StackFailed, match="make setup"):
        Stack(clone, tmp_path / "var", ports, secrets)


def test_free_ports_are_four_and_free() -> None:
    ports = Ports.free()
    numbers = {ports.gateway, ports.rasa, ports.actions, ports.sandbox}
    assert len(numbers) == 4
    for number in numbers:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", number))
