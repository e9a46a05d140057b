"""Which news a person gets: told, and changed in their own words."""

from collections.abc import Collection
from datetime import datetime, time

from rasa_sdk.events import FollowupAction

from actions.base import ThreadedAction
from actions.notices.following import NOTIFICATIONS, goes_on_with_news, wants_them_elsewhere
from actions.notices.wishes import CannotSay, Wish, wish_in
from actions.turn import Events, Turn, button
from parley.accounts.grant import Linked
from parley.calendly.scopes import READ_EVENTS, covers
from parley.notices.hooks import NEEDED
from parley.notices.preferences import GROUPS, Wanted

# What a visitor of the house hears at all.
OF_VISITORS = ("cancellations", "moves")


class SetNotifications(ThreadedAction):
    """Sets, or tells, which news a person gets and when."""

    is_request = True

    def name(self) -> str:
        """Return the action's name in the domain."""
        return NOTIFICATIONS

    def answer(self, turn: Turn) -> Events:
        """Change what is wished, and say how it stands."""
        if goes_on_with_news(turn) and wants_them_elsewhere(turn.message.words):
            turn.say("utter_notices_here_only")
            return self._ended(turn)
        preferences, who = turn.services.newsdesk.preferences, turn.clocks.principal_id
        wanted = preferences.of(who)
        try:
            wish = self._wish(turn, wanted)
        except CannotSay:
            turn.say("utter_notices_cannot", summary=summary(turn, wanted), buttons=_offers(turn, wanted))
            return self._ended(turn)
        if not turn.visiting and not _live(turn):
            return self._unlinked(turn, wish)
        if wish.changes:
            wanted = wish.applied(wanted)
            preferences.keep(who, wanted)
        response, named = "utter_notices_set" if wish.changes else "utter_notices_are", wish.on | wish.off
        turn.say(response, summary=_changed(turn, wanted, named), buttons=_offers(turn, wanted))
        if not turn.visiting and (wish.on or wish.only or not wish.changes) and frozenset(GROUPS) - wanted.off:
            _offer_at_once(turn)
        return self._ended(turn)

    def _wish(self, turn: Turn, wanted: Wanted) -> Wish:
        text = turn.asked.text
        spans = [one for one in turn.times(text, None, asked=False) if not one.latent]
        return wish_in(text, spans, turn.services.clock(), wanted)

    def _unlinked(self, turn: Turn, wish: Wish) -> Events:
        """Say that there is nothing to tell of, and go on once there is."""
        if wish.off or wish.until:
            turn.say("utter_notices_none")
            return self._ended(turn)
        possible = turn.services.newsdesk.hooks.possible
        turn.offer("utter_notices_connect", READ_EVENTS | NEEDED if possible else READ_EVENTS)
        return turn.keep()

    def _ended(self, turn: Turn) -> Events:
        ends = [FollowupAction("action_listen")] if turn.resumed and not turn.form else []
        return [*turn.done(), *ends]


def _changed(turn: Turn, wanted: Wanted, named: frozenset[str]) -> str:
    """Return what a person hears and when: what was named first, and told apart from what stays as it was."""
    if turn.visiting or not named or named == frozenset(GROUPS):
        return summary(turn, wanted)
    first = summary_of(turn, wanted, named)
    return turn.part("utter_line_notices_some", named=first, others=summary(turn, wanted, but=named))


def summary_of(turn: Turn, wanted: Wanted, groups: Collection[str]) -> str:
    """Return whether a person hears of these, a line for each."""
    return "\n".join(
        turn.part(
            "utter_line_notices_off" if group in wanted.off else "utter_line_notices_on", what=_called(turn, group)
        )
        for group in (OF_VISITORS if turn.visiting else GROUPS)
        if group in groups
    )


def summary(turn: Turn, wanted: Wanted, but: frozenset[str] = frozenset()) -> str:
    """Return what a person hears and when, a line for each, without some of it."""
    lines = [summary_of(turn, wanted, frozenset(GROUPS) - but)]
    now = turn.services.clock()
    if wanted.quiet:
        start, end = (_hour(turn, one, now) for one in (wanted.quiet.start, wanted.quiet.end))
        lines.append(turn.part("utter_line_notices_quiet", start=start, end=end, zone=turn.clocks.zone_words()))
    if wanted.paused_until and wanted.paused_until > now:
        lines.append(turn.part("utter_line_notices_paused", when=turn.said(wanted.paused_until)))
    return "\n".join(lines)


def _offer_at_once(turn: Turn) -> None:
    """Say how soon they hear, where that is not at once, and offer what makes it so."""
    desk = turn.services.newsdesk
    short = [one for one in _live(turn) if not covers(one.scopes, NEEDED)]
    minutes = round(desk.looks.every.total_seconds() / 60) if desk.looks.every else None
    if not desk.hooks.possible:
        turn.say("utter_notices_by_looks" if minutes else "utter_notices_by_nothing", minutes=minutes)
    elif short:
        response = "utter_notices_at_once" if minutes else "utter_notices_need_access"
        turn.offer(response, short[0].scopes | NEEDED, minutes=minutes)


def _offers(turn: Turn, wanted: Wanted) -> list[dict[str, str]]:
    groups = OF_VISITORS if turn.visiting else tuple(GROUPS)
    on = [one for one in groups if one not in wanted.off]
    if not on:
        return [_says(turn.part("utter_line_notices_all_on"))]
    switches = [
        turn.part(
            "utter_line_notices_switch_off" if one in on else "utter_line_notices_switch_on", what=_called(turn, one)
        )
        for one in groups[:3]
    ]
    quiet = "utter_line_notices_no_quiet" if wanted.quiet else "utter_line_notices_night"
    return [*map(_says, switches), _says(turn.part(quiet)), _says(turn.part("utter_line_notices_all_off"))]


def _says(said: str) -> dict[str, str]:
    return button(said, "set_notifications", said=said)


def _called(turn: Turn, group: str) -> str:
    return turn.part(f"utter_line_notices_of_{group}")


def _hour(turn: Turn, at: time, now: datetime) -> str:
    zone = turn.zone()
    return turn.clocks.hour(datetime.combine(now.astimezone(zone).date(), at, zone))


def _live(turn: Turn) -> list[Linked]:
    return [one for one in turn.accounts if one.state == "live"]
