"""Slack's mrkdwn: what people write as plain text, and plain text as Slack shows it.

https://docs.slack.dev/messaging/formatting-message-text
"""

import html
import re
from collections.abc import Iterable, Mapping

_MARKED = re.compile(r"<([^<>]*)>")
_URL = re.compile(r"https?://[^\s<>|]*[^\s<>|.,;:!?)\]}'\"…]")
_SPACES = re.compile(r"[ \t\u00a0]{2,}")
LONGEST_SECTION = 3_000  # characters of a section's text
_GROWS = 6  # times: an ampersand becomes five characters, an address gets two more


def read(text: str, people: Mapping[str, str]) -> str:
    """Return what somebody wrote as plain text: addresses bare, and users named as `people` says by their ids.

    A user who is not in `people` is left out, and so are `<!here>` and its like, which call others.
    """
    plain = _MARKED.sub(lambda found: _meant(found[1], people), text)
    return html.unescape(_SPACES.sub(" ", plain)).strip()


def mentioned(text: str) -> list[str]:
    """Return the ids of the users that a text mentions, in order, each once."""
    ids = [found[1].partition("|")[0][1:] for found in _MARKED.finditer(text) if found[1].startswith("@")]
    return list(dict.fromkeys(ids))


def _meant(marked: str, people: Mapping[str, str]) -> str:
    target, _, label = marked.partition("|")
    match target[:1]:
        case "@":
            return people.get(target[1:], "")
        case "#":
            return f"#{label}" if label else ""
        case "!":  # `<!date^…|tomorrow>` and `<!subteam^S1|@sales>` say what they stand for, `<!here>` does not
            return label if "^" in target else ""
    if target.startswith("mailto:"):
        return target.removeprefix("mailto:")
    return label if target.startswith("tel:") and label else target


def write(text: str) -> str:
    """Return plain text as mrkdwn that shows just that: nothing in it calls anybody, and its addresses are links."""
    parts, end = [], 0
    for found in _URL.finditer(text):
        parts += [_escaped(text[end : found.start()]), f"<{_escaped(found[0])}>"]
        end = found.end()
    return "".join([*parts, _escaped(text[end:])])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def sections(text: str, longest: int = LONGEST_SECTION) -> list[str]:
    """Return a text as mrkdwn in pieces that each fit a section, cut between lines, else words, else anywhere."""
    written, piece = [], ""
    for part in _pieces(text, longest // _GROWS):
        if piece and len(write(piece + part)) > longest:
            written.append(write(piece.strip("\n")))
            piece = ""
        piece += part
    return [one for one in [*written, write(piece.strip("\n"))] if one]


def _pieces(text: str, longest: int) -> Iterable[str]:
    for line in text.splitlines(keepends=True):
        while len(line) > longest:
            cut = line.rfind(" ", 1, longest) + 1 or longest
            yield line[:cut]
            line = line[cut:]
        yield line


def short(text: str, longest: int) -> str:
    """Return a text that is no longer than Slack takes, with an ellipsis where it was cut."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
