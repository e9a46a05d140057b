"""A Rasa in this process: the model, the patches, and a tracker store of the test's choice."""

from __future__ import annotations

from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from rasa_addons import patches
from rasa_addons.channel import TurnOutput
from rasa_addons.tracker_store import ParleyTrackerStore

DOMAIN = Domain.load(str(Path(__file__).parent / "project" / "domain.yml"))
# What keeps a conversation varied: texts, a custom action, slots, and a form that is started and filled.
TURNS = ("hello", "who is coming to the second one", "/list_events", '/remember{"note": "%d"}', "/book", "next monday")


def load(model: Path, store: ParleyTrackerStore, actions_url: str) -> Agent:
    """The agent, as `rasa run` would have it."""
    patches.apply()
    endpoint = EndpointConfig(actions_url, enable_selective_domain=True)
    return Agent.load(model, tracker_store=store, action_endpoint=endpoint)


async def say(agent: Agent, conversation: str, text: str) -> list[str]:
    """The texts that the bot answers with."""
    output = TurnOutput()
    await agent.handle_message(UserMessage(text, output, conversation, input_channel="internal"))
    return [message["text"] for message in output.messages]


async def chat(agent: Agent, conversation: str, turns: int) -> None:
    """Go through `TURNS` again and again."""
    for number in range(turns):
        text = TURNS[number % len(TURNS)]
        assert await say(agent, conversation, text % number if "%d" in text else text), text
