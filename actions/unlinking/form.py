"""The form that unlinks: which accounts, and a yes."""

import re

from actions.account.naming import accounts_in
from actions.forms.answers import Answer, Choice, Reading, certain_yes_or_no, several_of
from actions.forms.form import Form
from actions.forms.message import Message
from actions.forms.question import Question
from actions.forms.task import Task
from actions.turn import Turn, button
from parley.accounts.grant import Linked

IDS, CONFIRMED, KEPT = "ids", "confirmed", "kept"
_ALL = re.compile(r"\b(?:all|every|everything|both|each)\b", re.IGNORECASE)
_KEEPING = re.compile(r"\b(?:but|except|keep|not)\b", re.IGNORECASE)
_YES = re.compile(
    r"(?:yes[,. ]+)?(?:please )?(?:unlink|disconnect|remove) (?:it|them|that|both|all)[\s.!]*", re.IGNORECASE
)


class WhichAccount(Question):
    """Which account, when there are several."""

    name = "which"
    explained = "utter_explain_which_account"
    called = "utter_line_an_account"

    def ask(self, turn: Turn, task: Task) -> None:
        """Offer each, and all."""
        accounts = turn.accounts
        buttons = [button(one.owner.email, "inform", choice=one.id) for one in accounts]
        buttons.append(button(turn.part("utter_line_all_accounts"), "inform", choice=_all(accounts)))
        lines = turn.numbered(one.owner.email for one in accounts)
        turn.say("utter_which_account", events=lines, buttons=buttons)

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return the ids of the accounts that are named."""
        accounts = turn.accounts
        if message.pressed:
            pressed = (message.choice or "").split()
            return Answer(pressed) if pressed and set(pressed) <= {one.id for one in accounts} else None
        if _ALL.search(message.text) and not _KEEPING.search(message.text):
            return Answer([one.id for one in accounts])
        if found := accounts_in(message.text, accounts):
            return Answer([one.id for one in found]) if len(found) == 1 else None
        choices = [Choice(one.id, one.owner.email, (one.owner.name,)) for one in accounts]
        return several_of(choices, message)

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Take them."""
        task.draft[IDS] = [value] if isinstance(value, str) else value


class ConfirmUnlinking(Question):
    """Whether to let them go."""

    name = "confirm"
    explained = "utter_explain_unlinking"
    called = "utter_line_yes_or_no"

    def ask(self, turn: Turn, task: Task) -> None:
        """Say what will happen."""
        emails = [one.owner.email for one in chosen(turn, task)]
        turn.say("utter_confirm_unlinking", accounts=joined(turn, emails))

    def read(self, turn: Turn, task: Task, message: Message) -> Reading:
        """Return True for a plain yes, False for a no."""
        said = certain_yes_or_no(message)
        if said is None and not message.pressed and _YES.fullmatch(message.text):
            return Answer(True)
        return None if said is None else Answer(said)

    def fill(self, turn: Turn, task: Task, value: object) -> None:
        """Confirm, or keep everything."""
        task.draft[CONFIRMED if value else KEPT] = True


class UnlinkForm(Form):
    """Asks for all that unlinking takes."""

    slot = "unlinking"
    submit = "action_unlink"
    begun_by = frozenset({"disconnect_account"})
    scopes = frozenset()
    questions = (ConfirmUnlinking(), WhichAccount())

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "validate_unlink_form"

    def begin(self, turn: Turn, task: Task, request: Message) -> None:
        """Take over which accounts the request names; the only one needs no name."""
        accounts = turn.accounts
        if len(accounts) == 1:
            task.draft = {IDS: [accounts[0].id]}
            return
        reading = WhichAccount().read(turn, task, request) if request.choice else None
        if isinstance(reading, Answer):
            task.draft = {IDS: reading.value}
        elif _ALL.search(request.words) and not _KEEPING.search(request.words):
            task.draft = {IDS: [one.id for one in accounts]}
        elif len(found := accounts_in(request.words, accounts)) == 1:
            task.draft = {IDS: [found[0].id]}

    def next_question(self, turn: Turn, task: Task) -> Question | None:
        """Return what is missing next, the yes last; None too when there is nothing to unlink."""
        if not turn.accounts or task.draft.get(CONFIRMED) or task.draft.get(KEPT):
            return None
        return self.question(ConfirmUnlinking.name if chosen(turn, task) else WhichAccount.name)

    def described(self, turn: Turn, task: Task) -> str:
        """Return what is being unlinked, as far as it is known."""
        return turn.part("utter_line_unlinking")


def chosen(turn: Turn, task: Task) -> list[Linked]:
    """Return the accounts that are to go, of those that the person has."""
    return [one for one in turn.accounts if one.id in (task.draft.get(IDS) or [])]


def joined(turn: Turn, emails: list[str]) -> str:
    """Return addresses as a part of a sentence."""
    if len(emails) < 2:
        return "".join(emails)
    return turn.part("utter_line_and", first=", ".join(emails[:-1]), last=emails[-1])


def _all(accounts: list[Linked]) -> str:
    return " ".join(one.id for one in accounts)
