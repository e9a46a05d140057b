"""People from the command line: who is known, all that is kept about one of them, and erasing them."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import aiohttp

from parley.accounts.grants import Grants
from parley.accounts.parts import make_accounts
from parley.accounts.vault import Vault
from parley.calendly.oauth import OAuth, OAuthApp
from parley.calendly.transport import Transport, make_session
from parley.clock import Clock
from parley.db.engine import connect
from parley.gateway.rasa import Rasa, RasaUnavailable
from parley.rights.erasing import Erasures
from parley.rights.export import Export
from parley.settings import Settings

# Seconds: the gateway looks every twenty, for what was asked for half a minute ago.
PATIENCE = 90.0

type Say = Callable[[str], object]


class PeopleDesk:
    """The commands. Each returns the exit code; what is said goes to `say`, what is wrong to `complain`."""

    def __init__(self, settings: Settings, clock: Clock, say: Say, complain: Say) -> None:
        self._settings = settings
        self._database = connect(settings.database_url)
        self._export = Export(self._database, Vault(settings.key_ring))
        self._erasures = Erasures(self._database, self._grants(clock), clock)
        self._say = say
        self._complain = complain

    def close(self) -> None:
        """Give the database back."""
        self._database.close()

    def show(self, name: str, *, as_json: bool) -> int:
        """Say who is known, or who is known by that name."""
        found = self._export.find(name)
        if as_json:
            self._say(json.dumps(found, ensure_ascii=False, indent=2))
            return 0
        for one in found:
            self._say(_line(one))
        if not found:
            self._complain("Nobody is known by that." if name else "Nobody has come yet.")
        return 0 if found else 1

    def export(self, name: str, *, with_dialogue: bool) -> int:
        """Print all that is kept about one person as JSON, but no secrets."""
        person = self._one(name)
        if person is None:
            return 1
        told: dict[str, Any] = {"tables": self._export.of(person["id"])}
        if with_dialogue:
            try:
                told["dialogue"] = asyncio.run(self._dialogue(self._export.conversations(person["id"])))
            except RasaUnavailable as problem:
                self._complain(f"{problem}: start it, or leave out what it keeps with --without-dialogue.")
                return 1
        self._say(json.dumps(told, ensure_ascii=False, indent=2))
        return 0

    def erase(self, name: str, agree: Callable[[str], bool], *, patience: float = PATIENCE) -> int:
        """Have one person erased by the gateway, and wait until it is done."""
        person = self._one(name)
        if person is None:
            return 1
        if not agree(f"Erase {_line(person)} for good?"):
            self._complain("Nothing was erased.")
            return 1
        erasure_id = self._erasures.ask(person["id"])
        if erasure_id is None:
            self._complain("That is the house account; `parley house unlink` ends it.")
            return 1
        self._say("Recorded. The gateway erases within a minute whatever there is.")
        if not self._is_done(erasure_id, patience):
            self._complain("It is not done yet: it goes on as soon as the gateway and Rasa run.")
            return 3
        self._say("Erased.")
        return 0

    def _is_done(self, erasure_id: str, patience: float) -> bool:
        deadline = time.monotonic() + patience
        while self._erasures.get(erasure_id) is not None:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.5)
        return True

    def _one(self, name: str) -> dict[str, Any] | None:
        found = self._export.find(name) if name else []
        if len(found) == 1:
            return found[0]
        self._complain("Nobody is known by that." if not found else "Several are; name one by its id:")
        for one in found:
            self._complain(_line(one))
        return None

    async def _dialogue(self, conversation_ids: list[str]) -> dict[str, Any]:
        async with aiohttp.ClientSession() as session:
            rasa = Rasa(session, self._settings.rasa_urls, self._settings.rasa_secret.get_secret_value())
            return {one: await rasa.events(one) for one in conversation_ids}

    def _grants(self, clock: Clock) -> Grants:
        settings = self._settings
        transport = Transport(make_session(), settings.calendly_api_url, clock)
        oauth = OAuth(OAuthApp.of(settings), clock)
        return make_accounts(self._database, Vault(settings.key_ring), oauth, transport, clock).grants


def _line(person: dict[str, Any]) -> str:
    accounts = ", ".join(person["accounts"])
    return f"{person['id']}  {person['channel']}:{person['address']}" + (f"  {accounts}" if accounts else "")
