"""Why it is cancelled: Calendly tells the invitees, if there is something to tell."""

import re

from actions.cancelling.confirm import ConfirmCancelling, listed, says_cancel
from actions.cancelling.moving import asks_to_move
from actions.cancelling.no_reason import asks_if_told, asks_something, drops_reason, names_another, says_only_when
from actions.cancelling.remarks import hides, hides_why, refuses, unheard, waits
from actions.cancelling.reviewed import END, REASON, open_ones, reviews, take_ids, title, when
from actions.cancelling.which import which
from actions.cancelling.why import reason_of
from actions.forms.another_task import is_likely_request
from actions.forms.answers import LIKELY, Answer, Reading, Wrong, is_nothing, yes_or_no
from actions.forms.commands import LOOKUPS, SURE
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.forms.tasks import TASKS
from actions.turn import Turn, button
from parley.scheduling.courtesies import NO, WISHING, YES, led_by

_BOOKS = re.compile(
    rf"{led_by(NO, YES, WISHING)}(?:book|schedule|set up|arrange)\b(?!\s+(?:conflict|clash|change|problem|issue))",
    re.IGNORECASE,
)
_ASKS_WHY = re.compile(
    r"(?:but |and )?(?:why\b(?! not)|what for|who (?:sees|reads|gets)|do i (?:have|need) to|must i"
    r"|is (?:that|it) needed)",
    re.IGNORECASE,
)
# What is asked of the bot is none either, without its question mark too: "tell me a joke", "what's the weather like".
_DEMANDS = re.compile(
    rf"{led_by(WISHING)}"
    r"(?:tell me|show me|read me|give me|play|sing|translate|turn (?:on|off|up|down)|set (?:an?|the|my) (?:alarm|timer)"
    r"|(?:what|who|where|when|how)(?:'?s| is| are| was| do| does| did| will| time| old| far| many| much| long)"
    r"|(?:do|are|can|will) you|will it|is it (?:going to|raining|snowing))\b",
    re.IGNORECASE,
)
_A_CHOICE = re.compile(r"\W*(?:the )?(?:[^\W\d_]+ |\d+(?:st|nd|rd|th) )?ones?\W*", re.IGNORECASE)
LONGEST = 10_000  # characters, as Calendly takes it


class ReasonQuestion(Question):
    """The reason, or none."""

    name = "reason"
    explained = "utter_explain_cancel_reason"
    called = "utter_line_a_reason"

    def takes_anything(self, task: Task) -> bool:
        """Return True: a reason may be any words."""
        return True

    def claims(self, task: Task, message: Message) -> bool:
        """Return whether this only says once more to cancel."""
        return says_cancel(message)

    def ask(self, turn: Turn, task: Task) -> None:
        """Say what would be cancelled, and ask why."""
        reviewed = reviews(turn, task)
        seen = open_ones(reviewed)
        buttons = [button(turn.part("utter_line_no_reason"), "inform", choice="")]
        if len(reviewed) == 1:
            turn.say("utter_ask_cancel_reason", title=title(turn, seen[0]), when=when(turn, seen[0]), buttons=buttons)
        else:
            lines = listed(turn, task, reviewed)
            turn.say("utter_ask_cancel_reason_several", events=lines, buttons=buttons)

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the reason; "" for none, and False where nothing shall be cancelled. A question is none."""
        if refuses(message.words):
            return Answer(False)
        if waits(message.words):
            return Wrong("utter_no_hurry_cancelling")
        if unheard(message.words)[1] or hides(message.words):
            return Answer("") if hides_why(message.words) else Wrong("utter_always_told")
        if is_nothing(message) or drops_reason(message.words) or says_cancel(message) or yes_or_no(message) is False:
            return Answer("")
        if yes_or_no(message):
            return Wrong("utter_say_reason")
        if asks_if_told(message.words):
            return Wrong("utter_calendly_tells")
        if (other := names_another(message.words)) is not None:
            return which.another(turn, task, other)
        if _ASKS_WHY.match(message.words):
            return Wrong(self.explained)
        if message.intent in TASKS and message.intent != "cancel_event" and _wishes_else(message.words):
            return None
        # "Not the second one" is about the list, and nothing to write to anybody.
        if left := ConfirmCancelling().correct(turn, task, message, bare=False):
            return left
        if _asks(message) or not message.words or _A_CHOICE.fullmatch(message.words):
            return None
        if asks_something(message.words):
            return None if is_likely_request(message) else Wrong("utter_question_is_no_reason")
        if says_only_when(turn, message.words):
            return None
        reason = reason_of(message.words)
        return Answer(reason[:LONGEST]) if reason else Wrong("utter_say_reason")

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take the reason, or the events that are left."""
        if isinstance(value, list):
            take_ids(task, value)
        elif isinstance(value, dict):
            which.fill(turn, task, value)
        elif value is False:
            task.draft[END] = "kept"
        else:
            task.draft[REASON] = value


def _wishes_else(words: str) -> bool:
    return asks_to_move(words) or _BOOKS.match(words) is not None


def _asks(message: Message) -> bool:
    if "?" in message.words and message.confidence >= LIKELY:
        return True
    looks_up = message.intent in LOOKUPS and message.confidence >= LIKELY
    off_topic = message.intent == "out_of_scope" and message.confidence >= SURE
    return (looks_up or off_topic) and _DEMANDS.match(message.words) is not None
