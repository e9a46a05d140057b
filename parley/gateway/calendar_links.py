"""Addresses of calendar files: whoever has one gets that one event, for a day."""

import base64
import binascii
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from parley.accounts.vault import CannotOpen, Vault
from parley.clock import Clock

LIFE = timedelta(days=1)
LONGEST = 1_000  # characters
_PLACE = "calendar link"


class BadLink(Exception):
    """Not one of ours, or one whose time is over: which of both is nobody's business."""


@dataclass(frozen=True)
class CalendarLink:
    """Which event, in whose conversation; `grant_id` is the person's account, None leaves it to their default."""

    conversation_id: str
    event_id: str
    grant_id: str | None = None


class CalendarLinks:
    """Makes addresses and knows them again. Nothing of them is kept: a token is sealed, and says nothing by itself."""

    def __init__(self, vault: Vault, clock: Clock, public_url: str) -> None:
        self._vault = vault
        self._clock = clock
        self._public_url = public_url

    def url(self, link: CalendarLink) -> str:
        """Return the address of the event's file, good from now on for a day."""
        token = json.dumps([(self._clock() + LIFE).isoformat(), asdict(link)])
        sealed = base64.urlsafe_b64encode(self._vault.seal(token, _PLACE)).decode().rstrip("=")
        return f"{self._public_url}/calendar/{sealed}.ics"

    def read(self, token: str) -> CalendarLink:
        """Return what the token of an address stands for. BadLink when it is forged or over."""
        if len(token) > LONGEST:
            raise BadLink
        try:
            sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
            until, link = json.loads(self._vault.open(sealed, _PLACE))
        except (binascii.Error, ValueError, CannotOpen):
            raise BadLink from None
        if self._clock() >= datetime.fromisoformat(until):
            raise BadLink
        return CalendarLink(**link)
