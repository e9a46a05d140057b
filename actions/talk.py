"""What to say when nothing was understood, and saying things again."""

import re

from rasa_sdk.events import FollowupAction

from actions.base import LISTING, ThreadedAction
from actions.beside import says_beside
from actions.booking.named import booking_of_a_type
from actions.booking.too_late import tell_what_is_fixed, wants_what_is_fixed
from actions.feedback.words import take_words
from actions.misread import take_complaint
from actions.reminders.ours import is_errand_here, whose
from actions.seeking import CALLED_OFF
from actions.small_talk import small_talk_in
from actions.stretches import says_only_a_time
from actions.taking_back import UNDOES, done_last, take_back
from actions.told_before import FURTHER, free_time_told, what_was_told
from actions.turn import Events, Turn, button
from parley.scheduling.places import places_in, says_only_places
from parley.scheduling.words import folded

MOST_READINGS = 3
LONGEST_SAID = 500  # characters of the message that a button brings along
# What may be offered as "did you mean …?": each leads to a list or a question, none does anything at once.
OFFERED = (
    "list_events",
    "list_events_in_range",
    "event_details",
    "get_invitees",
    "schedule_appointment",
    "connect_account",
    "help",
)


_LEADING = re.compile(r"^\W*(?:(?:and|ok(?:ay)?|so|then|now|what about|how about|tell me about)\W+)+", re.IGNORECASE)
_NEAR = {
    "utter_near_miss_alarm": re.compile(r"\b(?:alarms?|timers?|stopwatch|to-?dos?|to-?do list|task list)\b", re.I),
    "utter_near_miss_message": re.compile(
        r"\b(?:e-?mail|text|message|dm|whatsapp|sms)\b.*\b(?:to|him|her|them|that|about|[^\W\d_]+)\b"
        r"|^\W*(?:please )?(?:tell|call|ring|phone) (?!me\b)[^\W\d_]+",
        re.IGNORECASE,
    ),
}
_SAYS = re.compile(r"[^\W\d_]{2}")
_PREVIOUS = re.compile(r"\bprevious\b|\bone before\b", re.IGNORECASE)


class NotUnderstood(ThreadedAction):
    """Asks which of the likely readings was meant, unless a bare number answers the bot's own "which one?"."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_not_understood"

    def answer(self, turn: Turn) -> Events:
        """Follow up with the action that asked, or say what can be asked."""
        if wants_what_is_fixed(turn):
            tell_what_is_fixed(turn)
            return []
        if take_words(turn) or take_complaint(turn) or _chats(turn):
            return []
        if turn.numbered_choice:
            return [FollowupAction(turn.numbered_choice)]
        if ours := whose(turn):
            return turn.hand_over(ours)
        if led := _called_off(turn) or booking_of_a_type(turn) or _plainly(turn):
            return led
        likely = [one for one in turn.readings() if one in OFFERED][:MOST_READINGS]
        said = turn.message.words[:LONGEST_SAID]
        if likely and said:
            none = button(turn.part("utter_line_none_of_these"), "help")
            response = "utter_did_you_mean" if len(likely) > 1 else "utter_did_you_mean_this"
            turn.say(response, buttons=[*(_reading(turn, one, said) for one in likely), none])
        else:
            turn.say("utter_not_understood")
        return []


def _called_off(turn: Turn) -> Events:
    """Return the events that answer who cancelled lately; none when that is not asked."""
    return turn.hand_over("action_list_events", "list_events") if CALLED_OFF.fullmatch(turn.message.words) else []


def _plainly(turn: Turn) -> Events:
    """Return the events that answer words that say little, and are clear after what was told; none when they are not.

    A time alone asks the same for that time, "and the first?" is about the list, and two readings that lead to one
    answer are no choice.
    """
    words, readings = turn.message.words, [one for one in turn.readings() if one != "nlu_fallback"]
    rest = folded(_LEADING.sub("", words).strip(" ?!."))
    if turn.slot("shown_events") and says_only_places(rest) and places_in(rest, 1):
        about_people = turn.did_before("action_get_invitees")
        return turn.hand_over("action_get_invitees" if about_people else "action_event_details")
    if says_beside(words) or says_only_a_time(turn):
        return turn.hand_over(free_time_told(turn) or "action_list_events")
    lists = _SAYS.search(words) is not None and set(readings[:2]) == set(LISTING)
    return turn.hand_over("action_list_events", readings[0]) if lists else []


def _chats(turn: Turn) -> bool:
    """Answer what is asked about the bot itself; return whether it was."""
    response = small_talk_in(turn.message.words)
    if response:
        turn.say(response)
    return response is not None


def _nearly(words: str) -> str | None:
    """Return the response for what is nearly the job, such as an alarm or a message; None for anything else."""
    return next((response for response, pattern in _NEAR.items() if pattern.search(words)), None)


def _reading(turn: Turn, intent: str, said: str) -> dict[str, str]:
    return button(turn.part(f"utter_line_reading_{intent}"), intent, said=said)


class OutOfScope(ThreadedAction):
    """Says what is outside the job, unless it says what went wrong, wants a reminder, or names what can be booked."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_out_of_scope"

    def answer(self, turn: Turn) -> Events:
        """Say it; a reminder is only outside when it is of something that is no meeting."""
        if take_words(turn) or take_complaint(turn) or _chats(turn):
            return []
        if is_errand_here(turn):
            turn.say("utter_reminders_are_for_meetings")
        elif ours := whose(turn):
            return turn.hand_over(ours)
        elif led := _called_off(turn) or booking_of_a_type(turn):
            return led
        else:
            turn.say(_nearly(turn.message.words) or "utter_out_of_scope")
        return []


class GoBack(ThreadedAction):
    """Goes back where no task is under way: takes back what was done last, or turns a page back."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_go_back"

    def answer(self, turn: Turn) -> Events:
        """Follow up with what goes back, or say that nothing does."""
        words, done = turn.message.words, done_last(turn)
        if done and (done.before or UNDOES.search(words)) and (taken_back := take_back(turn)):
            return taken_back
        if turn.focus and _PREVIOUS.search(words):
            return [FollowupAction("action_event_details")]
        further = FURTHER.get(str(what_was_told(turn)))
        if further and turn.did_before("action_list_events", *FURTHER.values()):
            return turn.hand_over(further, "show_earlier")
        turn.say("utter_nothing_to_go_back")
        return []


class Repeat(ThreadedAction):
    """Says again what was said last."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_repeat"

    def answer(self, turn: Turn) -> Events:
        """Say the last answer again, with its buttons, or that there is none."""
        said = turn.said_last()
        if not said:
            turn.say("utter_nothing_to_repeat")
        for text, buttons in said:
            turn.say_again(text, buttons)
        return []
