"""From the bot's message to the channel's: a button that leads somewhere gets its link for this conversation alone."""

from typing import Any

from parley.accounts.connecting import Connecting
from parley.db.engine import Database
from parley.gateway.calendar_links import CalendarLink, CalendarLinks
from parley.gateway.said import Said

Button = dict[str, Any]


class Renderer:
    """Turns connect and calendar buttons into links. What makes a link good exists only here, never in Rasa or the
    transcript.
    """

    def __init__(
        self, connecting: Connecting, database: Database, calendar_links: CalendarLinks, public_url: str
    ) -> None:
        self._connecting = connecting
        self._database = database
        self._calendar_links = calendar_links
        self._public_url = public_url

    async def render(self, conversation_id: str, said: Said) -> dict[str, Any]:
        """Return the message with these buttons as `web_url` buttons: to connect once within half an hour, and to
        get a calendar file for a day.
        """
        return await self._rendered(conversation_id, said, connect=True)

    async def render_old(self, conversation_id: str, said: Said) -> dict[str, Any]:
        """Return an old message the same way, but without its connect button, whose moment has passed."""
        return await self._rendered(conversation_id, said, connect=False)

    async def _rendered(self, conversation_id: str, said: Said, *, connect: bool) -> dict[str, Any]:
        buttons = said.body.get("buttons") or []
        if not any("type" in button for button in buttons):
            return said.body
        kept = [one for one in buttons if connect or one.get("type") != "connect"]
        return {**said.body, "buttons": [await self._button(conversation_id, one) for one in kept]}

    async def _button(self, conversation_id: str, button: Button) -> Button:
        match button.get("type"):
            case "connect":
                scopes = frozenset(button["payload"].split())
                ticket = await self._database.run(self._connecting.linking.issue_ticket, conversation_id, scopes)
                url = self.start_url(ticket)
            case "calendar":
                event_id, _, grant_id = button["payload"].partition(" ")
                url = self._calendar_links.url(CalendarLink(conversation_id, event_id, grant_id or None))
            case _:
                return button
        return {"title": button["title"], "type": "web_url", "url": url}

    def start_url(self, ticket: str) -> str:
        """Return the address at which a ticket is used."""
        return f"{self._public_url}/oauth/start?t={ticket}"


async def plain(renderer: Renderer, conversation_id: str, said: Said) -> dict[str, Any]:
    """Return the message for any client: links of buttons stand in the text as well, for those that show only that."""
    body = await renderer.render(conversation_id, said)
    links = [f"{button['title']}: {button['url']}" for button in body.get("buttons") or [] if "url" in button]
    return {**body, "text": "\n".join([body.get("text", ""), *links])} if links else body
