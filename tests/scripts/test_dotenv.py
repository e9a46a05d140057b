"""`.env`: made once, completed later, never changed."""

import stat
from pathlib import Path

from dotenv import dotenv_values

from parley.loading import load
from scripts.setup import dotenv


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_the_first_run_writes_settings_that_the_app_accepts(tmp_path: Path, monkeypatch) -> None:
    for name in dotenv.MAKERS:
        monkeypatch.delenv(name, raising=False)
    assert dotenv.ensure(tmp_path) == "written"
    settings = load(tmp_path / ".env")
    assert len(settings.key_ring) == 1
    assert list(settings.rest_keys) == ["local"]


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    dotenv.ensure(tmp_path)
    assert mode(tmp_path / ".env") == 0o600


def test_two_clones_have_no_secret_in_common(tmp_path: Path) -> None:
    values = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        dotenv.ensure(tmp_path / name)
        values += dotenv_values(tmp_path / name / ".env").values()
    assert len(set(values)) == len(values) == 2 * len(dotenv.MAKERS)


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    dotenv.ensure(tmp_path)
    before = (tmp_path / ".env").read_bytes()
    assert dotenv.ensure(tmp_path) == "up to date"
    assert (tmp_path / ".env").read_bytes() == before


def test_missing_names_are_added_and_present_ones_and_comments_kept(tmp_path: Path) -> None:
    own = "# mine\nPARLEY_RASA_SECRET='chosen by me, long enough'\nexport PARLEY_KEYS=\nOTHER=1"
    (tmp_path / ".env").write_text(own)
    said = dotenv.ensure(tmp_path)
    assert said.startswith("wrote PARLEY_ACTIONS_SECRET, ")
    text = (tmp_path / ".env").read_text()
    assert text.startswith(own + "\nPARLEY_ACTIONS_SECRET=")
    assert text.count("PARLEY_RASA_SECRET") == text.count("PARLEY_KEYS") == 1


def test_a_file_that_others_can_read_is_made_private(tmp_path: Path) -> None:
    dotenv.ensure(tmp_path)
    (tmp_path / ".env").chmod(0o644)
    assert dotenv.ensure(tmp_path) == "made private"
    assert mode(tmp_path / ".env") == 0o600


def test_no_value_needs_quoting_anywhere(tmp_path: Path) -> None:
    # docker compose would expand a dollar sign.
    dotenv.ensure(tmp_path)
    lines = [line for line in (tmp_path / ".env").read_text().splitlines() if not line.startswith("#")]
    assert not [line for line in lines if set(line) & set("$'\"` \\#")]
