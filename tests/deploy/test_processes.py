"""The containers' processes, started here with the compose file's own commands and variables.

Each starts in a folder that holds what its image would hold, and nothing else of the clone.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from parley.supervisor.values import Ports

POSTGRES = os.environ.get("PARLEY_TEST_POSTGRES_URL", "")
REDIS = os.environ.get("PARLEY_TEST_REDIS_URL", "")
REPOSITORY = Path(__file__).resolve().parents[2]
BUILT = {"/web/dist": "web/dist", "/srv/parley/models": "models"}
PARTS = {"gateway": "app", "actions": "app", "migrate": "app", "sandbox": "app", "rasa": "rasa"}
KEY = "a-key-for-the-tests-alone"
VALUES = {
    "PARLEY_ENV": "development",
    "PARLEY_RASA_SECRET": "a-secret-between-gateway-and-rasa",
    "PARLEY_ACTIONS_SECRET": "a-secret-between-rasa-and-actions",
    "PARLEY_KEYS": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "PARLEY_REST_CLIENTS": f"tests:{KEY}",
    "PARLEY_CALENDLY_CLIENT_ID": "parley-sandbox",
    "PARLEY_CALENDLY_CLIENT_SECRET": "parley-sandbox-secret",
    "POSTGRES_PASSWORD": "not-asked-for-by-the-test-server",
    "POSTGRES_RASA_PASSWORD": "neither-is-this-one",
}

pytestmark = [
    pytest.mark.skipif(not POSTGRES, reason="PARLEY_TEST_POSTGRES_URL is not set: no PostgreSQL to start against"),
    pytest.mark.skipif(not REDIS, reason="PARLEY_TEST_REDIS_URL is not set: no Redis to start against"),
    pytest.mark.skipif(not list(REPOSITORY.glob("models/*.tar.gz")), reason="no trained model: run `make setup`"),
    pytest.mark.skipif(not shutil.which("psql"), reason="psql is not installed (apt install postgresql-client)"),
]


@pytest.fixture(scope="module")
def ports() -> Ports:
    return Ports.free()


@pytest.fixture(scope="module")
def databases(repository: Path) -> Iterator[None]:
    """The role and database that PostgreSQL's image makes, then what our script adds to them."""
    with psycopg.connect(POSTGRES, autocommit=True) as admin:
        admin.execute("CREATE ROLE parley LOGIN SUPERUSER")
        admin.execute("CREATE DATABASE parley OWNER parley")
        try:
            server = urlsplit(POSTGRES)
            own = {"PGHOST": str(server.hostname), "PGPORT": str(server.port)}
            image = {"POSTGRES_USER": "parley", "POSTGRES_DB": "parley", "POSTGRES_RASA_PASSWORD": "x'y"}
            script = [repository / "deploy/postgres/init.sh"]
            subprocess.run(script, env={**os.environ, **own, **image}, check=True, capture_output=True)
            yield
        finally:
            for name in ("rasa", "parley"):
                admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
                admin.execute(f"DROP ROLE IF EXISTS {name}")


@pytest.fixture(scope="module")
def images(dockerfiles, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, dict[str, str]]]:
    """For the app and Rasa, a folder with the files of the image's last stage, and the image's environment."""
    made = {}
    for name in ("app", "rasa"):
        stages = {stage.name: stage for stage in dockerfiles[f"deploy/{name}.Dockerfile"]}
        last = dockerfiles[f"deploy/{name}.Dockerfile"][-1]
        lineage = [stages[last.base], last] if last.base in stages else [last]
        folder = tmp_path_factory.mktemp(name)
        environment: dict[str, str] = {}
        for stage in lineage:
            environment.update(word.split("=", 1) for rest in stage.all("ENV") for word in rest.split())
            for origin, sources, target in stage.copies:
                for source in sources:
                    _place(folder, source, target, BUILT.get(source) if origin else source)
        del environment["PATH"]
        made[name] = (folder, environment)
    return made


def _place(folder: Path, source: str, target: str, here: str | None) -> None:
    if here is None:  # The environment itself: its own is used.
        return
    place = folder / (Path(source).name if target == "./" else target)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(REPOSITORY / here)


class Containers:
    """Starts a service's command as its container would, on ports of this machine."""

    def __init__(self, services, images, ports: Ports, fill, folder: Path) -> None:
        self.services, self.images, self.ports, self.folder = services, images, ports, folder
        sandbox = f"http://127.0.0.1:{ports.sandbox}"
        addresses = {f"PARLEY_CALENDLY_{which}_URL": sandbox for which in ("API", "AUTH")}
        self.values = {**VALUES, **addresses, "PARLEY_PUBLIC_URL": f"http://127.0.0.1:{ports.gateway}"}
        self.fill = fill
        (folder / "sitecustomize.py").write_text(
            f"import sys; sys.path[:] = [path for path in sys.path if path != {str(REPOSITORY)!r}]"
        )

    def here(self, text: str) -> str:
        """Put this machine's addresses in the place of the containers'."""
        server = urlsplit(POSTGRES)
        text = text.replace("@postgres:5432", f"@{server.hostname}:{server.port}")
        text = text.replace("redis://redis:6379/0", REDIS)
        for name, inside in (("rasa", 5005), ("actions", 5055), ("gateway", 8000), ("sandbox", 8010)):
            own = f"127.0.0.1:{getattr(self.ports, name)}"
            text = text.replace(f"//{name}:{inside}", f"//{own}").replace(f"127.0.0.1:{inside}", own)
        return str(self.ports.rasa) if text == "5005" else text

    def environment(self, name: str) -> dict[str, str]:
        _, image = self.images[PARTS[name]]
        told = self.fill(self.services[name]["environment"], self.values)
        clean = {key: value for key, value in os.environ.items() if not key.startswith("PARLEY_")}
        moved = {
            f"PARLEY_{each.upper()}_PORT": str(getattr(self.ports, each)) for each in ("gateway", "actions", "sandbox")
        }
        local = {key: self.here(value) for key, value in told.items()}
        return {**clean, **image, "PYTHONPATH": str(self.folder), **local, **(moved if PARTS[name] == "app" else {})}

    def command(self, name: str, words: list[str]) -> list[str]:
        python = sys.executable if PARTS[name] == "app" else str(REPOSITORY / ".venv/rasa/bin/python")
        return [python if word == "python" else self.here(word) for word in words]

    def run(self, name: str, words: list[str]) -> subprocess.CompletedProcess[str]:
        folder, _ = self.images[PARTS[name]]
        command = self.command(name, words)
        return subprocess.run(
            command, cwd=folder, env=self.environment(name), capture_output=True, text=True, check=False
        )

    @contextmanager
    def started(self, name: str) -> Iterator[None]:
        folder, _ = self.images[PARTS[name]]
        with (self.folder / f"{name}.log").open("wb") as log:
            command = self.command(name, self.services[name]["command"])
            process = subprocess.Popen(
                command, cwd=folder, env=self.environment(name), stdout=log, stderr=log, start_new_session=True
            )
        try:
            self._wait_healthy(name, process)
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)

    def _wait_healthy(self, name: str, process: "subprocess.Popen[bytes]") -> None:
        check = self.services[name]["healthcheck"]["test"]
        assert check[0] == "CMD"
        deadline = time.monotonic() + 90
        while (answer := self.run(name, check[1:])).returncode:
            log = (self.folder / f"{name}.log").read_text(errors="replace")[-3000:]
            assert process.poll() is None, f"{name} ended:\n{log}"
            assert time.monotonic() < deadline, f"{name} is not well: {answer.stderr[-500:]}\n{log}"
            time.sleep(0.2)


@pytest.fixture(scope="module")
def containers(services, images, ports: Ports, fill, databases, tmp_path_factory) -> Iterator[Containers]:
    """All of them, started in the order that the compose file asks for."""
    made = Containers(services, images, ports, fill, tmp_path_factory.mktemp("containers"))
    migrated = made.run("migrate", services["migrate"]["command"])
    assert migrated.returncode == 0, migrated.stderr
    with ExitStack() as running:
        for name in ("sandbox", "actions", "rasa", "gateway"):
            running.enter_context(made.started(name))
        yield made


def ask(url: str, body: dict[str, str] | None = None):
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=30) as response:
        return json.load(response)


def test_every_process_starts_and_passes_its_health_check(containers: Containers) -> None:
    ask(f"http://127.0.0.1:{containers.ports.gateway}/readyz")


def test_together_they_answer_a_message(containers: Containers) -> None:
    answers = ask(
        f"http://127.0.0.1:{containers.ports.gateway}/webhooks/rest/webhook",
        {"sender": "me", "message": "what's on my calendar?"},
    )
    assert answers[0]["recipient_id"] == "me"
    assert "Calendly" in answers[0]["text"]


def test_the_page_of_the_image_is_served(containers: Containers) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{containers.ports.gateway}/", timeout=10) as page:
        assert b"<html" in page.read()


def test_rasa_keeps_conversations_in_its_own_database_and_cannot_open_the_bots(containers: Containers) -> None:
    ask(f"http://127.0.0.1:{containers.ports.gateway}/webhooks/rest/webhook", {"sender": "me", "message": "hello"})
    server = urlsplit(POSTGRES)
    with psycopg.connect(f"postgresql://rasa@{server.hostname}:{server.port}/rasa") as own:
        tables = own.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert tables
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(f"postgresql://rasa@{server.hostname}:{server.port}/parley")
