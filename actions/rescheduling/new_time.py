"""The new time: found as in booking, and told apart from the one that the meeting has."""

from datetime import datetime

from actions.booking.calendar import account, the_offer
from actions.booking.drafted import put, wish_of
from actions.booking.moment import StartQuestion
from actions.booking.offering import settle
from actions.booking.said import said
from actions.event_titles import title_of, when_of
from actions.forms.answers import Reading
from actions.forms.message import Message
from actions.forms.task import Task
from actions.rescheduling.move import meeting
from actions.rescheduling.old_time import with_its_time
from actions.turn import Turn
from parley.scheduling.rescheduling import stands_in_its_own_way
from parley.scheduling.wish import Wish

# What is said once before the times on offer.
INTRO, SAME, OVERLAPS = "intro", "same", "overlaps"


class NewTime(StartQuestion):
    """When it shall be instead."""

    explained = "utter_explain_new_time"

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the wish that the message is, which may go by the time that the meeting has."""
        return super().read(turn, task, _with_its_time(turn, task, message))

    def correct(self, turn: Turn, task: Task, message: Message, *, bare: bool) -> Reading:
        """Return the time in a message that may go by the one that the meeting has: `no, the same time on Friday`."""
        return super().correct(turn, task, _with_its_time(turn, task, message), bare=bare)

    def ask(self, turn: Turn, task: Task) -> None:
        """Say what stands in the way of the time that was wished for, and offer what is free."""
        one = meeting(turn, task)
        before = task.draft.pop("before", None)
        if before == OVERLAPS:
            link, who = one.coming[0].reschedule_url, one.coming[0].name
            turn.say("utter_new_time_overlaps", when=said(turn, _wished(task)), link=link, name=who)
        elif before == SAME:
            turn.say("utter_new_time_is_old", title=title_of(turn, one), when=when_of(turn, one))
        elif before == INTRO:
            turn.say("utter_ask_new_time", title=title_of(turn, one), when=when_of(turn, one))
        super().ask(turn, task)


def settle_new_time(turn: Turn, task: Task) -> None:
    """Take the wished time when it is free and not the old one's; else put what is free into the draft."""
    wish = wish_of(task)
    if wish.exact and wish.start:
        start, one = wish.start, meeting(turn, task).event
        if start == one.start_time or stands_in_its_own_way(one, the_offer(turn, task).event_type, start):
            task.draft["before"] = SAME if start == one.start_time else OVERLAPS
            task.draft["overlapping"] = start.isoformat()
            zone = turn.zone(account(turn))
            put(task, wish=Wish.on(start.astimezone(zone).date(), None, zone))
    settle(turn, task)


def _with_its_time(turn: Turn, task: Task, message: Message) -> Message:
    words = with_its_time(turn, task, message.words)
    return message if words == message.words else Message(words, "inform", 1.0)


def _wished(task: Task) -> datetime:
    return datetime.fromisoformat(task.draft["overlapping"])
