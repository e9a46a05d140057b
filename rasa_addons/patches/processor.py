"""Rasa's message processor, with our way of running the model and of calling the action server."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from rasa_addons.failed_turn import RESPONSE, ActionFailed, asked_again, intent_of, is_news, say_failed, take_back
from rasa_addons.patches.straight_runner import StraightRunner
from rasa_addons.patches.timed_endpoint import TimedEndpoint


class ParleyProcessor(MessageProcessor):
    """A message processor that costs less a turn, waits less long for an action, and works a message once.

    A message whose id the conversation has already gets the answers that it got. A turn in which an action fails
    leaves the dialogue where it was; "try again" right after it, or a yes, is the message that failed.
    """

    def __init__(self, *args: Any, action_endpoint: EndpointConfig | None = None, **kwargs: Any) -> None:
        timed = TimedEndpoint.of(action_endpoint) if action_endpoint else None
        super().__init__(*args, action_endpoint=timed, **kwargs)
        self.graph_runner = StraightRunner.of(self.graph_runner)
        # Asked at every message, and answered by building an empty domain to compare with; a loaded one stays as it is.
        is_empty = self.domain.is_empty()
        self.domain.is_empty = lambda: is_empty

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Work the message and give its answers to its channel."""
        try:
            return await super().handle_message(message)
        except _HeardBefore as before:
            await self._send_bot_messages(before.answers, before.tracker, message.output_channel)
            return None

    async def _handle_message_with_tracker(self, message: UserMessage, tracker: DialogueStateTracker) -> None:
        answers = _answers_to(message.message_id, tracker)
        # Without any, nothing was done or said about it: what was asked for is still to be done.
        if answers:
            raise _HeardBefore(tracker, answers)
        if failed := asked_again(tracker, intent_of(message.parse_data)):
            message.text, message.parse_data = failed.text, failed.parse_data
        await super()._handle_message_with_tracker(message, tracker)

    async def _run_prediction_loop(self, output_channel: OutputChannel, tracker: DialogueStateTracker) -> None:
        """Run the turn's actions. When one fails, the turn is taken back, and it is said that it can be repeated.

        In a turn that nobody waits for, nothing is said before it can be done: TurnFailed, and nothing of it is saved.
        """
        try:
            await super()._run_prediction_loop(output_channel, tracker)
        except ActionFailed as failed:
            if RESPONSE not in self.domain.responses or is_news(tracker.latest_message.intent_name):
                raise TurnFailed(f"{failed} could not be run.") from None
            take_back(tracker)
            await self._say_failed(output_channel, tracker)

    async def _say_failed(self, output_channel: OutputChannel, tracker: DialogueStateTracker) -> None:
        # What was said in the turn was said of what does not count any more.
        getattr(output_channel, "messages", []).clear()
        said = await self.nlg.generate(RESPONSE, tracker, output_channel.name(), domain_responses=self.domain.responses)
        await self._send_bot_messages([say_failed(tracker, said or {})], tracker, output_channel)


class TurnFailed(RasaException):
    """A turn could not be worked, and left no trace."""


class _HeardBefore(Exception):
    """The message is in the tracker, and what was answered to it. The tracker is as it is stored."""

    def __init__(self, tracker: DialogueStateTracker, answers: list[Event]) -> None:
        super().__init__(tracker.sender_id)
        self.tracker = tracker
        self.answers = answers


def _answers_to(message_id: str | None, tracker: DialogueStateTracker) -> list[Event] | None:
    """What the bot said after the message of that id and before the next one; None when it is not there."""
    since: list[Event] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered) and event.message_id == message_id:
            until_next = takewhile(lambda one: not isinstance(one, UserUttered), reversed(since))
            return [one for one in until_next if isinstance(one, BotUttered)]
        since.append(event)
    return None
