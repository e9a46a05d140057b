"""Which of several accounts words name: "what's on in my work calendar?", "switch to the gmail one"."""

import re

from parley.accounts.grant import Linked
from parley.accounts.naming import meant

_IN = r"(?:\b(?:in|on|from|with|of|for|using|at|to)\s+)?"
_CALLED = re.compile(rf"{_IN}\b(?:my|the)\s+((?:[\w@.&'’-]+\s+){{1,3}}?)(?:calendar|calendly|account)\b", re.IGNORECASE)
# "With ana@example.com" is somebody else: a guest.
_EMAIL = re.compile(r"\b(?:in|on|from|using|of|for)\s+([\w.+'-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;:!?\"“”()]+")
# "Make it the default" asks for that, and does not say which one.
ASKING = frozenset({"default", "main", "usual"})


def named_in(text: str, accounts: list[Linked]) -> tuple[str | None, str]:
    """Return the id of the account that a request names, and the request without these words.

    Of several that fit it is the default where that is one of them. None, and all words, when it names none or there
    is only one.
    """
    for said in [*_CALLED.finditer(text), *_EMAIL.finditer(text)] if len(accounts) > 1 else ():
        if found := accounts_in(said[1], accounts):
            rest = f"{text[: said.start()]} {text[said.end() :]}"
            chosen = next((one for one in found if one.is_default), found[0])
            return chosen.id, re.sub(r"\s+([?.!,]|$)", r"\1", re.sub(r"\s{2,}", " ", rest)).strip()
    return None, text


def accounts_in(text: str, accounts: list[Linked], *, but: frozenset[str] = frozenset()) -> list[Linked]:
    """Return those accounts that fit every word of the text that names any; else those that fit one of them."""
    words = [word for word in _WORD.findall(text) if word.casefold().strip(".'’") not in but]
    fitting = [ids for word in words if (ids := {one.id for one in meant(word, accounts)})]
    if not fitting:
        return []
    chosen = set.intersection(*fitting) or set.union(*fitting)
    return [one for one in accounts if one.id in chosen]
