"""A text while it is read: characters may be replaced, and every one still knows where it stood."""

import re
import unicodedata
from dataclasses import dataclass

# Stands for something that is no time, so that the words on its two sides are not read together.
FILLER = "#"
SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?!\s)[^.!?\n]*)*[.!?\n]*\s*")
_PLAIN = str.maketrans({"–": "-", "—": "-", "−": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "\n": "\n"})


@dataclass
class Page:
    """`text` as it is now, where each of its characters stood, and the name of the rule that put it there."""

    text: str
    begins: list[int]
    stops: list[int]
    marks: list[str]

    def replace(self, begin: int, stop: int, new: str, rule: str = "") -> None:
        """Put `new` for what stands from `begin` to `stop`; it then stands where all of that stood."""
        place = self.begins[begin], self.stops[stop - 1]
        size = len(new)
        self.text = self.text[:begin] + new + self.text[stop:]
        self.begins[begin:stop] = [place[0]] * size
        self.stops[begin:stop] = [place[1]] * size
        self.marks[begin:stop] = [rule] * size

    def blank(self, begin: int, stop: int, rule: str = "") -> None:
        """Put spaces, so that what stands around is read together."""
        self._cover(begin, stop, " ", rule)

    def hide(self, begin: int, stop: int, rule: str = "") -> None:
        """Put what is no word, so that what stands around is read apart."""
        self._cover(begin, stop, FILLER, rule)

    def sub(self, pattern: re.Pattern[str], new: str, rule: str) -> None:
        """Replace every match by the template `new`."""
        for match in reversed(list(pattern.finditer(self.text))):
            self.replace(match.start(), match.end(), match.expand(new), rule)

    def place(self, begin: int, stop: int) -> tuple[int, int]:
        """Return where the characters from `begin` to `stop` stood in what the person wrote."""
        return min(self.begins[begin:stop]), max(self.stops[begin:stop])

    def rules(self, begin: int, stop: int) -> tuple[str, ...]:
        """Return the names of the rules that put characters there."""
        return tuple(dict.fromkeys(filter(None, self.marks[begin:stop])))

    def _cover(self, begin: int, stop: int, sign: str, rule: str) -> None:
        self.text = self.text[:begin] + sign * (stop - begin) + self.text[stop:]
        self.marks[begin:stop] = [rule] * (stop - begin)


def page_of(text: str) -> Page:
    """Return a page of `text`, with plain spaces, dashes, quotes and digits."""
    size = len(text)
    return Page("".join(map(_plain, text)), list(range(size)), list(range(1, size + 1)), [""] * size)


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isprintable() or sign == "\n" else " "
    if (digit := unicodedata.digit(sign, None)) is not None:
        return str(digit)
    wide = unicodedata.normalize("NFKC", sign).translate(_PLAIN)
    if len(wide) != 1 or len(wide.lower()) != 1:
        return FILLER
    # Letters and money stay; emoji, marks of direction, halves of pairs and what nobody assigned do not.
    return wide if wide.isascii() or unicodedata.category(wide) in ("Ll", "Lu", "Lo", "Sc") else " "


def pieces_of(text: str, longest: int = 240) -> list[tuple[int, str]]:
    """Return a long text in sentences, each with its position: twice the words take more than twice as long to read."""
    if len(text) <= longest:
        return [(0, text)]
    pieces = []
    for sentence in SENTENCE.finditer(text):
        begin, stop = sentence.span()
        while begin < stop:
            cut = (
                stop
                if stop - begin <= longest
                else max(text.rfind(" ", begin, begin + longest) + 1, 0) or begin + longest
            )
            cut = cut if cut > begin else begin + longest
            pieces.append((begin, text[begin:cut]))
            begin = cut
    return pieces
