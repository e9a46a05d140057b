"""Who is invited: name, e-mail address and time zone."""

import re
from zoneinfo import ZoneInfo

from actions.booking.calendar import offers
from actions.booking.drafted import put
from actions.booking.known import addresses_of
from actions.booking.own_zone import live_in
from actions.booking.people_named import bare_introduced
from actions.booking.remembered import FOR_ANOTHER, of_oneself
from actions.forms.answers import Answer, Reading, Wrong, email_in, name_in
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.turn import Turn
from parley.parts import Field, Form
from parley.scheduling.answers import Problem, email_of, name_of
from parley.scheduling.courtesies import YES, led_by
from parley.scheduling.event_types import find
from parley.scheduling.introduced import is_like_a_name
from parley.scheduling.names_said import explains
from parley.scheduling.spelled import EMAIL, unspelled
from parley.when.zones import find_zones

_WITH_ADDRESS = re.compile(rf"([^@?]{{1,100}}?)[\s,;(<]+({EMAIL.pattern})[>)]?[\s.]*")
_USUAL = re.compile(
    rf"{led_by(YES)}(?:(?:take|use) )?(?:(?:his|her|their|the)(?: (?:usual|normal|same|known|old))? (?:e-?mail|mail"
    r"|address)(?: address)?|(?:the )?(?:usual|same)(?: (?:one|address|e-?mail|mail))?"
    r"(?: as (?:always|before|ever|usual|last time))?"
    r"|you (?:already )?(?:know|have) (?:it|that|(?:his|her|their) (?:e-?mail|mail|address)))"
    r"(?: (?:please|already))?\W*",
    re.IGNORECASE,
)
_AN_ADDRESS = re.compile(
    r"\W*(?:(?:the|his|her|their|my|its) )?(?:e-?mail|mail|address)(?: address)?(?: is|'s|\s?:)?\W*", re.IGNORECASE
)
_MYSELF = re.compile(r"(?:it'?s |with |for )?(?:me|myself)[.!]?", re.IGNORECASE)
_NAME_TOLD = re.compile(
    r"(?:(?:the|his|her|their|my) )?(?:full )?name"
    r"(?:(?: is|'s) wrong\W+(?:it'?s|it is|(?:it )?should be)(?= )| is| should be| must be|'s|\s?[:=])? ?(?:to )?(.+)",
    re.IGNORECASE,
)
_WITH = re.compile(r"\W*(?:it'?s )?with\b", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"\b(?:her|his|their)\b", re.IGNORECASE)
# Where an address alone is a guest's, and the invitee's only where the words say so.
_OF_GUESTS = ("guests", "guest_address")
_OF_INVITEE = re.compile(r"\b(?:invitee|(?<!her )(?<!his )(?<!their )(?:e-?mail|mail|address))\b", re.IGNORECASE)
# Of a visitor's own, and of whoever is asked for by name, "her mail is …" says a guest's.
_OF_ONESELF = re.compile(r"\binvitee|\b(?:my|mine)\b|\bi'?m\b", re.IGNORECASE)


class NameQuestion(Question):
    """Who the meeting is with."""

    name = "name"
    explained = "utter_explain_name"
    called = "utter_line_a_name"

    def ask(self, turn: Turn, task: Task) -> None:
        """Ask for the name; together with the address where both can be filled in."""
        address = task.draft.get("email")
        response = "utter_ask_name_of_address" if address else "utter_ask_name"
        turn.say(response, email=address, parts=[] if address else [_both(turn)])

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return a name, with the address if that is said too."""
        if _MYSELF.fullmatch(message.words) and (own := of_oneself(turn)).keys() == {"name", "email"}:
            return Answer(own)
        if turn.visiting and _WITH.match(message.words):
            return None  # Whoever is met.
        both = None if task.draft.get("email") else _WITH_ADDRESS.fullmatch(unspelled(message.words))
        if both and _AN_ADDRESS.fullmatch(both[1]):
            address = EmailQuestion().read(turn, task, Message(both[2]))
            return Answer({"email": address.value}) if isinstance(address, Answer) else address
        if both and explains(both[1]):
            return None  # "Her mail is lena@…" has no name.
        if both:
            return self._read_both(Message(both[1]), both[2])
        reading = name_in(message)
        if not isinstance(reading, Answer):
            return reading
        name = name_of(reading.value)
        return Answer(name) if not isinstance(name, Problem) else Wrong("utter_name_wrong")

    def _read_both(self, named: Message, address: str) -> Reading:
        reading, email = name_in(named), email_of(address.strip(".'"))
        name = name_of(reading.value) if isinstance(reading, Answer) else Problem.BLANK
        if isinstance(name, Problem):
            return Wrong("utter_name_wrong")
        return Wrong("utter_email_wrong") if isinstance(email, Problem) else Answer({"name": name, "email": email})

    def correct(self, turn: Turn, task: Task, message: Message, *, bare: bool) -> Reading:
        """Return a name that is called one; while there is none, "with tom" names somebody too."""
        told = _NAME_TOLD.fullmatch(message.words)
        named = None if told or task.draft.get("name") or turn.visiting else bare_introduced(message.words)
        if named:  # Whom visitors name with "with" is met.
            return Answer(named)
        if turn.visiting and not told and not task.draft.get("name") and _is_a_name(turn, message.words):
            return self.read(turn, task, message)
        return self.read(turn, task, Message(told[1])) if told else None

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take the name, the address with it, or the address alone."""
        put(task, **(value if isinstance(value, dict) else {"name": value}))


class EmailQuestion(Question):
    """Where the invitation goes."""

    name = "email"
    explained = "utter_explain_email"
    called = "utter_line_an_email"

    def ask(self, turn: Turn, task: Task) -> None:
        """Ask for the address."""
        turn.say("utter_ask_email", name=task.draft.get("name", ""))

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return an address that can be written to."""
        if _USUAL.fullmatch(message.words) and not turn.visiting:
            known = addresses_of(turn, task.draft.get("name") or "")
            return Answer(known[0]) if len(known) == 1 else Wrong("utter_email_not_known")
        reading = email_in(message)
        if not isinstance(reading, Answer):
            return reading
        address = email_of(reading.value)
        return Answer(address) if not isinstance(address, Problem) else Wrong("utter_email_wrong")

    def correct(self, turn: Turn, task: Task, message: Message, *, bare: bool) -> Reading:
        """Return the address in a message that has one."""
        theirs = _OF_ONESELF if turn.visiting or task.asked == "guest_address" else _OF_INVITEE
        if task.asked in _OF_GUESTS and not theirs.search(message.words):
            return None
        reading = self.read(turn, task, message)
        fits = isinstance(reading, Answer) and (not bare or message.words == reading.value)
        return reading if fits else None

    def noted(self, turn: Turn, task: Task) -> None:
        """Say where the invitation goes now: an address alone may have been meant as a guest's."""
        turn.say("utter_email_now", email=task.draft["email"])

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take the address."""
        put(task, email=value)


class ZoneQuestion(Question):
    """On whose clocks the invitee's mail tells the time. Asked only to change it."""

    name = "zone"
    explained = "utter_explain_zone"
    called = "utter_line_a_zone"

    def ask(self, turn: Turn, task: Task) -> None:
        """Ask for the zone."""
        turn.say("utter_ask_zone", name=task.draft.get("name", ""))

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return a zone's IANA name."""
        return _zone_in(message.words, asked=True) or Wrong("utter_zone_wrong")

    def correct(self, turn: Turn, task: Task, message: Message, *, bare: bool) -> Reading:
        """Return a zone that is called one: `their time zone is New York`."""
        of_nobody = turn.visiting and not task.draft.get(FOR_ANOTHER) and _OF_ANOTHER.search(message.words)
        called = re.search(r"time ?zone", message.words, re.IGNORECASE) and not of_nobody
        return _zone_in(message.words, asked=True) if called else None

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take the zone; a visitor's own is that of all their times."""
        if turn.visiting and not task.draft.get(FOR_ANOTHER):
            live_in(turn, task, str(value))
        else:
            put(task, zone=value, ask_zone=None)

    def noted(self, turn: Turn, task: Task) -> None:
        """Say that it was taken, unless it was said already."""
        if not turn.visiting or task.draft.get(FOR_ANOTHER):
            super().noted(turn, task)


def _is_a_name(turn: Turn, words: str) -> bool:
    return is_like_a_name(words) and not find(offers(turn), words).offers


def _both(turn: Turn) -> Form:
    """Return name and address to fill in, which are said as `Ana Lee, ana@example.com`."""
    own = turn.visiting
    name = Field("name", turn.part("utter_line_field_name"), own=own)
    email = Field("email", turn.part("utter_line_field_email"), "email", own=own)
    return Form([name, email], "{name}, {email}", turn.part("utter_line_go_on"))


def _zone_in(text: str, *, asked: bool) -> Reading:
    zones = [word.zone for word in find_zones(text, asked=asked) if isinstance(word.zone, ZoneInfo)]
    return Answer(zones[0].key) if len(zones) == 1 else None
