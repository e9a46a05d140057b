"""E-mail addresses, written or spelled out: "marie at example dot com", "carl at example.org"."""

import re

# A whole address, as it is written.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+(?!\w)")
_ENDS = (
    r"com|org|net|edu|gov|info|biz|io|co|app|dev|me|eu|uk|de|at|ch|fr|nl|be|es|it|pl|se|dk|no|fi|us|ca|au|nz|jp|in|br"
)
_DOT = r"(?:\.|\s+(?:dot|punkt)\s+|\s?[(\[]dot[)\]]\s?)"
_AT = r"(?:\s+at\s+|\s?[(\[]at[)\]]\s?)"
_SPELLED = re.compile(
    rf"(?<![\w.@+-])(?P<local>\w[\w+-]*(?:{_DOT}\w[\w+-]*)*){_AT}"
    rf"(?P<domain>\w[\w-]*(?:{_DOT}[\w-]+)*{_DOT}(?:{_ENDS}|example|test))(?![\w@-]|\.\w)",
    re.IGNORECASE,
)
_SAID_DOT = re.compile(_DOT, re.IGNORECASE)
LONGEST = 1_000  # characters


def unspelled(text: str) -> str:
    """Return the text with each address that is spelled out written as one; for where an address may be meant."""
    return _SPELLED.sub(_written, text) if len(text) <= LONGEST else text


def _written(found: re.Match[str]) -> str:
    return "@".join(_SAID_DOT.sub(".", found[part]) for part in ("local", "domain"))
