"""The Home tab: what is coming up, and the ways on."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import structlog
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from parley.accounts.access import NeedsAccount
from parley.accounts.people import Conversation, Preferences
from parley.calendly.errors import CalendlyError
from parley.calendly.models import ScheduledEvent
from parley.calendly.scopes import READ_EVENTS
from parley.gateway.channels.slack import texts
from parley.gateway.channels.slack.blocks import Block, plain_text, text_block
from parley.gateway.channels.slack.delivery import UNREACHABLE
from parley.gateway.channels.slack.markup import write
from parley.gateway.core import Gateway
from parley.scheduling.agenda import Agenda
from parley.when.regions import Clock as Hours
from parley.when.say import UnknownZone, say, zone_of
from parley.when.whose import zone_for

HOME = "home"
log = structlog.get_logger(__name__)


class Home:
    """Publishes somebody's Home tab."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._clock = gateway.clock
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="home")

    async def publish(self, client: AsyncWebClient, conversation: Conversation, user: str) -> None:
        """Show the tab as things are now."""
        view = {"type": "home", "blocks": await self._blocks(conversation)}
        try:
            await client.views_publish(user_id=user, view=view)
        except (SlackClientError, *UNREACHABLE) as problem:
            log.warning("no home tab", conversation=conversation.id, reason=type(problem).__name__)

    def close(self) -> None:
        """Give back the threads."""
        self._threads.shutdown(wait=False)

    async def _blocks(self, conversation: Conversation) -> list[Block]:
        try:
            lines = await asyncio.to_thread(self._coming, conversation)
        except NeedsAccount:
            return [text_block(texts.HOME_CONNECT), _ways("connect", "help"), text_block(texts.HOME_ASK)]
        except CalendlyError:
            return [text_block(texts.HOME_TROUBLE), _ways("connect", "help")]
        title = {"type": "header", "text": plain_text(texts.HOME_TITLE, 150)}
        shown = [text_block(line) for line in lines or [texts.HOME_NOTHING]]
        return [title, *shown, _ways("book", "settings", "help", "disconnect"), text_block(texts.HOME_ASK)]

    def _coming(self, conversation: Conversation) -> list[str]:
        account = self._gateway.calendars.account(conversation.id, READ_EVENTS)
        preferences = self._gateway.people.preferences(conversation.principal_id)
        known = zone_for(preferences, self._gateway.accounts.access.owner(conversation.id))
        zone = known.zone if known else _zone(account.owner.time_zone)
        events = Agenda(account, self._clock, self._threads).upcoming().events
        return [self._line(event, zone, preferences) for event in events]

    def _line(self, event: ScheduledEvent, zone: ZoneInfo, preferences: Preferences) -> str:
        hours: Hours | None = preferences.clock
        when = say((event.start_time, event.end_time), self._clock(), zone, preferences.locale, hours)
        join = event.location.join_url if event.location else None
        name = f"*{write(event.name or '')}*"
        return "\n".join([name, write(when), *([write(join)] if join else [])])


def _zone(name: str) -> ZoneInfo:
    try:
        return zone_of(name)
    except UnknownZone:
        return ZoneInfo("UTC")


def _ways(*names: str) -> Block:
    return {"type": "actions", "elements": [_way(name) for name in names]}


def _way(name: str) -> Block:
    button = {
        "type": "button",
        "action_id": f"{HOME}:{name}",
        "text": plain_text(getattr(texts, name.upper())),
        "value": name,
    }
    if name != "disconnect":
        return button
    sure = {
        "title": plain_text(texts.DISCONNECT_SURE),
        "text": plain_text(texts.DISCONNECT_MEANS, 300),
        "confirm": plain_text(texts.YES, 30),
        "deny": plain_text(texts.NO, 30),
    }
    return {**button, "style": "danger", "confirm": sure}
