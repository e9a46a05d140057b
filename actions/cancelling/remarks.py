"""What is remarked while something is to be cancelled, and is no reason: a refusal, a pause, who shall not know."""

import re

from actions.forms.dropping import wont_cancel
from parley.scheduling.courtesies import NO, YES, led_by

_THOSE = r"(?:it|that|this|them|those|these|any(?: of (?:them|it))?|anything|everything|all(?: of them)?|the rest|one)"
_CANCELLING = r"(?:cancel(?:l?ing)?|delet(?:e|ing)|remov(?:e|ing)|drop(?:ping)?|call(?:ing)? off|touch(?:ing)?)"
_LEAD = led_by(
    NO, YES, "stop", "please", "actually", "rather", r"i said", "better", r"let'?s", r"that'?s (?:wrong|not right)"
)
_KEEPS = re.compile(
    rf"{_LEAD}(?:(?:keep|leave) {_THOSE}(?: all)?(?: (?:as (?:it|they) (?:is|are)|alone|be|in|there))?"
    rf"|(?:do not|don'?t|dont|never) (?:{_CANCELLING}|do)(?: \w+){{0,3}}"
    rf"|(?:do not|don'?t|dont)"
    rf"|(?:stop|quit|not) {_CANCELLING}(?: \w+){{0,3}}"
    r"|(?:i'?ll|i will|i'?m going to|i can) (?:go|attend|come|be there|make it)(?: after all| then)?"
    rf"|none of {_THOSE})(?:[,. ]+(?:please|pls|thanks|after all|then|yet|now))*[\s.!]*",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"\W*(?:(?:hm+|um+|oh|ok(?:ay)?|well|please|just|sorry)\b\W+)*"
    r"(?:wait|hold on|hang on|one (?:sec(?:ond)?|moment|minute)|(?:wait|give me|just) a (?:sec(?:ond)?|moment|minute)"
    r"|not (?:so fast|yet)|let me (?:think|check|see))"
    r"(?:[,. ]+(?:a (?:sec(?:ond)?|moment|minute|bit)|please|first|up|about it|it over))*[\s.!?]*",
    re.IGNORECASE,
)
_TELLING = r"(?:tell|notify|inform|alert|e-?mail|mail|message|text|write(?: to)?|let|bother|send)"
_TOLD = (
    r"(?:her|him|them|anybody|anyone|everybody|everyone|people|(?:the |my )?(?:guests?|invitees?|clients?|others?)"
    r"|[A-Z]\w+)"
)
# Behind "tell them" may stand what they shall be told; here stands nothing, or that they hear of it.
_SILENT = re.compile(
    r"[,;]?\s*\b(?:and |but |just |please )*(?:"
    rf"without (?:tell|notify|inform|alert|e-?mail|mail|messag|text|bother|writ|lett|send)\w*ing(?: (?:to )?{_TOLD}|)"
    rf"|(?:do not|don'?t|dont|never|no need to|you needn'?t) {_TELLING} "
    rf"(?:{_TOLD}|an?(?: \w+)? (?:e-?mail|mail|message|notice))"
    r"|(?:no|without(?: an?y?)?) (?:e-?mails?|mails?|notifications?|notices?|messages?)"
    rf"|(?:{_TOLD}|they|he|she) (?:should ?n[o']t|must ?n[o']t|needn'?t|do(?:es)?(?:n'?t| not) (?:need|have) to) "
    rf"(?:know|hear|be (?:told|notified))|silently|quietly|secretly"
    r")\b(?: (?:know|about (?:it|this|that)|of (?:it|this|that)|anything|for (?:it|this|that)))*"
    r"(?:[,. ]+(?:please|pls|thanks|though))*(?=\s*(?:$|[.!?,;]))",
    re.IGNORECASE,
)


_HIDES = re.compile(rf"{led_by(NO, YES)}(?:do not|don'?t|dont|never) (?:{_TELLING}|give|say)\b.*", re.IGNORECASE)
_HIDES_WHY = re.compile(rf"{_HIDES.pattern}\b(?:why|(?:the|any|a) reason|what for)\W*", re.IGNORECASE)


def hides(words: str) -> bool:
    """Return whether words say what somebody shall not be told: `don't tell them I'm ill`."""
    return _HIDES.fullmatch(words) is not None


def hides_why(words: str) -> bool:
    """Return whether only the reason shall not be told: `don't tell them why`."""
    return _HIDES_WHY.fullmatch(words) is not None


def refuses(words: str) -> bool:
    """Return whether words say that nothing shall be cancelled: `no, don't cancel anything!`."""
    return _KEEPS.fullmatch(words) is not None or wont_cancel(words)


def waits(words: str) -> bool:
    """Return whether words only ask for a pause: `hmm wait`, `hold on a second`."""
    return _WAITS.fullmatch(words) is not None


def unheard(words: str) -> tuple[str, bool]:
    """Return words without the wish that nobody hears of it, and whether they have one: `without telling her`."""
    rest = _SILENT.sub(" ", words, count=1)
    return (" ".join(rest.split()), True) if rest != words else (words, False)
