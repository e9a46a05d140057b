"""Rasa runs without TensorFlow, and says so when a model would need it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rasa.shared.exceptions import RasaException

from rasa_addons.without_tensorflow import leave_out
from tests.rasa_addons.conftest import RASA, environment


def test_rasa_is_imported_whole_and_tensorflow_is_not() -> None:
    code = """
import sys
from rasa_addons.without_tensorflow import leave_out
leave_out()
import rasa.core.run, rasa.model_training, rasa.engine.recipes.default_components
real = [name for name, module in sys.modules.items() if "tensorflow" in str(getattr(module, "__file__", ""))]
assert "tensorflow" in sys.modules and not [name for name in real if not name.startswith("rasa")], real
"""
    subprocess.run([sys.executable, "-c", code], check=True, env=environment(Path(), ""))


def test_using_any_of_it_is_refused() -> None:
    import tensorflow as tf

    for use in (lambda: tf.constant(1), lambda: tf.keras.layers.Dense(8), lambda: type("Net", (tf.keras.Model,), {})()):
        with pytest.raises(RasaException, match="needs TensorFlow"):
            use()


def test_a_decorated_function_stays_what_it_is() -> None:
    import tensorflow as tf

    assert tf.function(len) is len
    assert tf.function(reduce_retracing=True)(len) is len


def test_once_imported_it_cannot_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", [])
    monkeypatch.setitem(sys.modules, "tensorflow", sys)
    with pytest.raises(RasaException, match="imported already"):
        leave_out()


def test_training_a_neural_network_ends_with_a_sentence(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "neural"
    shutil.copytree(project, folder, ignore=shutil.ignore_patterns("models", ".rasa"))
    config = (folder / "config.yml").read_text()
    (folder / "config.yml").write_text(
        config.replace("rasa_addons.intent_classifier.LinearIntentClassifier", "DIETClassifier")
    )
    trained = subprocess.run(
        [*RASA, "train"], cwd=folder, env=environment(folder, "http://127.0.0.1:1"), capture_output=True, text=True
    )
    assert trained.returncode != 0
    assert "needs TensorFlow" in trained.stdout + trained.stderr
