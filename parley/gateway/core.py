"""The gateway's parts, put together once; every channel and page works on these."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

import aiohttp

from parley.accounts.codes import Codes
from parley.accounts.connecting import Connecting
from parley.accounts.grants import Grants
from parley.accounts.linking import Linking
from parley.accounts.people import Conversation, People
from parley.accounts.vault import Vault
from parley.calendly.oauth import OAuth, OAuthApp
from parley.calendly.transport import Transport, make_session
from parley.clock import Clock
from parley.db.engine import Database
from parley.gateway.rasa import Rasa
from parley.gateway.render import Renderer
from parley.gateway.transcript import Transcript
from parley.gateway.turns import Turns
from parley.settings import Settings

MOST_KNOWN = 50_000


@dataclass(frozen=True)
class Gateway:
    """What channels and pages need."""

    settings: Settings
    session: aiohttp.ClientSession
    database: Database
    vault: Vault
    people: People
    connecting: Connecting
    rasa: Rasa
    transcript: Transcript
    turns: Turns
    renderer: Renderer
    _known: OrderedDict[tuple[str, str], Conversation] = field(default_factory=OrderedDict)
    _meeting: WeakValueDictionary[tuple[str, str], asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def meet(self, channel: str, address: str) -> Conversation:
        """Return the conversation of the person known on `channel` as `address`, remembered between turns.

        Callers for one address get it in the order in which they came.
        """
        key = (channel, address)
        if key in self._known and key not in self._meeting:
            return self._known[key]
        async with self._meeting.setdefault(key, asyncio.Lock()):
            if key not in self._known:
                await self._look_up(key)
            return self._known[key]

    async def _look_up(self, key: tuple[str, str]) -> None:
        self._known[key] = await self.database.run(self.people.meet, *key)
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)


def make_gateway(settings: Settings, database: Database, session: aiohttp.ClientSession, clock: Clock) -> Gateway:
    """Return the parts, connected. `session` must stay open as long as they are used."""
    vault = Vault(settings.key_ring)
    people = People(database, clock)
    connecting = Connecting(
        people,
        Linking(database, vault, clock),
        Codes(database, vault, clock),
        Grants(database, vault, clock),
        OAuth(OAuthApp.of(settings), clock),
        Transport(make_session(), settings.calendly_api_url, clock),
    )
    rasa = Rasa(session, settings.rasa_url, settings.rasa_secret.get_secret_value())
    transcript = Transcript(database, clock)
    turns = Turns(rasa, transcript, connecting, database)
    renderer = Renderer(connecting, database, settings.public_url)
    return Gateway(settings, session, database, vault, people, connecting, rasa, transcript, turns, renderer)
