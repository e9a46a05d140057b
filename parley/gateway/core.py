"""The gateway's parts, put together once; every channel and page works on these."""

import asyncio
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from weakref import WeakValueDictionary

import aiohttp

from parley.accounts.connecting import Connecting
from parley.accounts.parts import Accounts, make_accounts
from parley.accounts.people import Conversation, People
from parley.accounts.vault import Vault
from parley.calendly.oauth import OAuth, OAuthApp
from parley.calendly.transport import Transport, make_session
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.locks import Locks, locks_of
from parley.gateway.calendar_links import CalendarLinks
from parley.gateway.channels.interface import Channels
from parley.gateway.inbox import Inbox
from parley.gateway.meaning import Meaning
from parley.gateway.order import Order
from parley.gateway.rasa import Rasa
from parley.gateway.render import Renderer
from parley.gateway.transcript import Transcript
from parley.gateway.turns import Turns
from parley.gateway.whereabouts import Whereabouts
from parley.jobs import asking, attention, erasing
from parley.jobs.homes import name_of
from parley.notices.parts import Ears, Newsdesk, make_newsdesk
from parley.operations.operator import Operator
from parley.operations.store import Operations
from parley.reminders.parts import Plans, make_plans
from parley.settings import Settings
from parley.visits.calendars import Calendars
from parley.visits.parts import make_visits

MOST_KNOWN = 50_000
KNOWN_FOR = 60.0  # seconds until it is looked up again
CALLS_AT_ONCE = 16


@dataclass(frozen=True)
class Gateway:
    """What channels and pages need."""

    settings: Settings
    session: aiohttp.ClientSession
    database: Database
    locks: Locks
    vault: Vault
    clock: Clock
    accounts: Accounts
    calendars: Calendars
    plans: Plans
    rasa: Rasa
    inbox: Inbox
    transcript: Transcript
    channels: Channels
    turns: Turns
    renderer: Renderer
    calendar_links: CalendarLinks
    operator: Operator
    newsdesk: Newsdesk
    _known: OrderedDict[tuple[str, str], tuple[Conversation, float]] = field(default_factory=OrderedDict)
    _noted: OrderedDict[str, dict[str, str]] = field(default_factory=OrderedDict)
    _meeting: WeakValueDictionary[tuple[str, str], asyncio.Lock] = field(default_factory=WeakValueDictionary)

    @property
    def people(self) -> People:
        """Return the people."""
        return self.accounts.people

    @property
    def connecting(self) -> Connecting:
        """Return what links accounts."""
        return self.accounts.connecting

    async def meet(self, channel: str, address: str) -> Conversation:
        """Return the conversation of the person known on `channel` as `address`, remembered between turns.

        Callers for one address get it in the order in which they came.
        """
        key = (channel, address)
        if self._is_fresh(key) and key not in self._meeting:
            return self._known[key][0]
        async with self._meeting.setdefault(key, asyncio.Lock()):
            if not self._is_fresh(key):
                await self._look_up(key)
            return self._known[key][0]

    def forget(self, principal_id: str) -> None:
        """Know a person no more who was erased."""
        for key in [key for key, (one, _) in self._known.items() if one.principal_id == principal_id]:
            del self._known[key]
        self._noted.pop(principal_id, None)

    def _is_fresh(self, key: tuple[str, str]) -> bool:
        # By way of another gateway somebody may have been erased.
        return key in self._known and self._known[key][1] + KNOWN_FOR > time.monotonic()

    async def note(self, conversation: Conversation, said: Whereabouts) -> None:
        """Remember what a client said about the person, where it is news."""
        new = {
            "channel_zone": said.time_zone,
            "locale": said.locale,
            "channel_name": said.name,
            "channel_email": said.email,
        }
        old = self._noted.get(conversation.principal_id) or {}
        if all(value is None or old.get(name) == value for name, value in new.items()):
            return
        changes = {name: value for name, value in new.items() if value is not None}
        await self.database.run(lambda: self.people.prefer(conversation.principal_id, **changes))  # type: ignore[arg-type]
        self._noted[conversation.principal_id] = {**old, **changes}
        if len(self._noted) > MOST_KNOWN:
            self._noted.popitem(last=False)

    async def _look_up(self, key: tuple[str, str]) -> None:
        self._known[key] = (await self.database.run(self.people.meet, *key), time.monotonic())
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)


def make_gateway(settings: Settings, database: Database, session: aiohttp.ClientSession, clock: Clock) -> Gateway:
    """Return the parts, connected. `session` must stay open as long as they are used."""
    vault = Vault(settings.key_ring)
    accounts = make_accounts(
        database,
        vault,
        OAuth(OAuthApp.of(settings), clock),
        Transport(make_session(), settings.calendly_api_url, clock),
        clock,
        settings.house_token.get_secret_value(),
    )
    locks = locks_of(database)
    # What is said yes to in a turn is to be done while it is worked.
    hurried = partial(attention.paid_to, asking.QUEUE)
    rasa = Rasa(session, settings.rasa_urls, settings.rasa_secret.get_secret_value(), hurried)
    transcript = Transcript(database, clock)
    visits = make_visits(database, vault, accounts, clock, settings.mode)
    inbox = Inbox(database, clock, locks.holder)
    meaning = Meaning(rasa, transcript, inbox, accounts.connecting, visits.proofs, database)
    erase, channels = partial(erasing.carry_out_now, name_of(settings.database_url)), Channels()
    turns = Turns(rasa, transcript, inbox, Order(locks), meaning, erase, channels)
    plans = make_plans(database, accounts, visits.calendars, clock)
    links = CalendarLinks(vault, clock, settings.public_url)
    renderer = Renderer(accounts.connecting, database, links, settings.public_url)
    threads = ThreadPoolExecutor(CALLS_AT_ONCE, thread_name_prefix="call")
    newsdesk = make_newsdesk(database, vault, accounts, clock, Ears.of(settings))
    return Gateway(
        settings,
        session,
        database,
        locks,
        vault,
        clock,
        accounts,
        visits.calendars,
        plans,
        rasa,
        inbox,
        transcript,
        channels,
        turns,
        renderer,
        links,
        Operator(Operations(database, vault, clock), visits.calendars, clock, threads),
        newsdesk,
    )
