"""Print the training sentences as the model reads them, each with its intent: JSON. Run in the Rasa environment."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data

from rasa_addons import minilm_files

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Print the two files of the model, and the sentences."""
    sentences = load_data(str(ROOT / "data" / "nlu")).intent_examples
    WhitespaceTokenizer(WhitespaceTokenizer.get_default_config()).process(sentences)
    pairs = [
        (" ".join(token.text for token in one.get(TOKENS_NAMES[TEXT])).lower(), one.get(INTENT)) for one in sentences
    ]
    places = {name: str(path) for name, path in minilm_files.find().items()}
    json.dump({"places": places, "pairs": [pair for pair in pairs if pair[0]]}, sys.stdout)


if __name__ == "__main__":
    main()
