"""The servers that tests use, and what is said when there is none."""

import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest

from scripts.testing import postgres, redis, services


@pytest.mark.skipif(not postgres.programs(), reason="PostgreSQL is not installed (apt install postgresql)")
def test_a_postgres_answers_while_it_is_wanted_and_leaves_nothing_behind() -> None:
    programs = postgres.programs()
    assert programs
    with postgres.running(programs) as url:
        ask = [str(programs / "psql"), url, "-tAc", "select current_setting('data_directory')"]
        folder = Path(subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip())
        assert folder.exists()
    assert subprocess.run(ask, capture_output=True, check=False).returncode
    assert not folder.parent.exists()


@pytest.mark.skipif(not redis.program(), reason="Redis is not installed (apt install redis-server)")
def test_a_redis_answers_while_it_is_wanted() -> None:
    program = redis.program()
    assert program
    with redis.running(program) as url:
        port = int(url.rsplit(":", 1)[1].split("/")[0])
        assert redis._answers(port)
    assert not redis._answers(port)


def test_a_service_that_is_given_is_taken_as_it_is() -> None:
    given = {need.variable: "given" for need in services.NEEDS}
    with ExitStack() as closing:
        assert services.provide(closing, given) == ({}, [])


def test_a_service_that_cannot_be_had_is_named_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services.os, "geteuid", lambda: 1000)
    missing = services.Need("PARLEY_TEST_REDIS_URL", "redis-server", lambda: None, lambda _: "never")
    monkeypatch.setattr(services, "NEEDS", (missing,))
    with ExitStack() as closing:
        variables, sentences = services.provide(closing, {})
    assert variables == {}
    assert "apt install redis-server" in sentences[0]
    assert "PARLEY_TEST_REDIS_URL" in sentences[0]
