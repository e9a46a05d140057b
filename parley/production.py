"""What a production start refuses: the addresses, keys and secrets that are good enough to try things out with."""

import base64
import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parley.settings import Settings

# The sandbox's own credentials, known to everybody who has read the documents.
SANDBOX = ("parley-sandbox", "parley-sandbox-secret", "parley-sandbox-signing-key")
# 16 random bytes as base64 are 22 characters, with 76 bits or more by this measure.
SHORTEST, FEWEST_BITS = 22, 70
PLACEHOLDERS = ("secret", "password", "changeme", "change-me", "default", "example", "parley")
# Of 32 random bytes hardly ever fewer than 25 differ.
FEWEST_BYTES = 20
# "01234567" and "aaaaaaaa": in random text as good as never.
STEPS_UP = 7
ANEW = "`parley keys new` prints a random one"


def faults(settings: "Settings") -> list[str]:
    """Return a sentence for each setting unfit for production: its variable and what to do, never its value."""
    return [
        *_addresses(settings),
        *_framing(settings),
        *_app(settings),
        *_keys(settings),
        *_secrets(settings),
        *_used_twice(settings),
    ]


def _addresses(settings: "Settings") -> Iterator[str]:
    if not settings.public_url.startswith("https://"):
        yield "PARLEY_PUBLIC_URL must be https:// in production, or sign-in cookies travel in the clear"
    for name in ("calendly_api_url", "calendly_auth_url"):
        if not getattr(settings, name).startswith("https://"):
            yield f"{_variable(name)} must be https:// in production, or tokens travel in the clear"


def _framing(settings: "Settings") -> Iterator[str]:
    if any(not origin.startswith("https://") for origin in settings.framing_origins[1:]):
        yield "PARLEY_WIDGET_ORIGINS must be https:// in production, or whoever listens in can put the chat on a site"


def _app(settings: "Settings") -> Iterator[str]:
    if not settings.calendly_client_id:
        yield "PARLEY_CALENDLY_CLIENT_ID is not set: nobody could connect their Calendly"
    for name, value in (
        ("calendly_client_id", settings.calendly_client_id),
        ("calendly_client_secret", settings.calendly_client_secret.get_secret_value()),
        *(("calendly_webhook_key", key) for key in settings.webhook_keys),
    ):
        if value in SANDBOX:
            yield f"{_variable(name)} is the sandbox's; take the one that Calendly shows for your app"


def _keys(settings: "Settings") -> Iterator[str]:
    for place, key in enumerate(settings.key_ring, 1):
        if _is_made_up(key):
            yield f"PARLEY_KEYS: key {place} is not random; {ANEW}"


def _is_made_up(key: bytes) -> bool:
    steps = {(after - before) % 256 for before, after in pairwise(key)}
    return len(set(key)) < FEWEST_BYTES or len(steps) == 1 or key.isascii()


def _secrets(settings: "Settings") -> Iterator[str]:
    for where, secret in _own_secrets(settings):
        if problem := weakness(secret):
            yield f"{where} {problem} in production; {ANEW}"


def weakness(secret: str) -> str | None:
    """Return what makes a secret too easy to guess, as the end of a sentence, or None."""
    if len(secret) < SHORTEST:
        return f"must have at least {SHORTEST} characters"
    if any(word in secret.lower() for word in PLACEHOLDERS) or secret in SANDBOX:
        return "must not be a placeholder"
    if secret in (secret + secret)[1:-1] or _bits(secret) < FEWEST_BITS or _counts_up(secret):
        return "must be random"
    return None


def _bits(secret: str) -> float:
    shares = [count / len(secret) for count in Counter(secret).values()]
    return -len(secret) * sum(share * math.log2(share) for share in shares)


def _counts_up(secret: str) -> bool:
    steps = [ord(after) - ord(before) for before, after in pairwise(secret)]
    runs = (steps[at : at + STEPS_UP] for at in range(len(steps) - STEPS_UP + 1))
    return any(len(set(run)) == 1 and abs(run[0]) <= 1 for run in runs)


def _used_twice(settings: "Settings") -> Iterator[str]:
    first: dict[str, str] = {}
    for where, secret in [*_ring(settings), *_own_secrets(settings), *_calendlys(settings)]:
        if secret in first:
            yield f"{where} must not be the same as {first[secret]}: each secret has one use; {ANEW}"
        first.setdefault(secret, where)


def _own_secrets(settings: "Settings") -> list[tuple[str, str]]:
    shared = settings.user_key.get_secret_value() if settings.user_signature == "HS256" else ""
    return [
        ("PARLEY_RASA_SECRET", settings.rasa_secret.get_secret_value()),
        ("PARLEY_ACTIONS_SECRET", settings.actions_secret.get_secret_value()),
        *((("PARLEY_HANDOFF_SECRET", handoff),) if (handoff := settings.handoff_secret.get_secret_value()) else ()),
        *([("PARLEY_USER_KEY", shared)] if shared else []),
        *((("PARLEY_TELEGRAM_SECRET", telegram),) if (telegram := settings.telegram_secret.get_secret_value()) else ()),
        *((f"PARLEY_REST_CLIENTS (the key of {client})", key) for client, key in settings.rest_keys.items()),
    ]


def _ring(settings: "Settings") -> list[tuple[str, str]]:
    return [
        (f"PARLEY_KEYS (key {place})", base64.b64encode(key).decode()) for place, key in enumerate(settings.key_ring, 1)
    ]


def _calendlys(settings: "Settings") -> list[tuple[str, str]]:
    issued = {name: getattr(settings, name).get_secret_value() for name in ("calendly_client_secret", "house_token")}
    hooks = [(_variable("calendly_webhook_key"), key) for key in settings.webhook_keys]
    return [*((_variable(name), secret) for name, secret in issued.items() if secret), *hooks]


def _variable(field: str) -> str:
    return f"PARLEY_{field.upper()}"
