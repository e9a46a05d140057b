"""Tokens in which a site says who its own signed-in user is (JWT, RFC 7519)."""

from datetime import timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey, RSAKey
from joserfc.jwt import JWTClaimsRegistry

from parley.clock import Clock
from parley.gateway.channels.limits import can_be_kept
from parley.settings import Settings

LEEWAY = 30  # seconds that two clocks may differ
LONGEST = timedelta(days=1)
MOST_SUBJECT = 200
MOST_TOKEN = 4_000


class BadUserToken(Exception):
    """The token names nobody: not signed with the site's key, run out, or made for somebody else."""


class UserTokens:
    """Reads the tokens of the site whose key is set; without a key no token is good."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._algorithm = settings.user_signature
        self._key = _key(settings)
        self._audience = settings.public_url
        self._clock = clock

    def address(self, token: object) -> str:
        """Return the address of the user whom a token names: the same on every device. BadUserToken otherwise."""
        if self._key is None or not isinstance(token, str) or len(token) > MOST_TOKEN:
            raise BadUserToken
        try:
            claims = jwt.decode(token, self._key, algorithms=[self._algorithm]).claims
            self._registry().validate(claims)
        except (JoseError, ValueError, TypeError):
            raise BadUserToken from None
        subject = claims["sub"]
        # RFC 7519 §4.1.2: text. Whoever gets hold of a token shall not be that user for good.
        if not isinstance(subject, str) or not 0 < len(subject) <= MOST_SUBJECT or not can_be_kept(subject):
            raise BadUserToken
        if claims["exp"] > (self._clock() + LONGEST).timestamp() + LEEWAY:
            raise BadUserToken
        # A visitor's own id has no colon.
        return f"user:{subject}"

    def _registry(self) -> JWTClaimsRegistry:
        return JWTClaimsRegistry(
            now=int(self._clock().timestamp()),
            leeway=LEEWAY,
            sub={"essential": True},
            exp={"essential": True},
            aud={"essential": True, "value": self._audience},
        )


def _key(settings: Settings) -> OctKey | RSAKey | None:
    value = settings.user_key.get_secret_value()
    if not value:
        return None
    return OctKey.import_key(value) if settings.user_signature == "HS256" else RSAKey.import_key(value)
