"""`parley clients`: REST clients and their keys, from the command line."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from parley.accounts.vault import Vault
from parley.clients.addresses import check_callback
from parley.clients.clients import NAME, Clients, Key
from parley.clock import Clock
from parley.db.engine import connect
from parley.settings import Settings
from parley.widget import check_rate

type Say = Callable[[str], object]


class ClientsDesk:
    """The commands. Each returns the exit code; what is said goes to `say`, what is wrong to `complain`."""

    def __init__(self, settings: Settings, clock: Clock, say: Say, complain: Say) -> None:
        self._settings = settings
        self._database = connect(settings.database_url)
        self._clients = Clients(self._database, Vault(settings.key_ring), clock)
        self._say = say
        self._complain = complain

    def close(self) -> None:
        """Give the database back."""
        self._database.close()

    def create(self, name: str, rate: str, callback: str, *, another: bool) -> int:
        """Make a key and print it, once."""
        if fault := self._fault(name, rate, callback, another=another):
            self._complain(fault)
            return 1
        made = self._clients.create(name, rate or None, callback or None)
        self._complain(f"The key of {name}, shown now and never again (its id is {made.id}):")
        self._say(made.key)
        if made.callback_secret:
            self._complain("The secret that signs its callbacks, shown now and never again:")
            self._say(made.callback_secret)
        return 0

    def show(self, *, as_json: bool) -> int:
        """Say which clients there are, with their keys' ids."""
        keys = self._clients.keys()
        if as_json:
            self._say(json.dumps([_plain(key) for key in keys], indent=2))
            return 0
        for name in self._settings.rest_keys:
            self._say(f"{name:<20} in PARLEY_REST_CLIENTS")
        for key in keys:
            self._say(_line(key, self._settings.client_rate))
        if not keys and not self._settings.rest_keys:
            self._complain("There are no clients yet; `parley clients create NAME` makes one.")
        return 0

    def revoke(self, name: str, key_id: str) -> int:
        """End a client's keys, or one of them."""
        ended = self._clients.revoke(name, key_id or None)
        for one in ended:
            self._say(f"The key {one} of {name} is good for nothing from now on.")
        if name in self._settings.rest_keys and not key_id:
            self._complain(f"{name} has a key in PARLEY_REST_CLIENTS, too: take it out there, and restart the gateway.")
            return 1
        if not ended:
            self._complain("There is no such key; `parley clients list` names those that there are.")
        return 0 if ended else 1

    def _fault(self, name: str, rate: str, callback: str, *, another: bool) -> str | None:
        if not NAME.fullmatch(name):
            return (
                "A name is 1 to 40 letters, digits, dots, hyphens and underscores, and begins with a letter or digit."
            )
        has_key = name in self._settings.rest_keys or any(key.revoked_at is None for key in self._clients.keys(name))
        if has_key and not another:
            return f"{name} has a key already. To make another one, which speaks for the same people, add --another."
        return _off("rate", rate, check_rate) or _off(
            "callback address", callback, lambda address: check_callback(address, self._settings.private_hosts)
        )


def _off(what: str, value: str, check: Callable[[str], None]) -> str | None:
    try:
        if value:
            check(value)
    except ValueError as problem:
        return f"The {what} {problem}."
    return None


def _plain(key: Key) -> dict[str, str | None]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(key).items()}


def _line(key: Key, usual_rate: str) -> str:
    used = f"last used {_day(key.last_used_at)}" if key.last_used_at else "never used"
    state = f"revoked {_day(key.revoked_at)}" if key.revoked_at else used
    return f"{key.client:<20} {key.id}  made {_day(key.created_at)}  {state}  {key.rate or usual_rate}"


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
