"""Which of a person's accounts their words mean: "my work account", "ana@example.com", "the Acme one"."""

import re

from parley.accounts.free_mail import FREE_MAIL
from parley.accounts.grant import Linked, Owner

_WORK = {"work", "business", "company", "office", "job", "professional"}
_PERSONAL = {"personal", "private", "home", "own"}
_DEFAULT = {"default", "main", "usual"}
_FILLERS = {"my", "the", "a", "an", "account", "calendly", "calendar", "one", "use", "please", "with", "from"}
_WORD = re.compile(r"[^\s,;:!?\"“”()]+")


def meant(words: str, accounts: list[Linked]) -> list[Linked]:
    """Return the accounts that `words` can mean, in their order: one when it is clear, none when nothing fits."""
    said = [word for word in (_bare(word) for word in _WORD.findall(words.casefold())) if word not in _FILLERS]
    return [account for account in accounts if all(_fits(word, account) for word in said)] if said else []


def is_personal(owner: Owner) -> bool:
    """Return whether the account's e-mail is at a free-mail domain."""
    return _domain(owner) in FREE_MAIL


def _fits(word: str, account: Linked) -> bool:
    if word in _DEFAULT:
        return account.is_default
    if word in _WORK | _PERSONAL:
        return is_personal(account.owner) == (word in _PERSONAL)
    if "@" in word:
        return word in (account.owner.email.casefold(), f"@{_domain(account.owner)}")
    return word in _names(account.owner)


def _names(owner: Owner) -> set[str]:
    domain = _domain(owner)
    names = f"{owner.name} {owner.organization_name or ''}".casefold()
    mailbox = owner.email.casefold().rpartition("@")[0]
    return {domain, domain.partition(".")[0], mailbox, *map(_bare, _WORD.findall(names))}


def _domain(owner: Owner) -> str:
    return owner.email.casefold().rpartition("@")[2]


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s").strip(".'’")
