"""docker-compose.yml says what the repository has, and shuts what should be shut."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from dotenv import dotenv_values

from parley.cli import app
from parley.sandbox.settings import SandboxSettings
from parley.settings import PREFIX, Settings
from scripts.setup import dotenv

APP = ("gateway", "actions", "migrate")
PINNED = re.compile(r"^[\w./-]+:\d+\.\d+[\w.-]*$")
SETTINGS = {PREFIX + name.upper() for name in Settings.model_fields}
SANDBOX_SETTINGS = {"PARLEY_HOST"} | {f"PARLEY_SANDBOX_{name.upper()}" for name in SandboxSettings.model_fields}
# The PostgreSQL image's own; the last one is for our script that the image runs.
POSTGRES = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "POSTGRES_RASA_PASSWORD"}


def variables(text: str) -> set[str]:
    return set(re.findall(r"\$\{(\w+)", text))


def test_it_follows_the_compose_specification(repository: Path) -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]
    done = subprocess.run(check, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_all_of_parley_is_in_it(services) -> None:
    assert set(services) == {"gateway", "actions", "migrate", "rasa", "postgres", "redis", "sandbox"}


def test_only_the_gateway_is_published_and_a_sandbox_only_to_its_own_machine(services) -> None:
    published = {name: service["ports"] for name, service in services.items() if "ports" in service}
    assert set(published) == {"gateway", "sandbox"}
    assert services["sandbox"]["profiles"] == ["sandbox"]
    assert all(port.startswith("127.0.0.1:") for port in published["sandbox"])


def test_what_needs_no_way_out_has_none(services, compose_text: str) -> None:
    closed = {name for name, service in services.items() if list(service["networks"]) == ["back"]}
    assert closed == {"rasa", "postgres", "redis", "migrate"}
    assert "back: {internal: true}" in compose_text


def test_every_image_is_pinned_to_a_version(services) -> None:
    assert [service["image"] for service in services.values() if not PINNED.match(service["image"])] == []


def test_every_build_exists(services, repository: Path) -> None:
    builds = [service["build"] for service in services.values() if "build" in service]
    assert len(builds) == 5
    for build in builds:
        assert (repository / build["context"]).resolve() == repository
        assert (repository / build["dockerfile"]).is_file()


def test_every_mounted_file_exists_and_scripts_can_be_run(services, repository: Path) -> None:
    mounted = [volume.split(":")[0] for service in services.values() for volume in service.get("volumes", [])]
    files = [source for source in mounted if source.startswith(".")]
    assert files
    assert all(os.access(repository / source, os.X_OK) for source in files)


def test_every_command_of_the_app_exists(services) -> None:
    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    for name in (*APP, "sandbox"):
        assert services[name]["command"] == ["python", "-m", "parley", name]
        assert name in known


def test_every_file_that_rasas_command_names_exists(services, repository: Path) -> None:
    assert services["rasa"]["command"][:4] == ["python", "-m", "rasa_addons", "run"]
    named = [word for word in services["rasa"]["command"] if word.endswith(".yml")]
    assert named == ["credentials.yml", "endpoints.yml"]
    assert all((repository / name).is_file() for name in named)


@pytest.mark.parametrize("name", APP)
def test_the_app_is_told_settings_that_exist_and_all_that_have_no_default(services, name: str) -> None:
    told = set(services[name]["environment"])
    required = {PREFIX + field.upper() for field, info in Settings.model_fields.items() if info.is_required()}
    assert told <= SETTINGS
    assert required <= told


def test_the_sandbox_is_told_its_own_settings_alone(services) -> None:
    assert set(services["sandbox"]["environment"]) <= SANDBOX_SETTINGS


def test_rasa_is_told_what_its_files_ask_for_and_nothing_else(services, repository: Path) -> None:
    asked = variables((repository / "credentials.yml").read_text() + (repository / "endpoints.yml").read_text())
    assert set(services["rasa"]["environment"]) == asked


def test_the_script_that_makes_rasas_database_is_told_what_it_asks_for(services, repository: Path) -> None:
    asked = set(re.findall(r"\$(\w+)", (repository / "deploy/postgres/init.sh").read_text()))
    assert asked <= set(services["postgres"]["environment"]) == POSTGRES


def test_every_variable_comes_from_somewhere(compose_text: str) -> None:
    assert variables(compose_text) <= SETTINGS | POSTGRES


def test_a_missing_secret_says_what_to_do(compose_text: str) -> None:
    required = dict(re.findall(r"\$\{(\w+):\?([^}]*)\}", compose_text))
    made = {name for name, word in required.items() if word.startswith("run make env")}
    assert made == set(dotenv.MAKERS) - {"PARLEY_REST_CLIENTS"}
    assert all(word.startswith("set it in .env to ") for name, word in required.items() if name not in made)


def test_with_the_sandboxs_settings_every_variable_has_a_value(
    services, fill, repository: Path, tmp_path: Path
) -> None:
    dotenv.ensure(tmp_path)
    values = {**dotenv_values(tmp_path / ".env"), **dotenv_values(repository / "deploy/sandbox.env")}
    fill(services, values)
    assert set(dotenv_values(repository / "deploy/sandbox.env")) <= SETTINGS | {"COMPOSE_PROFILES"}


def test_nothing_serves_before_the_database_is_up_to_date(services) -> None:
    for name in ("gateway", "actions"):
        assert services[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert services["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}


def test_whatever_is_waited_for_says_that_it_is_well(services) -> None:
    waited = {
        other for s in services.values() for other, how in s.get("depends_on", {}).items() if "healthy" in str(how)
    }
    assert waited == {"postgres", "actions", "rasa", "redis"}
    assert all("healthcheck" in service for name, service in services.items() if name != "migrate")


def test_processes_have_no_more_rights_than_they_need(services) -> None:
    for name, service in services.items():
        assert "no-new-privileges:true" in service["security_opt"], name
        # PostgreSQL's image starts as root to prepare its volume, and steps down by itself.
        assert service.get("read_only") or name == "postgres"
        assert service.get("cap_drop") == ["ALL"] or name == "postgres"
