"""Words that lead on to what somebody wants and say nothing of their own: courtesies, hesitations, links."""

NO = r"no+|nope|nah"
YES = r"y|yes|yeah|yep|yup|sure"
PLEASED = r"hi|hello|cool|great|nice|perfect|thanks|thank you"
# "Can you", "I'd like to", "let me".
WISHING = (
    r"(?:can|could|would|will|may) (?:you|u|we|i)|i(?:'?d| would)? (?:want|like|love|need|wish|prefer)(?: to)?"
    r"|i'?d rather|i wanna|gotta|let(?:'?s| me| us)|help me(?: to)?"
)
_ANY = (
    r"please|pls|and|also|or|so|but|then|now|first|just|ok(?:ay)?|oh|ah|um+|hm+|well|wait|hold on|hey|sorry"
    r"|ac\w{2,6}l+y|btw|by the way"
)


def led_by(*more: str) -> str:
    """Return a pattern for any number of such words, none too; `more` are those that only some sentences begin with."""
    return rf"\W*(?:(?:{'|'.join((*more, _ANY))})\b\W+)*"
