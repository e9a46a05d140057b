"""What a message changes of the booking under way, told by its words alone, whatever else was asked.

"Make it 3 instead" is another time of this booking rather than of another meeting, and "add eve@x.org" one more guest.
"""

import re
from typing import TYPE_CHECKING

from actions.booking.calendar import account, offer, offers
from actions.booking.confirm import ConfirmQuestion
from actions.booking.declined import declined, without_chosen
from actions.booking.guests import GuestsQuestion
from actions.booking.host_questions import HostQuestion
from actions.booking.in_hand import time_in_hand
from actions.booking.kind import EventTypeQuestion
from actions.booking.mail_slip import MailSlipQuestion
from actions.booking.moment import StartQuestion
from actions.booking.one_more import GuestAddressQuestion
from actions.booking.people_named import introduced
from actions.booking.person import EmailQuestion, NameQuestion
from actions.booking.place import PlaceQuestion, PlaceWordsQuestion, means_in, said_place
from actions.booking.wished import wished_in
from actions.forms.answers import Answer, Reading, Wrong, is_nothing
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.turn import Turn
from parley.scheduling.courtesies import NO, WISHING, YES, led_by
from parley.scheduling.draft import places_of
from parley.scheduling.introduced import says_name_is_wrong
from parley.scheduling.parts_said import part_said
from parley.scheduling.refusals import leans, refuses_the_offer
from parley.scheduling.retimed import moves_nothing, retimes_this, without_the_old
from parley.scheduling.words import words_of
from parley.when import without

if TYPE_CHECKING:
    from actions.forms.form import Form

type Change = tuple[str, Reading]
LONGEST, LONGEST_TEXT = 25, 500  # words, characters
_CHANGES_SOMETHING = re.compile(
    rf"{led_by(NO, YES, WISHING)}(?:change|edit|correct|fix|alter|modify) "
    r"(?:something|sth|some ?things?|things|a thing|one thing|it|this|that|(?:the )?(?:booking|details?))"
    r"(?: else)?(?:[,. ]*(?:please|pls|first|again))*[\s.!]*",
    re.IGNORECASE,
)
_NOT_THEN = re.compile(r"^\W*(?:(?:no|oh|sorry|wait)\W+)*not\b(?! (?:now|yet|today)\b)", re.IGNORECASE)
_NONE_WORK = re.compile(
    r"\b(?:none|neither|not? (?:one|any)) of (?:those|these|them|the times) (?:works?|suits?|fits?|is|are)\b",
    re.IGNORECASE,
)
_AROUND_A_REFUSAL = words_of("no not at on oh sorry wait then the please that time")
_MAY_BE_NOTHING = (GuestsQuestion.name, HostQuestion.name)
_PEOPLE: dict[str, Question] = {one.name: one for one in (NameQuestion(), EmailQuestion(), GuestsQuestion())}
# Where what looks like a change of the guests, or of an address, is the answer.
_ABOUT_ADDRESSES = (GuestsQuestion.name, GuestAddressQuestion.name, MailSlipQuestion.name)


def changed(form: "Form", turn: Turn, task: Task, message: Message) -> tuple[Question, Reading] | None:
    """Return the question for which a message gives another value, with that; None when it changes nothing surely."""
    words = message.words
    if not words or len(words.split()) > LONGEST or len(words) > LONGEST_TEXT or task.asked is None:
        return None
    if task.asked in _MAY_BE_NOTHING and is_nothing(message):
        return None
    asked = form.question(task.asked)
    strict = asked is not None and asked.takes_anything(task)
    for change in (_guests, _wrong_name, _part, _introduced, _type, _place, _time, _refusal, _something):
        found = change(turn, task, message, strict=strict)
        question = form.question(found[0]) if found else None
        if found and question:
            return question, found[1]
    return None


def _guests(turn: Turn, task: Task, message: Message, *, strict: bool) -> Change | None:
    if task.asked in _ABOUT_ADDRESSES:
        return None
    reading = GuestsQuestion().changed(task, message, strict=strict)
    return (GuestsQuestion.name, reading) if reading else None


def _wrong_name(turn: Turn, task: Task, message: Message, *, strict: bool) -> Change | None:
    """Return that the name is asked again: "that's not my name!"."""
    wrong = not strict and task.draft.get("name") and says_name_is_wrong(message.words)
    return (ConfirmQuestion.name, Answer(NameQuestion.name)) if wrong else None


def _part(turn: Turn, task: Task, message: Message, *, strict: bool) -> Change | None:
    """Return a part that is called by its name, with its new value."""
    said = part_said(message.words, strict=strict)
    if not said or said.part == task.asked:
        return None
    value = Message(said.value)
    if said.part == PlaceQuestion.name:
        return _another_place(turn, task, value) if part_said(message.words, strict=True) else None
    if said.part == StartQuestion.name:
        return StartQuestion.name, wished_in(turn, task, value, asked=True)
    question = None if task.asked in _ABOUT_ADDRESSES else _PEOPLE.get(said.part)
    reading = question.read(turn, task, value) if question else None
    return (question.name, reading) if question and isinstance(reading, Answer) else None


def _introduced(turn: Turn, task: Task, message: Message, *, strict: bool) -> Change | None:
    """Return the name of whoever says who they are, "I'm Paula Winter", where no name is known yet."""
    if strict or task.draft.get("name") or task.asked == NameQuestion.name:
        return None
    name = introduced(message.words)
    return (NameQuestion.name, Answer(name)) if name else None


def _another_place(turn: Turn, task: Task, value: Message) -> Change | None:
    chosen = offer(turn, task)
    if not chosen:
        return None
    reading = PlaceQuestion().read(turn, task, value)
    if isinstance(reading, Answer):
        return PlaceQuestion.name, reading
    places = places_of(chosen.event_type)
    if len(places) > 1:
        turn.say("utter_no_such_place_offered", words=value.text)
        return PlaceQuestion.name, Answer(None)
    where = said_place(turn, places[0]) if places else ""
    response = "utter_only_place" if where else "utter_no_place_to_choose"
    return PlaceQuestion.name, Wrong(response, {"name": chosen.name, "place": where})


def _type(turn: Turn, task: Task, message: Message, *, strict: bool) -> Change | None:
    if task.asked == EventTypeQuestion.name:
        return None
    question, words = EventTypeQuestion(), message.words
    reading = question.asked_for(turn, task, words, strict=strict)
    if not reading and (times := turn.times(words, account(turn), asked=False)):
        wish = wished_in(turn, task, Message(words), asked=False)
        rest = without(words, times)
        reading = question.at_a_time(turn, task, words, wish.value, rest) if isinstance(wish, Answer) else None
    return (question.name, reading) if reading else None


def _place(turn: Turn, task: Task, message: Message, *, strict: bool) -> Change | None:
    if task.asked in (PlaceQuestion.name, PlaceWordsQuestion.name, EventTypeQuestion.name) or not offer(turn, task):
        return None
    if means := means_in(message.words):
        return _another_place(turn, task, Message(means))
    reading = PlaceQuestion().asked_for(turn, task, message.words, strict=strict)
    return (PlaceQuestion.name, reading) if reading else None


def _time(turn: Turn, task: Task, message: Message, *, strict: bool) -> Change | None:
    """Return another time of this booking; at the list of times, words without any moving are no other meeting's."""
    if task.asked == StartQuestion.name and message.intent == "reschedule_event" and moves_nothing(message.words):
        reading = wished_in(turn, task, Message(message.text), asked=True)
        return (StartQuestion.name, reading) if reading else None
    if task.asked == StartQuestion.name and isinstance(StartQuestion().read(turn, task, message), Answer):
        return None
    text, chosen = without_the_old(message.words), offer(turn, task)
    times = turn.times(text, account(turn), asked=True, about=time_in_hand(turn, task))
    known = (task.draft.get("name") or "", chosen.name if chosen else "")
    if not retimes_this(text, [one for one in times if one.start], known, strict=strict):
        return None
    return StartQuestion.name, wished_in(turn, task, Message(text), asked=True)


def _refusal(turn: Turn, task: Task, message: Message, *, strict: bool) -> Change | None:
    """Return the wish for any other time than the chosen one: "not noon! none of those work"."""
    if not task.draft.get("start"):
        return None
    parts = [part for part in re.split(r"[.!;,]", message.words) if part.strip()]
    refuses = any(_is_not_then(turn, part) for part in parts) or (not strict and _NONE_WORK.search(message.words))
    if leans(message.words) and (wish := declined(turn, task, message)):
        return StartQuestion.name, Answer(wish)
    if not refuses_the_offer(message.words) and not refuses:
        return None
    rest = [part for part in parts if not _is_not_then(turn, part) and not _NONE_WORK.search(part)]
    if refuses and any(turn.times(part, account(turn), asked=True) for part in rest):
        return None  # "Not noon, 3 pm" says what it shall be.
    return StartQuestion.name, Answer(without_chosen(turn, task))


def _is_not_then(turn: Turn, part: str) -> bool:
    if not _NOT_THEN.match(part):
        return False
    times = turn.times(part, account(turn), asked=True)
    return bool(times) and words_of(without(part, times)) <= _AROUND_A_REFUSAL


def _something(turn: Turn, task: Task, message: Message, *, strict: bool) -> Change | None:
    known = not strict and task.draft.get("event_type") and offers(turn)
    return (ConfirmQuestion.name, Answer(False)) if known and _CHANGES_SOMETHING.fullmatch(message.words) else None
