"""Who am I here? Which accounts are connected, since when, and what they allow."""

from actions.account.connecting import another_button
from actions.account.naming import named_in
from actions.account.question import lead_to_question, named
from actions.account.wording import abilities, describe
from actions.base import ThreadedAction
from actions.turn import Events, Turn, button
from parley.accounts.grant import Linked
from parley.calendly.scopes import READ_EVENTS


class AccountStatus(ThreadedAction):
    """Tells which accounts are connected."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_account_status"

    def answer(self, turn: Turn) -> Events:
        """Tell of the one that is asked about, or of all."""
        if named(turn):
            return lead_to_question(turn)
        accounts = turn.accounts
        asked, _ = named_in(turn.message.words, accounts)
        chosen = [one for one in accounts if one.id == asked] or accounts
        if not chosen:
            turn.offer("utter_not_connected", READ_EVENTS)
        elif len(chosen) == 1:
            _tell_one(turn, chosen[0], alone=len(accounts) == 1)
        else:
            _tell_all(turn, chosen)
        for ended in (one for one in chosen if one.state == "ended" and len(chosen) > 1):
            turn.offer("utter_reconnect_plain", ended.scopes, email=ended.owner.email)
        return []


def _tell_one(turn: Turn, account: Linked, *, alone: bool) -> None:
    if account.state == "ended":
        turn.offer("utter_reconnect_plain", account.scopes, email=account.owner.email)
        return
    response = "utter_account" if alone or account.is_default else "utter_account_beside"
    unlink = button(turn.part("utter_line_unlink"), "disconnect_account", choice=account.id)
    turn.say(
        response,
        buttons=[another_button(turn), unlink],
        account=describe(turn, account),
        summary=abilities(turn, account),
    )


def _tell_all(turn: Turn, accounts: list[Linked]) -> None:
    lines = [_line(turn, number, one) for number, one in enumerate(accounts, start=1)]
    others = [one for one in accounts if not one.is_default and one.state == "live"]
    use = [
        button(turn.part("utter_line_use_account", email=one.owner.email), "switch_account", choice=one.id)
        for one in others
    ]
    turn.say("utter_accounts", events="\n".join(lines), buttons=[*use, another_button(turn)])


def _line(turn: Turn, number: int, account: Linked) -> str:
    told = turn.part("utter_line_numbered", number=number, text=describe(turn, account))
    if account.state == "ended":
        return turn.part("utter_line_ended_account", account=told)
    return turn.part("utter_line_default_account", account=told) if account.is_default else told
