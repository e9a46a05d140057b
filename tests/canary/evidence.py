"""What a stack leaves behind, and what must not be found in it."""

import base64
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
from sqlalchemy import select

from parley.accounts.rotation import PLACES
from parley.accounts.vault import Vault
from parley.db.engine import connect
from parley.decoding import decode_keys

# What travels in addresses, and under which of our names.
IN_ADDRESSES = {"t": "ticket", "state": "state", "code": "code", "code_challenge": "challenge"}
OWN_SECRETS = ("PARLEY_RASA_SECRET", "PARLEY_ACTIONS_SECRET", "PARLEY_KEYS", "PARLEY_SANDBOX_CLIENT_SECRET")
E_MAIL = re.compile(rb"[A-Za-z0-9._%+-]{2,}@[A-Za-z0-9-]+\.[A-Za-z.]{2,}")


@dataclass
class Evidence:
    """The canaries by kind, and the pages that browsers showed."""

    values: dict[str, str]
    canaries: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    pages: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.canaries["secret"] |= {self.values[name] for name in OWN_SECRETS}
        clients = self.values["PARLEY_REST_CLIENTS"].split(",")
        self.canaries["secret"] |= {client.partition(":")[2] for client in clients}
        self.canaries["secret"] |= {base64.b64decode(self.values["PARLEY_KEYS"]).hex()}

    @property
    def gateway(self) -> str:
        """Return the gateway's address."""
        return self.values["PARLEY_PUBLIC_URL"]

    def watch(self, browser: httpx.Client) -> None:
        """Take note of whatever secrets pass through a browser, and of the pages that it shows."""
        browser.event_hooks["response"].append(self._saw)

    def _saw(self, answer: httpx.Response) -> None:
        answer.read()
        for address in (str(answer.request.url), answer.headers.get("Location", "")):
            self.note_address(address)
        for name, value in answer.cookies.items():
            self.canaries[f"cookie {name}"].add(value)
        if str(answer.url).startswith(self.gateway):
            self.pages.append(answer.text)

    def note_address(self, address: str) -> None:
        """Take note of the one-time values in an address."""
        for name, value in parse_qsl(urlsplit(address).query):
            if name in IN_ADDRESSES and value:
                self.canaries[IN_ADDRESSES[name]].add(value)

    def note_sealed(self) -> None:
        """Take note of every value that is sealed in the database just now: tokens and verifiers."""
        vault = Vault(decode_keys(self.values["PARLEY_KEYS"]))
        database = connect(self.values["PARLEY_DATABASE_URL"])
        for place in PLACES:
            with database.read() as connection:
                rows = connection.execute(select(place.table)).mappings().all()
            for row in rows:
                value = vault.open(row[place.column.name], place.belongs_to(row))
                self.canaries[place.column.name].add(value)
        database.close()

    def found_in(self, text: bytes, *kinds: str) -> list[str]:
        """Return the canaries in `text`, as `kind: its first characters`; of these kinds, or of all."""
        wanted = kinds or tuple(self.canaries)
        return [f"{kind}: {one[:6]}…" for kind in wanted for one in self.canaries[kind] if one.encode() in text]


def files_of(folder: Path, *patterns: str) -> dict[str, bytes]:
    """Return the contents of the files, by name."""
    return {path.name: path.read_bytes() for pattern in patterns for path in sorted(folder.rglob(pattern))}
