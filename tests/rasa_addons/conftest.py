"""What the tests of `rasa_addons` share: one small trained project, an action server, a Rasa server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rasa_addons.without_tensorflow import leave_out
from tests.rasa_addons.action_server import ActionServer
from tests.rasa_addons.rasa_server import RasaServer

# Before any test imports Rasa, as `python -m rasa_addons` does it.
leave_out()

ROOT = Path(__file__).resolve().parents[2]
POSTGRES = os.environ.get("PARLEY_TEST_POSTGRES_URL")

RASA = [sys.executable, "-m", "rasa_addons"]
SECRET = "a-secret-of-the-tests"


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the repository's own configuration, a small domain and its trained model."""
    folder = tmp_path_factory.mktemp("rasa") / "project"
    shutil.copytree(Path(__file__).parent / "project", folder)
    for name in ("config.yml", "endpoints.yml", "credentials.yml"):
        shutil.copy(ROOT / name, folder / name)
    trained = subprocess.run(
        [*RASA, "train", "--fixed-model-name", "small"],
        cwd=folder,
        env=environment(folder, "http://127.0.0.1:1"),
        capture_output=True,
        text=True,
    )
    assert trained.returncode == 0, trained.stdout + trained.stderr
    return folder


@pytest.fixture(scope="session")
def model(project: Path) -> Path:
    """The trained model's file."""
    return project / "models" / "small.tar.gz"


@pytest.fixture(scope="session")
def actions() -> Iterator[ActionServer]:
    """The action server of the whole run."""
    server = ActionServer()
    yield server
    server.shutdown()


@pytest.fixture(scope="session")
def rasa(project: Path, actions: ActionServer) -> Iterator[RasaServer]:
    """A running Rasa with the model loaded."""
    with RasaServer(RASA, project, environment(project, actions.url), SECRET) as server:
        yield server.wait_until_up()


@pytest.fixture(scope="session")
def tracker_url(project: Path) -> str:
    """Where that Rasa keeps its conversations."""
    return environment(project, "")["PARLEY_TRACKER_URL"]


def environment(project: Path, actions_url: str) -> dict[str, str]:
    """The settings that the three configuration files read."""
    settings = {
        "PARLEY_RASA_SECRET": SECRET,
        "PARLEY_ACTIONS_SECRET": "another-secret-of-the-tests",
        "PARLEY_ACTIONS_URL": actions_url,
        "PARLEY_TRACKER_URL": f"sqlite:///{project}/conversations.db",
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
    }
    return {**os.environ, **settings}


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param(
            "postgresql", marks=pytest.mark.skipif(not POSTGRES, reason="PARLEY_TEST_POSTGRES_URL names no database")
        ),
    ]
)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Each database in turn."""
    return f"sqlite:///{tmp_path}/new-folder/rasa.db" if request.param == "sqlite" else str(POSTGRES)


@pytest.fixture
def stores(url: str) -> Iterator[Any]:
    """Makes stores over one database, as several processes would have them."""
    # Imports Rasa, and so must come after `leave_out`.
    from rasa_addons.tracker_store import ParleyTrackerStore
    from tests.rasa_addons.talking import DOMAIN

    opened: list[ParleyTrackerStore] = []

    def make(**options: Any) -> ParleyTrackerStore:
        opened.append(ParleyTrackerStore(DOMAIN, url, **options))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def name() -> str:
    """A conversation that no other test has."""
    return uuid.uuid4().hex
