"""Owners and tokens to store, and a grant that ended."""

from dataclasses import replace
from datetime import timedelta

from parley.accounts.grants import Owner
from parley.calendly.oauth import Tokens
from tests.support.clock import WEDNESDAY_NOON

ANA = Owner("https://api.example/users/ANA", None, "Ana Keller", "ana@example.com", "Europe/Berlin", "24h")
BEN = replace(ANA, uri="https://api.example/users/BEN", name="Ben Ortiz")


def tokens(name: str = "first") -> Tokens:
    expires = WEDNESDAY_NOON + timedelta(hours=2)
    return Tokens(f"canary-access-{name}", f"canary-refresh-{name}", frozenset({"users:read"}), expires)


def ended(desk, principal, owner=ANA, name="ended"):
    """A grant that Calendly ended."""
    grant = desk.grants.add(principal, owner, tokens(name), live=True)
    assert desk.grants.end(desk.grants.lease_refresh(grant))
    return grant
