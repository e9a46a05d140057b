"""The model that Rasa runs, trained again only when what it learns from changed."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Iterator

from scripts.setup import stamps
from scripts.setup.running import Note, StepFailed, indented, run

LOG = Path("var/log/train.log")
_SINGLE = ("config.yml", "domain.yml", "deploy/locks/rasa.txt")
_FOLDERS = (("domain", "*.yml"), ("data", "*"), ("rasa_addons", "*.py"), ("rasa_addons", "*.safetensors"))
_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}


def ensure(root: Path, note: Note) -> str:
    """Train when the inputs changed; return what was done. StepFailed shows why a training failed."""
    model = root / "models" / f"{name_for(root)}.tar.gz"
    if model.exists():
        return "up to date"
    note("training")
    train(root, model)
    for other in model.parent.glob("parley-*.tar.gz"):
        if other != model:
            other.unlink()
    return f"trained models/{model.name}"


def name_for(root: Path) -> str:
    """Return the name of the model that the present inputs make."""
    return f"parley-{stamps.digest(inputs(root), root)[:12]}"


def inputs(root: Path) -> Iterator[Path]:
    """Yield the files that a model depends on."""
    for name in _SINGLE:
        if (root / name).exists():
            yield root / name
    for folder, pattern in _FOLDERS:
        yield from (file for file in (root / folder).rglob(pattern) if file.is_file())


def domain(root: Path) -> str:
    """Return the domain as Rasa takes it: one file, or a folder of them."""
    return "domain" if (root / "domain").is_dir() else "domain.yml"


def train(root: Path, model: Path, cache: Path | None = None) -> None:
    """Train `model` from what is in `root`; StepFailed shows why that failed.

    What did not change since the last training is taken from `cache`, by default the one in `var/`.
    """
    for folder in (model.parent, root / LOG.parent):
        folder.mkdir(parents=True, exist_ok=True)
    # Rasa writes a model bit by bit; it gets its place when it is whole.
    draft = Path(tempfile.mkdtemp(prefix=".training-", dir=str(model.parent)))
    try:
        output = run(_command(root, draft, model), "Training the model", root, _environment(root, cache))
        (root / LOG).write_text(output, encoding="utf-8")
        _put_in_place(draft / model.name, model, output)
    except StepFailed as failure:
        (root / LOG).write_text(str(failure), encoding="utf-8")
        raise
    finally:
        shutil.rmtree(str(draft), ignore_errors=True)


def _command(root: Path, out: Path, model: Path) -> list[str]:
    train = [str(root / ".venv/rasa/bin/python"), "-m", "rasa_addons", "train", "--config", "config.yml"]
    name = model.name[: -len(".tar.gz")]
    return [*train, "--data", "data", "--domain", domain(root), "--out", str(out), "--fixed-model-name", name]


def _environment(root: Path, cache: Path | None) -> dict[str, str]:
    return {**_QUIET, "RASA_CACHE_DIRECTORY": str(cache or root / "var" / "cache" / "rasa")}


def _put_in_place(trained: Path, model: Path, output: str) -> None:
    if not trained.exists():
        raise StepFailed("\n".join(["Training made no model. Its last lines:", *indented(output)]))
    os.replace(str(trained), str(model))
