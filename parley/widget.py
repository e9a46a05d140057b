"""What may be set about the widget: the sites that carry it, the key of their tokens, and how fast people may write."""

from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import RSAKey
from limits import parse

SHORTEST_KEY = 32  # RFC 7518 §3.2: as long as the hash


def read_origins(text: str) -> tuple[str, ...]:
    """Return the origins in a comma-separated text, as browsers write them; ValueError for what is no origin."""
    origins = tuple(one.strip() for one in text.split(",") if one.strip())
    for one in origins:
        parts = urlsplit(one)
        fits = parts.scheme in ("http", "https") and parts.hostname and one == f"{parts.scheme}://{parts.netloc}"
        # What goes into a header must be nothing but an origin.
        if not fits or any(sign in one for sign in " ;'\"*@") or one != one.lower():
            raise ValueError("must be origins such as https://www.example.com, parted by commas, in small letters")
    return origins


def check_key(key: str, algorithm: str) -> None:
    """ValueError unless the key can check tokens signed so; no key is fine, too."""
    if not key:
        return
    if algorithm == "HS256":
        if len(key) < SHORTEST_KEY:
            raise ValueError(f"must have at least {SHORTEST_KEY} characters for HS256")
        return
    try:
        imported = RSAKey.import_key(key)
    except (JoseError, ValueError):
        raise ValueError("must be an RSA public key in PEM for RS256") from None
    if imported.is_private:
        raise ValueError("must be the public key: the private one stays with the site that signs")


def check_rate(text: str) -> None:
    """ValueError unless the text is a rate such as `30/minute`."""
    try:
        parse(text)
    except ValueError:
        raise ValueError("must be a rate such as 30/minute") from None
