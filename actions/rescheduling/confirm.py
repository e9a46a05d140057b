"""The last look at a move: from when, to when, and what the invitee will get in the mail; and a yes."""

from actions.booking.calendar import the_offer
from actions.booking.confirm import CHANGE
from actions.booking.drafted import CONFIRMED, give_key, put
from actions.booking.said import said
from actions.event_titles import title_of, when_of
from actions.forms.answers import Answer, Reading, yes_or_no
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.rescheduling.move import END, KEPT, the_move
from actions.told import zone_of_invitee
from actions.turn import Turn
from parley.scheduling.openings import lasts


class ConfirmMove(Question):
    """Whether to move it like this."""

    name = "confirm"
    explained = "utter_explain_confirm_moving"
    called = "utter_line_yes_or_no"

    def ask(self, turn: Turn, task: Task) -> None:
        """Say from when to when, and what follows from it."""
        # Whoever says yes says it to this very move; a second yes to it moves nothing more.
        give_key(task)
        move = the_move(turn, task)
        start = move.draft.start or move.event.start_time
        end = start + lasts(the_offer(turn, task).event_type)
        turn.say(
            "utter_confirm_moving",
            title=title_of(turn, move.attendance),
            was=when_of(turn, move.attendance),
            when=said(turn, (start, end), zone_of_invitee(move.invitee)),
            name=move.invitee.name,
        )

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return True for a plain yes, False for a no, and `change` for another time."""
        if message.choice == CHANGE:
            return Answer(CHANGE)
        said_yes = yes_or_no(message)
        return None if said_yes is None else Answer(said_yes)

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Confirm, keep the old time, or ask for another one."""
        if value == CHANGE:
            put(task, start=None, wish=None, offered=None)
        elif value:
            task.draft[CONFIRMED] = True
        else:
            task.draft[END] = KEPT
