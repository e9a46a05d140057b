"""From the bot's message to the channel's: the connect button becomes a link made for this conversation alone."""

from typing import Any

from parley.accounts.connecting import Connecting
from parley.db.engine import Database
from parley.gateway.transcript import Said


class Renderer:
    """Turns connect buttons into links. The link's ticket exists only here, never in Rasa or the transcript."""

    def __init__(self, connecting: Connecting, database: Database, public_url: str) -> None:
        self._connecting = connecting
        self._database = database
        self._public_url = public_url

    async def render(self, conversation_id: str, said: Said) -> dict[str, Any]:
        """Return the message with its connect buttons as `web_url` buttons, valid once and for half an hour."""
        if not has_connect(said):
            return said.body
        buttons = [await self._button(conversation_id, button) for button in said.body["buttons"]]
        return {**said.body, "buttons": buttons}

    async def _button(self, conversation_id: str, button: dict[str, str]) -> dict[str, str]:
        if button.get("type") != "connect":
            return button
        scopes = frozenset(button["payload"].split())
        ticket = await self._database.run(self._connecting.linking.issue_ticket, conversation_id, scopes)
        return {"title": button["title"], "type": "web_url", "url": self.start_url(ticket)}

    def start_url(self, ticket: str) -> str:
        """Return the address at which a ticket is used."""
        return f"{self._public_url}/oauth/start?t={ticket}"


def has_connect(said: Said) -> bool:
    """Return whether the message carries a connect button."""
    return any(button.get("type") == "connect" for button in said.body.get("buttons") or [])


def without_connect(said: Said) -> dict[str, Any]:
    """Return an old message without its connect button, whose moment has passed."""
    return {**said.body, "buttons": [one for one in said.body["buttons"] if one.get("type") != "connect"]}


async def plain(renderer: Renderer, conversation_id: str, said: Said) -> dict[str, Any]:
    """Return the message for any client: links of buttons stand in the text as well, for those that show only that."""
    body = await renderer.render(conversation_id, said)
    links = [f"{button['title']}: {button['url']}" for button in body.get("buttons") or [] if "url" in button]
    return {**body, "text": "\n".join([body.get("text", ""), *links])} if links else body
