"""Erasing everything about somebody: what that is, a yes, and doing it."""
