"""What is said when another program fails."""

from pathlib import Path

import pytest

from scripts.setup.running import TAIL, StepFailed, explain, run

OFFLINE = [
    "error: Request failed after 3 retries\n  cause: Failed to fetch: `x`\n  cause: tcp connect error",
    "error: Failed to fetch\n  Caused by: dns error: failed to lookup address information: Name or service not known",
    "error: Could not connect, are you offline?",
    "WARNING: Retrying: NewConnectionError('Failed to establish a new connection: [Errno -3] Temporary failure')",
    "ERROR: Could not find a version that satisfies the requirement uv==0 (from versions: none)",
    "npm error code ENOTFOUND\nnpm error network request to x failed",
    "npm error code EAI_AGAIN",
]


@pytest.mark.parametrize("output", OFFLINE)
def test_a_registry_that_does_not_answer_is_called_that_with_what_to_do(output: str) -> None:
    sentence = explain("Installing uv", output).splitlines()[0]
    assert sentence.startswith("Installing uv failed: could not reach the package registry. Check the network")


def test_another_failure_is_not_blamed_on_the_network() -> None:
    sentence = explain("Building", "error: hash mismatch for aiohttp\n  expected: sha256:1").splitlines()
    assert sentence == [
        "Building failed. Its last lines:",
        "    error: hash mismatch for aiohttp",
        "      expected: sha256:1",
    ]


def test_only_the_last_lines_are_shown(tmp_path: Path) -> None:
    with pytest.raises(StepFailed) as failure:
        run(["sh", "-c", "seq 1 100; exit 1"], "Counting", tmp_path)
    assert str(failure.value).splitlines()[1:] == [f"    {number}" for number in range(101 - TAIL, 101)]


def test_a_program_that_is_not_there_is_a_sentence_too(tmp_path: Path) -> None:
    with pytest.raises(StepFailed, match="Building failed: /nowhere could not be started"):
        run(["/nowhere"], "Building", tmp_path)
