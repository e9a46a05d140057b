"""What is said of links to book by: one for a single booking, another one, and how long one is good."""

import re

from parley.scheduling.courtesies import NO, PLEASED, WISHING, YES, led_by

_LED = led_by(NO, YES, PLEASED, WISHING)
_SINGLE = (
    r"(?:(?:single|one)[\s-]?(?:use|time|off|shot|booking|person)|once(?: only)?|(?:only|just) once"
    r"|a single (?:use|booking"
    r"|time|person|meeting)|one (?:booking|use|time|person|meeting)|disposable)"
)
_ONCE = re.compile(rf"\b{_SINGLE}\b", re.IGNORECASE)
_ONLY_ONCE = re.compile(
    rf"{_LED}(?:(?:can|make|give|send|create|get|want|need|have|use|do|be)\b ?)?(?:(?:me|it|that|this|one"
    rf"|a|an|as|to|just|only|but"
    rf"|valid|good|usable|be|used|which|is|works|for|the)\b ?)*{_SINGLE}(?: (?:ones?|links?|only"
    rf"|please|pls|then|instead|too))*\W*",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\W*(?:(?:and|also|plus|ok|please|then)\W+)*(?:(?:give me|send me|make|get me|create)(?: me)? )?(?:and )?"
    r"(?:another|one|one more|a second one|the same)(?: (?:one|link))?(?: (?:for"
    r"|to) [^?!.]+)?(?: (?:please|too|as well))?\W*",
    re.IGNORECASE,
)
_THE_LINK = re.compile(
    rf"{_LED}(?:(?:what(?:'s|s| is| was)|where(?:'s|s| is)|give|send|show|copy|get|share)(?: me)? )?(?:the|its|a|that) "
    r"(?:booking |scheduling )?(?:link|url)(?: (?:for|to|of) (?:it|that|this)(?: one)?)?(?: (?:again|please|then))*\W*",
    re.IGNORECASE,
)
_THE_SAME = re.compile(rf"{_LED}(?:is|are) (?:it|that|this|they) the same(?: link)? (?:as|for)\b.*", re.IGNORECASE)
_IT = r"(?:it|that|this|the link)"
_OF_LINK = re.compile(
    rf"{_LED}(?:(?:(?:when|how soon) )?(?:does|do|will|did) {_IT} (?:ever )?(?:expire|run out|end|stop working"
    r"|get used up)\b"
    rf"|how long (?:is|does|will|can) {_IT}(?: \w+)? (?:valid|good|work|last|for|be used)\b"
    r"|(?:how often|how many times|can) (?:can )?(?:he|she|they|it|people|some ?one(?: else)?|any ?one(?: else)?|others"
    rf"|[^\W\d_]+) (?:also |still )?(?:be )?used?\b|does {_IT} work\b).*",
    re.IGNORECASE,
)


def is_for_once(text: str) -> bool:
    """Return whether a link that is good for one booking is wanted."""
    return _ONCE.search(text) is not None


def without_once(text: str) -> str:
    """Return the words without those that want a link for one booking."""
    return _ONCE.sub(" ", text)


def wants_link_of_told(text: str) -> bool:
    """Return whether the words, said after an event type was told of, want no more than its link."""
    return _ONLY_ONCE.fullmatch(text) is not None or _THE_LINK.fullmatch(text) is not None


def wants_another_link(text: str) -> bool:
    """Return whether the words, said after a link was handed out, want another: "and one for Max for a demo"."""
    return _ANOTHER.fullmatch(text) is not None or _THE_SAME.match(text) is not None


def asks_of_link(text: str) -> bool:
    """Return whether the words ask what the link is good for: "when does it expire?", "can she use it twice?"."""
    return _OF_LINK.match(text) is not None
