"""Who somebody is in Slack: their name, address, time zone and language, from their profile."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from parley.clock import Clock
from parley.gateway.channels.slack.delivery import UNREACHABLE
from parley.gateway.whereabouts import Whereabouts, guess_metadata

MOST_KNOWN = 10_000
# Profiles change seldom, and Slack counts the calls.
FRESH = timedelta(hours=1)
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Member:
    """One person; empty where their profile says nothing, or the app may not see it."""

    name: str = ""
    email: str = ""
    whereabouts: Whereabouts = field(default_factory=Whereabouts)

    @property
    def written(self) -> str:
        """Return the person as somebody would write whom to invite: `Ana Ruiz, ana@example.com`."""
        return ", ".join(filter(None, (self.name, self.email)))


class Members:
    """Looks people up, and remembers them for an hour."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: OrderedDict[tuple[str, str], tuple[datetime, Member]] = OrderedDict()

    async def of(self, client: AsyncWebClient, team: str, user: str) -> Member:
        """Return a person; what Slack does not tell now is left empty."""
        known = self._known.get((team, user))
        if known and self._clock() - known[0] < FRESH:
            return known[1]
        try:
            answer = await client.users_info(user=user, include_locale=True)
        except (SlackClientError, *UNREACHABLE) as problem:
            log.warning("no profile", reason=type(problem).__name__)
            return known[1] if known else Member()
        member = _member(answer.get("user") or {})
        self._known[(team, user)] = (self._clock(), member)
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return member


def _member(user: dict[str, object]) -> Member:
    profile = user.get("profile")
    profile = profile if isinstance(profile, dict) else {}
    name = profile.get("real_name") or user.get("real_name") or profile.get("display_name") or ""
    email = profile.get("email")
    said = {"time_zone": user.get("tz"), "locale": user.get("locale"), "name": name, "email": email}
    return Member(str(name), str(email or ""), guess_metadata(said))
