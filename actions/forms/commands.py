"""Words that steer a form instead of answering its question."""

import re
from enum import StrEnum

from actions.forms.message import Message
from parley.scheduling.common_words import WEEKDAY
from parley.scheduling.courtesies import NO, WISHING, led_by

LIKELY = 0.5  # as likely as a reading must be to be followed in the middle of a form
SURE = 0.8  # as sure as a reading must be to act on it where the words alone do not tell


class Command(StrEnum):
    """What a person can do at any question. The values are the intents' names."""

    STOP = "stop"
    BACK = "go_back"
    START_OVER = "start_over"
    HELP = "help"
    REPEAT = "repeat"
    TRY_AGAIN = "try_again"


_WORDS = {
    Command.STOP: (
        r"stop( (it|this|that|now|here))?|cancel( (it|that|this|everything))?|never ?mind|nvm|forget (it|that|about it)"
        r"|quit|exit|abort|drop it|leave it|i changed my mind|don'?t bother|not (now|any ?more)"
    ),
    Command.BACK: r"(go |step |one step )?back( (one|a) step)?|previous( (step|question|one))?|undo( (that|it))?",
    Command.START_OVER: r"(start|begin) (over|again|anew|afresh)|restart|from the (start|beginning|top)",
    Command.HELP: (
        r"help( me)?|what (can|should|do) i (say|do|answer|type)( (here|now))?|\?|options|huh|what for"
        r"|what(do| do|'?d) you mean( (by|with) (that|this|it))?|what (does|do) (that|this|it|you) mean"
        r"|what'?s (that|this|it)( mean| for)?|why( (do|would) you (ask|(need|want) (that|this|it|to know)))?"
        r"|(i )?(don'?t|do not|didn'?t) (understand|get it|follow)( (that|this|it|the question|you))?"
        r"|i'?m (confused|lost)"
    ),
    Command.REPEAT: (
        r"repeat( (that|it))?|(say|ask) (that|it) again|again|pardon( me)?|come again|what did you (say|ask)"
    ),
    Command.TRY_AGAIN: r"(try|once) (again|more)|(try|do) (it|that) (again|once more)|retry",
}
_LEAD = led_by(NO, r"can (?:we|you)|could you|let'?s|i want to")
_PATTERNS = {
    command: re.compile(rf"{_LEAD}(?:{words})(?:[,. ]+(?:please|thanks|thank you))?[\s.!?]*", re.IGNORECASE)
    for command, words in _WORDS.items()
}


# Requests that only look something up: answering one in the middle of a form can do no harm.
LOOKUPS = frozenset(
    {
        "list_events",
        "list_events_in_range",
        "event_details",
        "get_invitees",
        "check_availability",
        "list_event_types",
        "account_status",
    }
)
_ASKING = re.compile(
    rf"{led_by()}"
    r"(?:(?:who|what|when|where|how)'?s|who|what|when|where|which|how (?:many|much|long)|am i|do i|have i"
    r"|is (?:there|that|it|my)|are (?:they|my))\b",
    re.IGNORECASE,
)
# What the bot was told of, or can look up: "who is coming to the launch?" may as well be somebody's topic.
_LOOKED_AT = re.compile(
    r"\b(?:my|mine|me|i|i'?m|it|ones?|calendar|event types?|today|tonight|tomorrow|(?:this|next|last) \w+"
    rf"|{WEEKDAY})\b",
    re.IGNORECASE,
)

_FOR_A_PERSON = re.compile(
    r"\b(?:talk|speak|chat|write|put me through|connect me) (?:to|with) (?:an?|the|some|your)?\s?"
    r"(?:real |actual |live )?(?:human|person|people|agent|someone|somebody|one|body|support|team|operator|staff)\b",
    re.IGNORECASE,
)
# What nobody writes to whom they meet.
_OF_A_BOT = re.compile(
    rf"{led_by(WISHING)}"
    r"(?:tell me (?:an?|another|some) (?:jokes?|story|fun fact)|how are you\b|who (?:are|made|built) you\b"
    r"|are you (?:an? |even )?(?:human|bot|robot|real|ai|person|machine)\b|(?:what|how)(?:'?s| is) the weather\b"
    r"|what time is it\b|(?:is it|will it) (?:going to )?(?:rain|snow)|set (?:an?|the|my) (?:alarm|timer)\b)",
    re.IGNORECASE,
)

_ASKS_IF_DONE = re.compile(
    r"(?=.*\?|(?:\w+[,.! ]+)?(?:did|has)\b)"  # Without its mark only what is surely a question.
    rf"{led_by()}"
    r"(?:(?:did|has|have|is|was|are) (?:it|that|this|everything|you|we|all)(?: all| just| already| actually)*"
    r" (?:go(?:ne)? through|work(?:ed)?|(?:been )?(?:booked|done|confirmed|cancell?ed|moved|rescheduled|changed|saved"
    r"|finished)|book|cancel|move|reschedule|do|set)(?: it| that| this)?"
    r"|(?:all )?(?:booked|done|set|sorted))(?: (?:now|yet|already|ok(?:ay)?))*[\s?!.]*",
    re.IGNORECASE,
)


def asks_if_done(message: Message) -> bool:
    """Return whether the message only asks whether what is under way is done: `did that go through?`."""
    return _ASKS_IF_DONE.fullmatch(message.words) is not None


def is_off_topic(message: Message) -> bool:
    """Return whether the message surely asks a bot for what is not its job, even where any text is an answer."""
    sure = not message.pressed and message.intent == "out_of_scope" and message.confidence >= SURE
    return sure and bool(_OF_A_BOT.match(message.text))


def is_question(message: Message) -> bool:
    """Return whether the message surely asks for something to be looked up, even where any text is an answer."""
    sure = not message.pressed and message.intent in LOOKUPS and message.confidence >= SURE
    return sure and bool(_ASKING.match(message.text) and _LOOKED_AT.search(message.text))


def is_likely_look_up(message: Message) -> bool:
    """Return whether the message is taken for a question that only looks something up."""
    return message.intent in LOOKUPS and (message.pressed or message.confidence >= LIKELY)


def asks_for_a_person(message: Message) -> bool:
    """Return whether the message surely asks for somebody to talk to, even where any text is an answer."""
    sure = not message.pressed and message.intent == "human_handoff" and message.confidence >= SURE
    return sure and bool(_FOR_A_PERSON.search(message.text))


def command_in(message: Message, *, anything_is_an_answer: bool) -> Command | None:
    """Return the command that this message is, or None.

    A button's is certain, and so are words that are nothing but a command. What only reads like one is taken for one
    where the question expects something that it cannot be.
    """
    if message.pressed:
        return Command(message.intent) if message.intent in list(Command) else None
    said = next((one for one, pattern in _PATTERNS.items() if pattern.fullmatch(message.text)), None)
    if said or anything_is_an_answer or message.confidence < SURE:
        return said
    return Command(message.intent) if message.intent in list(Command) else None
