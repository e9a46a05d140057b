"""How well the training sentences are understood by a model trained on the other four fifths of them.

Run in the Rasa environment. The figure flatters, for one hand wrote both: compare it with itself.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from rasa_addons.without_tensorflow import leave_out

leave_out()  # before anything imports Rasa

from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.nlu.classifiers.fallback_classifier import FallbackClassifier  # noqa: E402
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer  # noqa: E402
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, TEXT  # noqa: E402
from rasa.shared.nlu.training_data.loading import load_data  # noqa: E402
from rasa.shared.nlu.training_data.message import Message  # noqa: E402
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: E402

from benchmarks.nlu_eval import Answer, Phrase, report  # noqa: E402
from rasa_addons.intent_classifier import LinearIntentClassifier  # noqa: E402
from rasa_addons.sentence_vectors import SentenceVectors  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
FOLDS = 5


class _Context:
    node_name = "folds"


def main() -> None:
    """Print the report over all folds."""
    config = {step["name"]: step for step in yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))["pipeline"]}
    with tempfile.TemporaryDirectory() as folder:
        examples = _read(Path(folder))
        answers = [one for fold in range(FOLDS) for one in _ask(examples, fold, config, Path(folder))]
    print(report(answers, confusions=25))


def _read(folder: Path) -> list[Message]:
    """Return every training sentence with its vector, shuffled the same way each time."""
    examples = load_data(str(ROOT / "data" / "nlu")).intent_examples
    WhitespaceTokenizer(WhitespaceTokenizer.get_default_config()).process(examples)
    vectors = SentenceVectors.create(
        SentenceVectors.get_default_config(), LocalModelStorage(folder), Resource("vectors"), _Context()
    )
    vectors.process(examples)
    random.Random(0).shuffle(examples)
    return examples


def _ask(examples: list[Message], fold: int, config: dict[str, Any], folder: Path) -> Iterable[Answer]:
    rest = [one for place, one in enumerate(examples) if place % FOLDS != fold]
    settings = {**LinearIntentClassifier.get_default_config(), **config[_name(LinearIntentClassifier)]}
    classifier = LinearIntentClassifier.create(settings, LocalModelStorage(folder), Resource("classifier"), _Context())
    classifier.train(TrainingData(rest))
    fallback = FallbackClassifier({**FallbackClassifier.get_default_config(), **config["FallbackClassifier"]})
    for one in examples[fold::FOLDS]:
        asked = Message({TEXT: one.get(TEXT), "text_tokens": one.get("text_tokens")}, features=one.features)
        read = fallback.process(classifier.process([asked]))[0]
        wanted = Phrase(one.get(TEXT), one.get(INTENT), frozenset(), "own")
        yield Answer(wanted, read.get(INTENT)[INTENT_NAME_KEY], 0.0)


def _name(component: type) -> str:
    return f"{component.__module__}.{component.__name__}"


if __name__ == "__main__":
    main()
