"""The words by which people mean one of their accounts."""

from datetime import timedelta

import pytest

from parley.accounts.grant import Linked, Owner
from parley.accounts.naming import meant
from tests.support.clock import WEDNESDAY_NOON


def account(name: str, email: str, organization: str | None = None, *, default: bool = False) -> Linked:
    owner = Owner(f"uri/{email}", None, name, email, "Europe/Berlin", "24h", organization)
    return Linked(email, owner, frozenset(), WEDNESDAY_NOON + timedelta(), "live", default)


ACCOUNTS = [
    account("Ana Keller", "ana.keller@acme.example", "Acme Rockets", default=True),
    account("Ana Keller", "ana.k@gmail.com"),
    account("Ana Keller-Ruiz", "ana@studio.example", "Studio"),
]
ACME, GMAIL, STUDIO = ([one] for one in ACCOUNTS)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("personal", GMAIL),
        ("my private account", GMAIL),
        ("use my work account", [*ACME, *STUDIO]),
        ("business", [*ACME, *STUDIO]),
        ("ana.k@gmail.com", GMAIL),
        ("Ana.K@GMAIL.com", GMAIL),
        ("gmail", GMAIL),
        ("the gmail.com one", GMAIL),
        ("acme.example", ACME),
        ("acme", ACME),
        ("the Acme one", ACME),
        ("acme's calendar", ACME),
        ("Acme Rockets", ACME),
        ("studio", STUDIO),
        ("Ana Keller", [*ACME, *GMAIL]),
        ("Keller-Ruiz", STUDIO),
        ("my default account", ACME),
        ("work acme", ACME),
        ("ana", [*ACME, *GMAIL, *STUDIO]),
    ],
)
def test_words_mean_the_accounts_that_they_fit(words, expected):
    assert meant(words, ACCOUNTS) == expected


@pytest.mark.parametrize(
    "words", ["", "my account", "nobody@gmail.com", "ben", "acme gmail", "personal studio", "example", "@", "?!"]
)
def test_words_that_fit_nothing_or_say_nothing_mean_none(words):
    assert meant(words, ACCOUNTS) == []


def test_without_accounts_nothing_is_meant():
    assert meant("work", []) == []
