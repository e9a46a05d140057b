"""When a model is trained, and what is left when training fails."""

from pathlib import Path

import pytest

from scripts.setup import model
from scripts.setup.running import StepFailed

# What setup relies on: `rasa train --out FOLDER … --fixed-model-name NAME` leaves FOLDER/NAME.tar.gz.
TRAIN = """
while [ $# -gt 0 ]; do
  case "$1" in --out) out="$2";; --fixed-model-name) name="$2";; esac
  shift
done
echo trained > "$out/$name.tar.gz\""""


@pytest.fixture
def rasa(program):
    return program("clone/.venv/rasa/bin/python", TRAIN)


def note(_: str) -> None:
    pass


def models(clone: Path) -> list[str]:
    return sorted(path.name for path in (clone / "models").iterdir())


def test_a_clone_without_a_model_gets_one_named_after_its_inputs(clone: Path, rasa) -> None:
    model.ensure(clone, note)
    assert models(clone) == [f"{model.name_for(clone)}.tar.gz"]


def test_nothing_is_trained_again_while_the_inputs_stay(clone: Path, rasa) -> None:
    model.ensure(clone, note)
    assert len(rasa.calls) == 1
    assert model.ensure(clone, note) == "up to date"
    assert rasa.calls == []


@pytest.mark.parametrize(
    "changed",
    ["config.yml", "domain.yml", "data/nlu.yml", "data/new.yml", "rasa_addons/channel.py", "deploy/locks/rasa.txt"],
)
def test_each_input_that_changes_trains_and_the_old_model_goes(clone: Path, rasa, changed: str) -> None:
    model.ensure(clone, note)
    before = models(clone)
    with (clone / changed).open("a") as file:
        file.write("# changed\n")
    model.ensure(clone, note)
    assert len(models(clone)) == 1
    assert models(clone) != before


def test_other_files_train_nothing(clone: Path) -> None:
    before = model.name_for(clone)
    (clone / "README.md").write_text("words")
    (clone / "rasa_addons" / "__pycache__").mkdir()
    (clone / "rasa_addons" / "__pycache__" / "channel.pyc").write_text("")
    assert model.name_for(clone) == before


def test_a_renamed_input_is_a_changed_one(clone: Path) -> None:
    before = model.name_for(clone)
    (clone / "data" / "nlu.yml").rename(clone / "data" / "talk.yml")
    assert model.name_for(clone) != before


def test_a_failed_training_shows_its_last_lines_and_keeps_the_model_that_was(clone: Path, rasa) -> None:
    model.ensure(clone, note)
    before = models(clone)
    (clone / "config.yml").write_text("language: xx\n")
    rasa.does("echo half > \"$9/half\"; echo 'no such component'; exit 1")
    with pytest.raises(StepFailed, match=r"(?s)Training the model failed.*no such component"):
        model.ensure(clone, note)
    assert models(clone) == before
    assert "no such component" in (clone / model.LOG).read_text()


def test_a_training_that_leaves_no_model_has_failed(clone: Path, rasa) -> None:
    rasa.does("echo all fine")
    with pytest.raises(StepFailed, match=r"(?s)Training made no model.*all fine"):
        model.ensure(clone, note)
    assert models(clone) == []
