"""Keys from the command line: a new one, and sealing everything stored with it while the bot runs."""

import base64
import secrets

import typer

from parley.accounts.rotation import Rotated, Rotation
from parley.accounts.vault import Vault
from parley.db.engine import connect
from parley.settings import Settings

KEY_BYTES = 32
SHUT = (
    "Their owners are asked to connect again. If an older key is still at hand, add it behind the others and run this"
    " again."
)
LEFT = (
    "A process still runs with an older PARLEY_KEYS: restart every process, run this again, and remove no key before."
)
FREE = (
    "Nothing stored needs the other keys any more. Keep them for 30 minutes after the last process was started with the"
    " new first key, so that links and codes under way still work, and as long as web chats that have not been opened"
    " since shall be known again (a year at most). Then remove them from PARLEY_KEYS and restart."
)


def new_key() -> str:
    """Return a random key as PARLEY_KEYS takes it; good for any other secret, too."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def rotate(settings: Settings) -> int:
    """Seal everything with the first key and say what came of it; 0 when nothing is left for another key to open."""
    database = connect(settings.database_url)
    try:
        done = Rotation(database, Vault(settings.key_ring)).run()
    finally:
        database.close()
    for line in report(done, len(settings.key_ring)):
        typer.echo(line)
    return 1 if done.left else 0


def report(done: Rotated, keys: int) -> list[str]:
    """Return what came of a rotation in sentences, and what may be removed from PARLEY_KEYS."""
    lines = [f"Values sealed anew with the first key: {done.sealed}."]
    if done.shut:
        lines.append(f"Values that no key of PARLEY_KEYS opens, left as they are: {done.shut}. {SHUT}")
    if done.left:
        lines.append(f"Values sealed with another key meanwhile: {done.left}. {LEFT}")
    elif keys > 1:
        lines.append(FREE)
    return lines
