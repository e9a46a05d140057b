"""Words that say that what follows them corrects an answer: "no, I meant …", "make it …"."""

import re

from actions.forms.answers import is_nothing
from actions.forms.commands import SURE
from actions.forms.message import Message

_CORRECTS = re.compile(
    r"(?:(?:no(?! (?:\w+days|mornings|afternoons|evenings|later than|earlier than)\b)"
    r"|nope|oh|oops|wait|sorry|actually|hm+|(?:that'?s |that (?:is|was) )?(?:wrong|a (?:typo|mistake))|my mistake)\b"
    r"[,.!: ]*)+(?:i (?:mean(?:t)?|said)\b|rather\b|it'?s\b|make (?:it|that)\b)?"
    r"|i mean(?:t)?\b|(?:please )?(?:make (?:it|that)|move (?:it|that) to|change (?:it|that|the \w+(?: \w+)?) to"
    r"|change to|use|rather|let'?s (?:do|make it|say))\b"
    # A refusal stays a whole: what it refuses is no new value.
    r"|(?=(?:i|we) (?:can'?t|can ?not|won'?t be able to) (?:do|make|then)\b)",
    re.IGNORECASE,
)


def correction_in(message: Message) -> Message | None:
    """Return what corrects an answer, without the words that say so; None for a message that corrects nothing."""
    if is_nothing(message):
        return None  # "Not now, nobody" leaves a question unanswered, and sets no time.
    said = message.words
    marked = _CORRECTS.match(said)
    if not marked and not (message.intent == "change_answer" and message.confidence >= SURE):
        return None
    return Message(said[marked.end() :].strip(" ,.:") if marked else said, message.intent, message.confidence)
