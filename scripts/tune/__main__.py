"""Teach the encoder's upper layers our intents, and write what they learnt to `rasa_addons/minilm_tuning.safetensors`.

It needs PyTorch, tokenizers and safetensors, in an environment of its own (`uv run --with torch --with tokenizers
--with safetensors python -m scripts.tune`), and the Rasa environment of `make setup`. Some ten minutes on two
processors. What two runs learn is averaged: either alone is a point better here and a point worse there. The same
sentences on the same machine give the same file.
"""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from scripts.tune.encoder import WIDTH, Encoder

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "rasa_addons" / "minilm_tuning.safetensors"
FIRST, RANK, DROPOUT = 3, 16, 0.1
RUNS, EPOCHS, TOGETHER, LONGEST = 2, 3, 64, 128
RATE, HEAD_RATE, WARMING, LAST = 1e-3, 5e-3, 100, 0.02
SHARPNESS, SMOOTHING = 16.0, 0.05


def main() -> None:
    """Learn, and write the file."""
    given = json.loads(_run([str(ROOT / ".venv/rasa/bin/python"), "-W", "ignore", "-m", "scripts.tune.words"]))
    tokenizer = Tokenizer.from_file(given["places"]["tokenizer.json"])
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    sentences = [tokenizer.encode(words).ids for words, _ in given["pairs"]]
    intents = sorted({intent for _, intent in given["pairs"]})
    wanted = torch.tensor([intents.index(intent) for _, intent in given["pairs"]])
    weights = load_file(given["places"]["model.safetensors"])
    states = _read(Encoder(weights, FIRST, RANK, DROPOUT), sentences)
    save_file(_mean([_learnt(weights, states, wanted, run) for run in range(RUNS)]), FILE)
    FILE.chmod(0o644)
    print(f"wrote {FILE.relative_to(ROOT)}: {FILE.stat().st_size // 1000} kB")


def _learnt(weights: dict[str, Tensor], states: list[Tensor], wanted: Tensor, run: int) -> dict[str, Tensor]:
    print(f"run {run + 1} of {RUNS}", flush=True)
    torch.manual_seed(run)
    random.seed(run)
    encoder = Encoder(weights, FIRST, RANK, DROPOUT)
    _learn(encoder, states, wanted)
    return encoder.learnt()


def _mean(runs: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Return factors whose products are the means of the runs' products: side by side, the upper ones divided."""
    mean = {}
    for name in runs[0]:
        parts = [run[name].float() for run in runs]
        up = name.endswith(".up")
        mean[name] = (torch.cat(parts, dim=1) / len(runs) if up else torch.cat(parts, dim=0)).half().contiguous()
    return mean


def _run(command: list[str]) -> str:
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def _read(encoder: Encoder, sentences: list[list[int]]) -> list[Tensor]:
    """Return what the layers that do not learn make of each sentence: they need to be run only once."""
    found: dict[int, Tensor] = {}
    order = sorted(range(len(sentences)), key=lambda place: len(sentences[place]))
    with torch.no_grad():
        for start in range(0, len(order), TOGETHER):
            places = order[start : start + TOGETHER]
            ids, mask = _padded([torch.tensor(sentences[place]) for place in places])
            states = encoder.below(ids, mask)
            found |= {place: states[row, mask[row]].half() for row, place in enumerate(places)}
    return [found[place] for place in range(len(sentences))]


def _learn(encoder: Encoder, states: list[Tensor], wanted: Tensor) -> None:
    times = torch.bincount(wanted).float()
    head = nn.Linear(WIDTH, len(times))
    loss_of = nn.CrossEntropyLoss(weight=(times.mean() / times) ** 0.5, label_smoothing=SMOOTHING)
    rates = (RATE, HEAD_RATE)
    groups = [
        {"params": list(encoder.parameters()), "lr": RATE, "weight_decay": 0.01},
        {"params": list(head.parameters()), "lr": HEAD_RATE, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups)
    steps, step = EPOCHS * -(-len(states) // TOGETHER), 0
    encoder.train()
    for epoch in range(EPOCHS):
        total = 0.0
        for places in _batches(states):
            held, mask = _padded([states[place].float() for place in places])
            loss = loss_of(SHARPNESS * head(encoder(held, mask)), wanted[places])
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, (step + 1) / WARMING) * max(LAST, 1 - step / steps)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            total, step = total + loss.item() * len(places), step + 1
        print(f"round {epoch + 1} of {EPOCHS}: loss {total / len(states):.3f}", flush=True)


def _batches(states: list[Tensor]) -> Iterator[list[int]]:
    """Yield the sentences in any order, those of about the same length together."""
    order = sorted(range(len(states)), key=lambda place: len(states[place]) + random.random() * 6)
    together = [order[start : start + TOGETHER] for start in range(0, len(order), TOGETHER)]
    random.shuffle(together)
    yield from together


def _padded(rows: list[Tensor]) -> tuple[Tensor, Tensor]:
    held = nn.utils.rnn.pad_sequence(rows, batch_first=True)
    lengths = torch.tensor([len(row) for row in rows])
    return held, torch.arange(held.shape[1])[None, :] < lengths[:, None]


if __name__ == "__main__":
    main()
