"""What a channel takes from a stranger."""

MOST_MESSAGE = 4_000
MOST_ID = 64


def can_be_kept(text: str) -> bool:
    """Return whether every database keeps the text: PostgreSQL has no NUL, and half a surrogate pair is no text."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
