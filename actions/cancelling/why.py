"""Why something is cancelled, out of the words that lead to it: the invitees read the reason, and nothing else."""

import re

from parley.scheduling.courtesies import NO, YES, led_by

_THEM = (
    r"(?:them(?: all)?|her|him|everybody|everyone|people|(?:the |my )?(?:guests?|invitees?|clients?|others?)"
    r"|(?!me\b|us\b)[A-Z]\w+)"
)
_LEADING = re.compile(
    rf"{led_by(YES, NO)}"
    rf"(?:(?:you (?:can|could|may) )?(?:tell|inform|write(?: to)?) {_THEM}(?: that|:)?\s"
    rf"|let {_THEM} know(?: that|:)?\s|(?:say|write)(?: that|:)\s|say\s(?=(?:i|we|he|she|it|they|there|my|our|the)\b)"
    r"|(?:as )?i(?: have|'?ve)?(?: just| already)? "
    r"(?:told (?:that )?you(?: already| that)*[,:;. ]+|said(?: already| that| so)*[,:;.] *)"
    r"|(?:it'?s |that'?s )?because(?: of)?\s|(?:the |my )?reason(?: is|:)(?: that)?\s)+"
    r"(?:because\s)?",
    re.IGNORECASE,
)
_ONLY_LEADS = re.compile(rf"{led_by(YES, NO)}(?:tell|inform|let) {_THEM}(?: know)?[\s.!]*", re.IGNORECASE)
_YES = re.compile(rf"\W*(?:{YES}|ok(?:ay)?)\b[,.!: ]+(?:(?:but|and|please)\b[, ]+)*(?=\S)", re.IGNORECASE)
_AS_WELL = re.compile(rf"\W*(?:(?:{YES}|ok(?:ay)?)\b\W+)?(?:and|also)\b", re.IGNORECASE)
_AS = r"(?<!soon )(?<!long )as(?! soon\b| well\b| usual\b| planned\b)"
_BECAUSE = re.compile(
    rf"(?:,\s*)?\b(?:because(?: of)?|since|{_AS}|the reason is|reason:)\s+(\S.*)$",
    re.IGNORECASE,
)
_AND_TELL = re.compile(
    rf"(?:[,;]\s*|\s)(?:and|but) (?:please |also )*"
    rf"(?:(?:tell|inform) {_THEM}(?: that|:)?|let {_THEM} know(?: that|:)?)\s+"
    r"(?!(?:about|when|if|whether|to)\b)(\S.*)$",
    re.IGNORECASE,
)
# "…, he's sick" at the end of a request. What somebody wants next, or which one is meant, is no reason.
_BEHIND_COMMA = re.compile(
    r"[,;–—]\s*(?!(?:i|we)(?:'?d| would)? (?:want|wanna|like|mean|need you|said|think|guess|believe)\b"
    r"|(?:i|we)(?:'?ll| will) (?:book|re-?schedule|move|do it)"
    r"|(?:it|that|he|she)(?:'?s| is) (?:the|on|at|with|called)\b)"
    r"(?P<why>(?:i|we|he|she|they|something|my \w+|our \w+)(?:'?(?:m|ve|s|re|ll)\b|\s+(?:am|is|are|was|were"
    r"|have|has|had|can'?t|cannot|can not|won'?t|got|will|need|needs|must|do(?:es)?n'?t|came|feel|fell)\b).*)$",
    re.IGNORECASE,
)


def reason_of(words: str) -> str:
    """Return the reason alone: of `yes but tell them I'm ill` that is `I'm ill`; "" of a mere lead."""
    if _ONLY_LEADS.fullmatch(words):
        return ""
    lead = _LEADING.match(words) or _YES.match(words)
    return (words[lead.end() :] if lead else words).strip()


def told_reason(words: str) -> str | None:
    """Return the reason that words say is to be passed on, where any words were not one: `yes, tell them I'm ill`."""
    lead = _LEADING.match(words)
    return words[lead.end() :].strip(" .") or None if lead and not _ONLY_LEADS.fullmatch(words) else None


def with_more(known: str | None, words: str, reason: str) -> str:
    """Return the reason then: another one, or what is known and that as well, as in `and tell her I'm sorry`."""
    return f"{known}. {reason}" if known and _AS_WELL.match(words) else reason


def wish_and_reason(words: str) -> tuple[str, str | None]:
    """Return a request to cancel and the reason that it gives, which stands behind it; None for none."""
    found = _BECAUSE.search(words) or _AND_TELL.search(words)
    if found:
        return words[: found.start()].rstrip(), found[1].strip(" .")
    behind = _BEHIND_COMMA.search(words)
    return (words[: behind.start()], behind["why"].strip(" .")) if behind else (words, None)
