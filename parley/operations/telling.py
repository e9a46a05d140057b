"""By what a conversation's messages about an operation are found again, so that it is told once."""

import hashlib

# What was told because it was known by then, and what was told in answer to somebody who waited for it.
NEWS, ANSWER = "done:", "told:"


def news_key(operation_id: str, attempt: int) -> str:
    """Return what the news of an attempt's outcome are about; at most 32 characters."""
    return NEWS + _digest(operation_id, attempt)


def answer_key(operation_id: str, attempt: int) -> str:
    """Return what an answer is about that tells an attempt's outcome."""
    return ANSWER + _digest(operation_id, attempt)


def other_key(about: str) -> str | None:
    """Return the key of the other way in which the same outcome is told, None for what tells no outcome."""
    for this, other in ((NEWS, ANSWER), (ANSWER, NEWS)):
        if about.startswith(this):
            return other + about.removeprefix(this)
    return None


def both_keys(about: str | None) -> tuple[str, ...]:
    """Return the keys by which the same outcome is told in either way, none for what tells no outcome."""
    other = other_key(about) if about else None
    return (about, other) if about and other else ()


def _digest(operation_id: str, attempt: int) -> str:
    return hashlib.sha256(f"{operation_id} {attempt}".encode()).hexdigest()[:24]
