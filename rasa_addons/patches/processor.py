"""Rasa's message processor, with our way of running the model and of calling the action server."""

from __future__ import annotations

from typing import Any

from rasa.core.processor import MessageProcessor
from rasa.utils.endpoints import EndpointConfig

from rasa_addons.patches.kept_endpoint import KeptEndpoint
from rasa_addons.patches.straight_runner import StraightRunner


class ParleyProcessor(MessageProcessor):
    """A message processor that costs less a turn."""

    def __init__(self, *args: Any, action_endpoint: EndpointConfig | None = None, **kwargs: Any) -> None:
        kept = KeptEndpoint.of(action_endpoint) if action_endpoint else None
        super().__init__(*args, action_endpoint=kept, **kwargs)
        self.graph_runner = StraightRunner.of(self.graph_runner)

    async def close(self) -> None:
        """Close the connections to the action server."""
        if isinstance(self.action_endpoint, KeptEndpoint):
            await self.action_endpoint.close()
