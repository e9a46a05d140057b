"""The whole system at its most talkative: what it writes down holds no token, code, state, secret or address."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.canary.conversation import codes_in, of_a_stranger, on_rest, on_web
from tests.canary.evidence import E_MAIL, Evidence, files_of
from tests.e2e.running import Running, start

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = ("gateway", "rasa", "actions", "sandbox")
# What a person may never read on a page; the ticket stands in the form that uses it, the code is there to be read.
NOT_ON_PAGES = (
    "access_token",
    "refresh_token",
    "verifier",
    "state",
    "code",
    "secret",
    "challenge",
    "cookie parley_link",
)

pytestmark = pytest.mark.skipif(not list(ROOT.glob("models/*.tar.gz")), reason="no trained model: run `make setup`")


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the stack keeps all that it writes."""
    return tmp_path_factory.mktemp("canary")


@pytest.fixture(scope="module")
def evidence(var: Path) -> Iterator[Evidence]:
    """What passed through a stack that has been stopped."""
    marked = {"PARLEY_LOG_LEVEL": "DEBUG", "PARLEY_SANDBOX_CLIENT_SECRET": "canary-client-secret-7f3a9d51"}
    with start(ROOT, var, **marked) as running:
        evidence = Evidence(running.stack.values)
        _talk(running, evidence)
    return evidence


def _talk(running: Running, evidence: Evidence) -> None:
    for conversation in (on_web, on_rest, of_a_stranger):
        conversation(running, evidence)
        evidence.note_sealed()


@pytest.fixture(scope="module")
def logs(evidence: Evidence, var: Path) -> dict[str, bytes]:
    """What each process logged."""
    return files_of(var / "log", "*.log*")


@pytest.fixture(scope="module")
def databases(evidence: Evidence, var: Path) -> dict[str, bytes]:
    """Every byte of every database, write-ahead logs and dropped rows included."""
    return files_of(var, "*.db", "*.db-wal")


def test_the_conversation_met_what_it_was_meant_to_meet(evidence: Evidence, logs: dict[str, bytes]) -> None:
    seen = {kind: len(values) for kind, values in evidence.canaries.items()}
    assert seen["access_token"] >= 5
    assert seen["refresh_token"] >= 5
    assert min(seen[kind] for kind in ("ticket", "state", "code", "verifier", "secret", "typed code")) >= 4
    assert codes_in(evidence.pages)
    assert {f"{name}.log" for name in PROCESSES} <= set(logs)
    assert all(logs[f"{name}.log"] for name in PROCESSES)
    for event in (b"account linked", b"link failed"):
        assert event in logs["gateway.log"]
    assert b"grant ended by Calendly" in logs["actions.log"]
    assert b"debug" in logs["actions.log"].lower()


def test_no_log_holds_a_token_code_state_ticket_or_secret(evidence: Evidence, logs: dict[str, bytes]) -> None:
    found = {name: evidence.found_in(text) for name, text in logs.items()}
    assert {name: values for name, values in found.items() if values} == {}


def test_no_log_holds_an_e_mail_address(logs: dict[str, bytes]) -> None:
    assert {name: E_MAIL.findall(text)[:3] for name, text in logs.items() if E_MAIL.search(text)} == {}


def test_no_log_holds_a_text_that_a_person_wrote(logs: dict[str, bytes]) -> None:
    assert [name for name, text in logs.items() if b"on my calendar" in text] == []


def test_no_page_holds_a_token_state_code_of_calendly_or_secret(evidence: Evidence) -> None:
    assert len(evidence.pages) > 20
    pages = "\n".join(evidence.pages).encode()
    assert evidence.found_in(pages, *NOT_ON_PAGES) == []


def test_no_database_holds_a_token_code_state_ticket_or_secret_in_clear(
    evidence: Evidence, databases: dict[str, bytes]
) -> None:
    assert {"parley.db", "rasa.db", "jobs.db"} <= set(databases)
    kinds = [kind for kind in evidence.canaries if kind not in ("typed code", "challenge")]
    found = {name: evidence.found_in(data, *kinds) for name, data in databases.items()}
    assert {name: values for name, values in found.items() if values} == {}


def test_a_code_that_was_typed_is_in_no_database_either(evidence: Evidence, databases: dict[str, bytes]) -> None:
    """Six digits in a row may be part of any longer number: only those that stand alone count."""
    for code in evidence.canaries["typed code"]:
        assert [name for name, data in databases.items() if name == "rasa.db" and _alone(code, data)] == []


def test_rasa_knows_nobody_by_name(databases: dict[str, bytes]) -> None:
    assert b"canary-of-rest" not in databases["rasa.db"]
    assert b"what's on my calendar" in databases["rasa.db"].lower()  # what it may know is there


def _alone(code: str, data: bytes) -> bool:
    return re.search(rb"(?<![0-9.])" + code.encode() + rb"(?![0-9])", data) is not None
