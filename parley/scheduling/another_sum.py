"""Another of the same, asked right after something was told of many events: "and the shortest?"."""

import re

from parley.scheduling.sums import Sum, sum_in

# After a sum, or a list, one word asks for another of the same: "and the shortest?".
_ANOTHER = re.compile(
    r"\W*(?:(?:ok(?:ay)?|so|and|but)\W+)*(?:(?:what|how) about |which (?:one )?(?:is |was )?|what(?:'?s| is) )?"
    r"(?:the |my |does it )?(?P<word>\w+)(?: (?:one|day|of them|of those))?\W*(?:\|\W*)?",
    re.IGNORECASE,
)
_WORDS = {
    "longest": Sum.LONGEST,
    "shortest": Sum.SHORTEST,
    "busiest": Sum.BUSIEST,
    "fullest": Sum.BUSIEST,
    "quietest": Sum.QUIETEST,
    "emptiest": Sum.QUIETEST,
}
_ENDS = {
    "earliest": Sum.FIRST,
    "first": Sum.FIRST,
    "start": Sum.FIRST,
    "begin": Sum.FIRST,
    "latest": Sum.LAST,
    "last": Sum.LAST,
    "end": Sum.LAST,
    "finish": Sum.LAST,
    "over": Sum.LAST,
}


def another_sum(text: str, before: str) -> Sum | None:
    """Return what of the same is asked right after a list or a sum, which `before` asked for: "and the shortest?".

    "The last" of a list is one of its events.
    """
    found = _ANOTHER.fullmatch(text)
    if not found:
        return None
    word = found["word"].lower()
    ends = sum_in(before) in (Sum.FIRST, Sum.LAST, Sum.LONGEST, Sum.SHORTEST) or word in ("earliest", "latest")
    return _WORDS.get(word) or (_ENDS.get(word) if ends else None)
