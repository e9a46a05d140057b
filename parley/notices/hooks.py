"""Webhook subscriptions: made where plan and scopes allow, looked after, and made anew when they are gone."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from parley.accounts.access import Access, NeedsAccount
from parley.accounts.grant import Owner
from parley.calendly.errors import (
    CalendlyDown,
    CalendlyError,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    ReconnectNeeded,
)
from parley.calendly.models import NewWebhook, WebhookSubscription
from parley.calendly.scopes import covers, needed_for_webhooks
from parley.calendly.webhooks import Webhooks
from parley.clock import Clock
from parley.db.engine import Database
from parley.db.tables import subscriptions
from parley.notices.happened import EVENTS
from parley.notices.watched import Watch, Watched

NEEDED = needed_for_webhooks(list(EVENTS))
LOOKED_AFTER, REFUSED = timedelta(hours=1), timedelta(days=1)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
PATIENCE = timedelta(seconds=20)
MOST = 50
PASSING = (CalendlyDown, RateLimited, OutcomeUnknown)
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Hook:
    """One subscription as it is kept; `id` is the last part of the address that Calendly calls."""

    id: str
    grant_id: str
    state: str
    uri: str | None
    generation: int
    tries: int
    check_at: datetime


class Hooks:
    """Keeps subscriptions. `address` is where Calendly finds the gateway, None where it cannot tell us anything."""

    def __init__(self, database: Database, access: Access, watch: Watch, clock: Clock, address: str | None) -> None:
        self._database = database
        self._access = access
        self._watch = watch
        self._clock = clock
        self._address = address

    @property
    def possible(self) -> bool:
        """Return whether there is any use in subscribing."""
        return self._address is not None

    def named(self, hook_id: str) -> Hook | None:
        """Return the subscription that Calendly calls by this id."""
        query = select(subscriptions).where(subscriptions.c.id == hook_id)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return Hook(**row) if row else None

    def tells_of(self, grant_id: str) -> bool:
        """Return whether Calendly tells of changes to this account's calendar."""
        kept = self._of(grant_id)
        return self.possible and kept is not None and kept.state == "live"

    def due(self) -> list[str]:
        """Return the grants of at most 50 subscriptions to make or to look after now; new grants' are among them."""
        if not self.possible:
            return []
        kept = self._all()
        for grant in self._watch.all():
            if grant.grant_id not in kept and covers(grant.scopes, NEEDED):
                self._want(grant.grant_id)
        query = select(subscriptions.c.grant_id).where(subscriptions.c.check_at <= self._clock())
        with self._database.read() as connection:
            return list(connection.execute(query.order_by(subscriptions.c.check_at).limit(MOST)).scalars())

    def look_after_all(self) -> None:
        """Let every subscription be looked after now: who knows what happened while nobody was here."""
        with self._database.write() as connection:
            connection.execute(update(subscriptions).values(check_at=self._clock()))

    def tend(self, grant_id: str) -> bool:
        """Make the grant's subscription, or see whether it still stands; True when it was made just now."""
        watched, hook = self._watch.one(grant_id), self._of(grant_id)
        if watched is None or hook is None or not self.possible:
            self._put_off(grant_id, self._clock() + LOOKED_AFTER)
            return False
        try:
            return self._tend(watched, hook)
        except PASSING as problem:
            pause = min(FIRST_PAUSE * 2 ** min(hook.tries, 10), LONGEST_PAUSE)
            self._put_off(grant_id, self._clock() + pause, tries=hook.tries + 1)
            log.warning("a subscription has to wait", grant=grant_id, cause=type(problem).__name__)
        except ReconnectNeeded:
            self._put_off(grant_id, self._clock() + REFUSED)
        except (CalendlyError, NeedsAccount) as problem:  # By plan, by scope, or for a reason of Calendly's own.
            self._put_off(grant_id, self._clock() + REFUSED, state="refused")
            log.info("no subscription for this account", grant=grant_id, cause=type(problem).__name__)
        return False

    def _tend(self, watched: Watched, hook: Hook) -> bool:
        account = self._access.account_of(watched.principal_id, NEEDED, watched.grant_id)
        hooks, owner = account.calendly.within(PATIENCE).webhooks, account.owner
        standing = self._standing(hooks, owner, hook)
        made = standing is None
        if standing is None:
            hook = self._anew(hook)
            standing = hooks.subscribe(self._wanted(owner, hook))
            log.info("subscribed", grant=hook.grant_id, generation=hook.generation)
        later = LOOKED_AFTER + timedelta(seconds=secrets.randbelow(600))
        self._put_off(hook.grant_id, self._clock() + later, state="live", uri=standing.uri, tries=0)
        return made

    def _standing(self, hooks: Webhooks, owner: Owner, hook: Hook) -> WebhookSubscription | None:
        """Return the subscription if it stands; what else leads here, and nobody knows any more, is ended."""
        found, known = None, {one.id for one in self._all().values()}
        listed = hooks.list(organization=owner.organization_uri or "", scope="user", user=owner.uri)
        for one in list(listed):
            before, _, name = one.callback_url.rpartition("/")
            if before != self._address:
                continue
            if name == hook.id and one.state == "active":
                found = one
            elif name == hook.id or name not in known:
                _end(hooks, one)
        return found

    def _wanted(self, owner: Owner, hook: Hook) -> NewWebhook:
        return NewWebhook(
            url=f"{self._address}/{hook.id}",
            events=list(EVENTS),
            organization=owner.organization_uri or "",
            scope="user",
            user=owner.uri,
        )

    def _want(self, grant_id: str) -> None:
        values = {"id": _new_id(), "grant_id": grant_id, "state": "wanted", "generation": 0, "tries": 0}
        try:
            with self._database.write() as connection:
                connection.execute(insert(subscriptions).values(**values, check_at=self._clock()))
        except IntegrityError:  # Another gateway wanted it first, or the grant is gone.
            return

    def _anew(self, hook: Hook) -> Hook:
        """Give it a new address before Calendly hears of it: what is told there at once must be known here."""
        new = {"id": _new_id(), "generation": hook.generation + 1, "uri": None, "state": "wanted"}
        self._change(hook.grant_id, **new)
        return Hook(**{**vars(hook), **new})

    def _of(self, grant_id: str) -> Hook | None:
        return self._all(grant_id).get(grant_id)

    def _all(self, grant_id: str | None = None) -> dict[str, Hook]:
        query = select(subscriptions)
        if grant_id is not None:
            query = query.where(subscriptions.c.grant_id == grant_id)
        with self._database.read() as connection:
            return {row["grant_id"]: Hook(**row) for row in connection.execute(query).mappings().all()}

    def _put_off(self, grant_id: str, until: datetime, **more: object) -> None:
        self._change(grant_id, check_at=until, **more)

    def _change(self, grant_id: str, **values: object) -> None:
        with self._database.write() as connection:
            connection.execute(update(subscriptions).where(subscriptions.c.grant_id == grant_id).values(**values))


def _end(hooks: Webhooks, one: WebhookSubscription) -> None:
    try:
        hooks.delete(one.id)
    except NotFound:
        return


def _new_id() -> str:
    return secrets.token_urlsafe(24)
