"""Words to time, and time to words."""

from parley.when.spans import Question, Reading, Recurrence, Span, without
from parley.when.words import Event, Words, open_words

__all__ = ["Event", "Question", "Reading", "Recurrence", "Span", "Words", "open_words", "without"]
