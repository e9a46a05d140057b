"""Rasa's message processor, with our way of running the model and of calling the action server."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from rasa_addons.patches.straight_runner import StraightRunner
from rasa_addons.patches.timed_endpoint import TimedEndpoint


class ParleyProcessor(MessageProcessor):
    """A message processor that costs less a turn, waits less long for an action, and works a message once.

    A message whose id the conversation has already gets the answers that it got.
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
        # Without any, an action failed and nothing was said: what was asked for is still to be done.
        if answers:
            raise _HeardBefore(tracker, answers)
        await super()._handle_message_with_tracker(message, tracker)


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
