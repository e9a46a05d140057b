"""Letting accounts go: which, a yes, and what became of it."""
