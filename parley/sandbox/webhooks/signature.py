"""`Calendly-Webhook-Signature: t=<unix seconds>,v1=<hex>` (Calendly, "Webhook signatures")."""

import hashlib
import hmac

HEADER = "Calendly-Webhook-Signature"


def sign(key: str, moment: int, body: bytes) -> str:
    """HMAC-SHA256 over the moment, a dot and the bytes of the body just as they are sent."""
    digest = hmac.new(key.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"
