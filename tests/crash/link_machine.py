"""One person's link, two processes that use it, and everything that can happen to it in any order."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import requests
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from parley.accounts.access import NeedsAccount
from parley.calendly.errors import CalendlyDown, ReconnectNeeded
from parley.calendly.oauth import Tokens
from parley.calendly.scopes import READ_EVENTS
from parley.db.engine import connect
from tests.support.clock import MovingClock
from tests.support.desk import Desk, all_at_once, make_desk
from tests.support.sandbox import Sandbox

NAME = "Ana Keller"
# Calendly allows a person eight token calls in a minute: time passes with everything that is done.
STEP = 20
TOKEN_FAULTS = ("bad_gateway", "drop", "rate_limited", "lose_refresh_answer")
ALL_OVER = "lose_refresh_answer"


@dataclass
class Wire:
    """What went over the wire to `/oauth/token`: every refresh token, its family, and how often it was answered."""

    family: dict[str, int] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    sent_again: list[str] = field(default_factory=list)

    def watch(self, desk: Desk) -> Desk:
        """Take note of whatever this process exchanges and refreshes."""
        desk.oauth.exchange = self._exchange(desk.oauth.exchange)
        desk.oauth.refresh = self._refresh(desk.oauth.refresh)
        return desk

    def newest(self) -> list[str]:
        """Return the refresh tokens of the newest family, as far as they ever arrived."""
        last = max(self.family.values(), default=0)
        return [token for token, family in self.family.items() if family == last]

    def _exchange(self, original: Callable[..., Tokens]) -> Callable[..., Tokens]:
        def exchange(*arguments: Any) -> Tokens:
            tokens = original(*arguments)
            self.family[tokens.refresh_token] = max(self.family.values(), default=0) + 1
            return tokens

        return exchange

    def _refresh(self, original: Callable[[str], Tokens]) -> Callable[[str], Tokens]:
        def refresh(token: str) -> Tokens:
            if token in self.answered:
                self.sent_again.append(token)
            try:
                tokens = original(token)
            except ReconnectNeeded:
                self.answered.add(token)
                raise
            self.answered.add(token)
            self.family[tokens.refresh_token] = self.family[token]
            return tokens

        return refresh


class Link(RuleBasedStateMachine):
    """The model: whether somebody is linked, and whether Calendly has ended it."""

    sandbox: ClassVar[Sandbox]
    clock: ClassVar[MovingClock]
    new_database: ClassVar[Callable[[], str]]
    # What was answered how often: outcome, linked, ended.
    met: ClassVar[Counter[tuple[str, bool, bool]]]

    @initialize()
    def begin(self) -> None:
        self.sandbox.reset()
        self.clock.rewind()
        url = type(self).new_database()
        self.wire = Wire()
        self.databases = [connect(url), connect(url)]
        self.workers = [self.wire.watch(make_desk(database, self.sandbox, self.clock)) for database in self.databases]
        self.desk = self.workers[0]
        self.conversation = self.desk.meet()
        self.linked = self.ended = self.troubled = False
        self.losses_armed = 0
        self.link()

    @rule()
    def link(self) -> None:
        self._all_well()
        self.desk.connect(self.conversation)
        self.linked, self.ended = True, False
        self._pass()

    @rule(worker=st.sampled_from([0, 1]), stale=st.booleans())
    def ask(self, worker: int, stale: bool) -> None:
        if stale:
            self.sandbox.expire()
        self._judge(self._ask(worker))
        self._pass()

    @rule(stale=st.booleans())
    def ask_from_both_at_once(self, stale: bool) -> None:
        if stale:
            self.sandbox.expire()
        waiting = [0, 1]
        for outcome in all_at_once(2, lambda: self._ask(waiting.pop())):
            self._judge(outcome)
        self._pass()

    @rule(seconds=st.sampled_from([31, 600, 6900, 3 * 3600]))
    def time_passes(self, seconds: int) -> None:
        self.clock.pass_(seconds=seconds)

    @precondition(lambda self: self.linked)
    @rule()
    def person_removes_the_app_at_calendly(self) -> None:
        for token in self.wire.newest():
            self.desk.oauth.revoke(token)
        self.ended = True
        self._pass()

    @rule(fault=st.sampled_from(TOKEN_FAULTS), worker=st.sampled_from([0, 1]))
    def a_refresh_goes_wrong(self, fault: str, worker: int) -> None:
        body = {"kind": fault, "paths": ["/oauth/token"]}
        requests.post(f"{self.sandbox.url}/_sandbox/faults", json=body, timeout=10).raise_for_status()
        self.troubled = True
        self.losses_armed = self._losses_armed()
        self.ask(worker, stale=True)

    @precondition(lambda self: self.linked)
    @rule(worker=st.sampled_from([0, 1]))
    def a_process_dies_with_the_lease(self, worker: int) -> None:
        grant = self.workers[worker].grants.of(self.conversation.principal_id)
        if grant and self.workers[worker].grants.lease_refresh(grant):
            self.troubled = True

    @rule()
    def unlink(self) -> None:
        self.desk.unlinking.unlink_all(self.conversation.id)
        self.linked = self.ended = False
        self._pass()

    @rule(worker=st.sampled_from([0, 1]))
    def the_job_revokes_what_is_due(self, worker: int) -> None:
        for due in self.workers[worker].revocations.due():
            self.workers[worker].revocations.carry_out(due)

    @rule()
    def trouble_is_over(self) -> None:
        """Whoever is linked and not ended by Calendly gets an answer now, and nobody else."""
        self._all_well()
        outcome = self._ask(0)
        self._judge(outcome)
        assert not isinstance(outcome, CalendlyDown)
        assert (outcome == NAME) or not self.linked or self.ended

    @invariant()
    def no_refresh_token_is_sent_again_once_it_was_answered(self) -> None:
        if hasattr(self, "wire"):
            assert self.wire.sent_again == []

    @invariant()
    def at_most_one_refresh_token_of_the_grant_is_alive(self) -> None:
        if hasattr(self, "wire"):
            alive = [token for token in self.wire.newest()[-3:] if self.desk.oauth.introspect(token).active]
            assert len(alive) <= 1
            assert alive in ([], self.wire.newest()[-1:])

    def teardown(self) -> None:
        """What was dropped is revoked in the end, and what is linked outlives that."""
        if not hasattr(self, "wire"):
            return
        self.trouble_is_over()
        self._all_well()
        for _ in range(2):
            self.the_job_revokes_what_is_due(0)
            self.clock.pass_(hours=2)
        kept = self.wire.newest()[-1:] if self.linked else []
        alive = [token for token in self.wire.family if self.desk.oauth.introspect(token).active]
        assert set(alive) <= set(kept)
        self.trouble_is_over()
        for database in self.databases:
            database.close()

    def _ask(self, worker: int) -> str | Exception:
        try:
            account = self.workers[worker].access.account(self.conversation.id, READ_EVENTS)
            return account.calendly.current_user().name
        except (NeedsAccount, ReconnectNeeded, CalendlyDown) as outcome:
            return outcome

    def _judge(self, outcome: str | Exception) -> None:
        self.met[(outcome if isinstance(outcome, str) else type(outcome).__name__, self.linked, self.ended)] += 1
        if self._answer_was_lost():
            self.ended = True
        if isinstance(outcome, NeedsAccount):
            assert not self.linked, "asked to link although linked"
        elif isinstance(outcome, ReconnectNeeded):
            assert self.linked, "asked to reconnect although nothing is linked"
            assert self.ended, "asked to reconnect although Calendly has ended nothing"
        elif isinstance(outcome, CalendlyDown):
            assert self.troubled, "told to wait although nothing is wrong"
        else:
            assert outcome == NAME
            assert self.linked

    def _answer_was_lost(self) -> bool:
        before, self.losses_armed = self.losses_armed, self._losses_armed()
        return self.losses_armed < before

    def _losses_armed(self) -> int:
        armed = requests.get(f"{self.sandbox.url}/_sandbox/faults", timeout=10).json()["faults"]
        return sum(one["fault"]["kind"] == ALL_OVER for one in armed)

    def _all_well(self) -> None:
        requests.delete(f"{self.sandbox.url}/_sandbox/faults", timeout=10).raise_for_status()
        self.losses_armed = 0
        self.clock.pass_(minutes=2)
        self.troubled = False

    def _pass(self) -> None:
        self.clock.pass_(seconds=STEP)
