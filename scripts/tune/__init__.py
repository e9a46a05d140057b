"""Tuning the sentence encoder to our training sentences: `python -m scripts.tune`, where PyTorch is installed."""
