"""Words that go on with the news just spoken of: "turn off the cancellation one", "and when they move?"."""

import re

from actions.turn import Turn
from parley.scheduling.courtesies import NO, PLEASED, WISHING, YES, led_by

NOTIFICATIONS = "action_set_notifications"
_LED = led_by(NO, YES, PLEASED, WISHING)
_KIND = (
    r"(?:(?:new )?bookings?|cancel(?:l?ations?|l?ed|s)|moves|moved|re-?schedul\w+|no[- ]?shows?)"
    r"(?: (?:ones?|alerts?|notifications?|news|meetings?))?"
)
_THEM = r"(?:it|them|that|those|these|everything|all|both)(?: (?:all|both|of (?:it|them|these|those)))?"
_END = r"(?: (?:on|off|too|as well|also|please|again|back on|instead|then|now|for good))*\W*"
_ABOUT_NEWS = tuple(
    re.compile(_LED + pattern, re.IGNORECASE)
    for pattern in (
        r"(?:(?:(?:turn|switch|put)(?: back)? (?:on|off)|turn|switch|put|stop|drop|mute|silence|keep|only|not"
        rf"|no more|without|what about|how about) )?(?:(?:the|all|any|those|for|of|about|me) )*{_KIND}{_END}",
        rf"(?:turn|switch|put) (?:(?:back )?(?:on|off) {_THEM}|{_THEM} (?:back )?(?:on|off)){_END}",
        rf"(?:is|are) (?:they|{_THEM})(?: (?:all|both|still|now))* (?:on|off){_END}",
        r"(?:what|which)(?: \w+)? (?:will|do|are|would) you (?:\w+ )?(?:tell|send|write|notify|inform)(?:ing)?"
        r"(?: to)? me(?: about| of)?(?: now| then| exactly)?\W*",
        r"(?:when|if|whenever) (?:they|people|some ?one|somebody|any ?one|anybody|clients?|guests?) (?:cancel|book|move"
        r"|re-?schedule|drop out|pull out)s?(?: (?:something|anything|one|it|a meeting))?(?: (?:too|as well|also))?\W*",
    )
)
_ELSEWHERE = re.compile(
    rf"{_LED}(?:(?:e-?mail|mail|text|call|ring|sms|whatsapp) me|(?:by|via|as an?|with an?) (?:e-?mail|mail|text|sms"
    r"|call|phone))\b(?: (?:as well|too|also|instead|please|then|about it|about that))*\W*",
    re.IGNORECASE,
)


def goes_on_with_news(turn: Turn) -> bool:
    """Return whether the message is about the news that were spoken of in the turn before."""
    words = turn.message.words
    if not words or not turn.did_before(NOTIFICATIONS):
        return False
    return wants_them_elsewhere(words) or any(pattern.fullmatch(words) for pattern in _ABOUT_NEWS)


def wants_them_elsewhere(words: str) -> bool:
    """Return whether no more is wanted than to hear by mail, or in another way than here."""
    return _ELSEWHERE.fullmatch(words) is not None
