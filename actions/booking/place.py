"""Where it shall be: a choice of the type's places, and the number or address that a place needs."""

import re

from actions.booking.calendar import account, the_offer
from actions.booking.drafted import drafted, put
from actions.forms.answers import Answer, Choice, Reading, Wrong, anything_in, one_of
from actions.forms.message import Message
from actions.forms.question import Question, choices_of
from actions.forms.task import Task
from actions.turn import Turn, button
from parley.scheduling.answers import Problem, phone_of
from parley.scheduling.courtesies import NO, WISHING, YES, led_by
from parley.scheduling.draft import Place, place_taken, places_of
from parley.scheduling.phones_said import phone_said
from parley.scheduling.words import words_of

_ALSO = {
    "zoom_conference": ("zoom", "video"),
    "google_conference": ("google meet", "google", "meet"),
    "microsoft_teams_conference": ("teams", "microsoft teams"),
    "webex_conference": ("webex",),
    "gotomeeting_conference": ("gotomeeting",),
    "physical": ("in person", "office", "face to face"),
    "outbound_call": ("phone", "call me", "call them", "by phone"),
    "inbound_call": ("call in", "they call", "i call"),
    "ask_invitee": ("somewhere else", "another place", "elsewhere"),
    "custom": (),
}
_ASKS = re.compile(
    rf"{led_by()}(?:where|what(?:'?s| is)|which|who|how|is|does|will|can i)\b.*\?|{led_by()}where\b", re.IGNORECASE
)
# "Over zoom please", "let's meet at the studio", "by phone instead".
_WANTED = re.compile(
    rf"{led_by(NO, YES, WISHING)}"
    r"(?P<verb>(?:meet|do (?:it|this|that)|make (?:it|that)|have (?:it|this|that)|hold it|talk|call|use"
    r"|go)(?: it)?)?\s*"
    r"(?:over|via|by|through|using|on|at|in)\s+(?:the\s+)?(?P<where>[^,.;!?]+?)"
    r"(?P<please>(?:[,. ]+(?:please|pls|instead|then|rather|thanks))*)[\s.!]*",
    re.IGNORECASE,
)
# "Can it be on Zoom?", "make it a phone call".
_MEANS = re.compile(
    rf"{led_by(NO)}(?:(?:can|could|may|would|is it possible to) (?:it |we |this |that |i |you )?"
    r"(?:(?:also )?be|do (?:it|this|that)|have (?:it|this)|make (?:it|this)|meet|talk)?\s?"
    r"|(?:make|change|switch|move) (?:it|this|that) (?:to |into )?)(?:on|over|via|by|in|at)?\s?(?:the |an? )?"
    r"(?P<where>zoom|google meet|meet|(?:microsoft )?teams|(?:tele)?phone|video|webex|person|skype|whatsapp|facetime)"
    r"(?: call)?(?: (?:instead|rather|then|please)(?: of [^?.!]+)?)*\s*(?:[?.!].*)?",
    re.IGNORECASE,
)
_AROUND = words_of(
    "the a your our my his her their at in on over via by through using use instead please pls then rather i d like "
    "want to do have meet make it that is one place for would prefer can we let s better no ok okay"
)

# Whether a telephone number is asked for, and how many digits are meant as one.
_CALLED, FEWEST_DIGITS = "is_called", 3


class PlaceQuestion(Question):
    """Which of the type's places."""

    name = "place"
    explained = "utter_explain_place"
    called = "utter_line_a_place"

    def ask(self, turn: Turn, task: Task) -> None:
        """Offer the places as buttons."""
        choices = [Choice(str(index), said_place(turn, one)) for index, one in enumerate(self._places(turn, task))]
        turn.say(
            "utter_ask_place",
            events=choices_of(turn, task, (one.title for one in choices)),
            buttons=[button(one.title, "inform", choice=one.id) for one in choices],
        )

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the place that is meant; a question chooses none."""
        if _ASKS.match(message.words):
            return None
        places = self._places(turn, task)
        choices = [Choice(str(at), said_place(turn, one), _ALSO.get(one.kind, ())) for at, one in enumerate(places)]
        reading = one_of(choices, message)
        return Answer(places[int(reading.value)]) if isinstance(reading, Answer) else reading

    def correct(self, turn: Turn, task: Task, message: Message, *, bare: bool) -> Reading:
        """Return another place than the one that was chosen: `use Zoom instead`."""
        if bare or not task.draft.get("place"):
            return None
        return _alone(turn, self.read(turn, task, message), message.words)

    def asked_for(self, turn: Turn, task: Task, words: str, *, strict: bool) -> Reading:
        """Return the place that words ask for and speak of nothing else: "over zoom please".

        `strict` takes only what cannot be said of anything else.
        """
        said = _WANTED.fullmatch(" ".join(words.split()))
        if not said or (strict and not (said["verb"] or said["please"])):
            return None
        return _alone(turn, self.read(turn, task, Message(said["where"])), said["where"])

    def noted(self, turn: Turn, task: Task) -> None:
        """Say that it was taken, unless it is asked again."""
        if task.draft.get("place"):
            turn.say("utter_noted")

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take the place."""
        put(task, place=value)

    def _places(self, turn: Turn, task: Task) -> list[Place]:
        return list(places_of(the_offer(turn, task).event_type))


class PlaceWordsQuestion(Question):
    """The invitee's telephone number, or the place that the invitee proposes."""

    name = "place_words"
    explained = "utter_explain_place_words"
    called = "utter_line_a_number"

    def takes_anything(self, task: Task) -> bool:
        """Return whether any words may be it, as an address, and not a telephone number."""
        return not task.draft.get(_CALLED)

    def ask(self, turn: Turn, task: Task) -> None:
        """Ask for the number or the address."""
        kind = self._place(turn, task).kind
        task.draft[_CALLED] = kind == "outbound_call"
        turn.say("utter_ask_phone" if kind == "outbound_call" else "utter_ask_address", name=task.draft.get("name", ""))

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the place with its words."""
        place, said = self._place(turn, task), anything_in(message)
        if not isinstance(said, Answer):
            return said
        if place.kind != "outbound_call":
            return Answer(Place(place.kind, said.value))
        number = phone_of(phone_said(said.value) or said.value)
        if not isinstance(number, Problem):
            return Answer(Place(place.kind, number))
        # "No" and "Thursday the 10th" are meant as something else.
        is_meant = sum(one.isdigit() for one in said.value) >= FEWEST_DIGITS
        return (
            Wrong("utter_phone_wrong") if is_meant and not turn.times(said.value, account(turn), asked=False) else None
        )

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take the place."""
        put(task, place=value)

    def _place(self, turn: Turn, task: Task) -> Place:
        event_type = the_offer(turn, task).event_type
        place = place_taken(drafted(task), event_type)
        if place is None:
            raise LookupError("no place is chosen")
        return place


def means_in(words: str) -> str | None:
    """Return the means by which a question, or a wish, would have it held: "can it be on Zoom? I can't use Teams"."""
    found = _MEANS.fullmatch(" ".join(words.split()))
    return {"person": "in person"}.get(found["where"].lower(), found["where"]) if found else None


def _alone(turn: Turn, reading: Reading, words: str) -> Reading:
    """Return the place that was read where the words say nothing else."""
    if not isinstance(reading, Answer):
        return None
    called = (said_place(turn, reading.value), *_ALSO.get(reading.value.kind, ()))
    return reading if words_of(words) <= words_of(" ".join(called)) | _AROUND else None


def said_place(turn: Turn, place: Place) -> str:
    """Return what a place is called."""
    return turn.part(f"utter_line_at_{place.kind}", words=place.words or "").strip()
