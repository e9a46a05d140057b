"""Accounts, and what they allow, in plain words."""

from actions.turn import Turn
from parley.accounts.grant import Linked
from parley.calendly.scopes import WHY, covers

# How a day may begin, which stands inside a sentence here.
_RELATIVE = ("Today", "Yesterday")
# What the bot can do with which scopes, each with its part of a sentence.
_ABILITIES = {
    "utter_line_can_read": frozenset({"scheduled_events:read"}),
    "utter_line_can_change": frozenset({"scheduled_events:write"}),
    "utter_line_can_offer": frozenset({"event_types:read", "availability:read"}),
    "utter_line_can_share": frozenset({"scheduling_links:write"}),
}


def reasons(turn: Turn, scopes: frozenset[str]) -> str:
    """Return a line for each scope: what it opens, and what for."""
    known = [WHY[scope] for scope in sorted(scopes) if scope in WHY]
    return "\n".join(turn.part("utter_line_reason_for_access", what=what, why=why) for what, why in known)


def abilities(turn: Turn, account: Linked) -> str:
    """Return a line for each thing that can be done with what the account allows."""
    able = [part for part, needed in _ABILITIES.items() if covers(account.scopes, needed)]
    return "\n".join(turn.part(part) for part in able or ["utter_line_can_little"])


def describe(turn: Turn, account: Linked) -> str:
    """Return whose account it is, at which organization, and since when it is linked."""
    owner = account.owner
    since = turn.clocks.said_in(turn.zone(), account.since.astimezone(turn.zone()).date())
    since = since[:1].lower() + since[1:] if since.startswith(_RELATIVE) else since
    at = turn.part("utter_line_organization", name=owner.organization_name) if owner.organization_name else ""
    return turn.part("utter_line_account", name=owner.name, email=owner.email, organization=at, since=since)


def say_which_account(turn: Turn) -> None:
    """Say first, before what was said already, which of several accounts the answer is from."""
    accounts = turn.accounts
    if len(accounts) < 2 or turn.visiting:
        return
    wanted = turn.grant_id
    here = next((one for one in accounts if (one.id == wanted if wanted else one.is_default)), None)
    if here:
        turn.say_first("utter_in_account", email=here.owner.email)
