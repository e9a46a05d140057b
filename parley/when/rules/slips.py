"""Names of days and months, one slip of the finger away."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]{5,}")


class Slips:
    """The words that are recognised, and those that are words of their own although they look like a slip of one."""

    def __init__(self, words: Iterable[str], of_their_own: Iterable[str]) -> None:
        self.words, self.of_their_own = tuple(words), tuple(of_their_own)
        plurals = (f"{word}s" for word in self.words)
        self._right = frozenset((*self.words, *plurals, *self.of_their_own))

    def found_in(self, text: str) -> list[tuple[int, int, str]]:
        """Return where a text has slips, and the word that each means."""
        found = ((match, self._meant(match[0].lower())) for match in _WORD.finditer(text))
        return [(*match.span(), word) for match, word in found if word]

    def _meant(self, said: str) -> str | None:
        if said in self._right:
            return None
        return next((word for word in self.words if is_slip(said, word)), None)


def is_slip(said: str, word: str) -> bool:
    """Return whether one letter is missing, too many, another one, or changed places with the next; not the first.

    The optimal string alignment distance (Damerau 1964) of 1.
    """
    if said == word or said[:1] != word[:1] or abs(len(said) - len(word)) > 1:
        return False
    same = next((place for place, (one, other) in enumerate(zip(said, word, strict=False)) if one != other), None)
    if same is None:  # One is the other with a letter behind it.
        return True
    left, right = said[same:], word[same:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
