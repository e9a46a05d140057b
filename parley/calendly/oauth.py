"""Calendly's OAuth 2.1: authorization URL, code exchange, refresh, revocation, introspection."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from parley.calendly.errors import CalendlyDown, ReconnectNeeded
from parley.calendly.models import Introspection
from parley.calendly.transport import TIMEOUTS, USER_AGENT
from parley.clock import Clock
from parley.settings import Settings

VERIFIER_LENGTH = 64


@dataclass(frozen=True)
class Tokens:
    """What Calendly hands out for one grant; `expires_at` is aware, UTC."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    scopes: frozenset[str]
    expires_at: datetime
    # Whose they are (URIs), as far as Calendly says; not what tells one pair of tokens from another.
    owner: str | None = field(default=None, compare=False)
    organization: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class OAuthApp:
    """The application registered with Calendly; without a secret it is a native one (public client)."""

    base_url: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str

    @classmethod
    def of(cls, settings: Settings) -> "OAuthApp":
        """Return the application that the settings name."""
        secret = settings.calendly_client_secret.get_secret_value()
        return cls(settings.calendly_auth_url, settings.calendly_client_id, secret, settings.redirect_uri)

    @property
    def kind(self) -> Literal["web", "native"]:
        """Return `web` for one that can keep a secret, `native` for one that cannot."""
        return "web" if self.client_secret else "native"


def new_verifier() -> str:
    """Return a PKCE code verifier (RFC 7636 §4.1): 64 random characters."""
    return str(generate_token(VERIFIER_LENGTH))


class OAuth:
    """Talks to Calendly's OAuth endpoints for one registered application."""

    def __init__(self, app: OAuthApp, clock: Clock) -> None:
        self._app = app
        self._clock = clock

    def authorization_url(self, state: str, verifier: str, scopes: frozenset[str]) -> str:
        """Return the address of Calendly's consent page, with S256 challenge."""
        url, _ = self._session(scope=" ".join(sorted(scopes))).create_authorization_url(
            f"{self._app.base_url}/oauth/authorize",
            state=state,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
        )
        return str(url)

    def exchange(self, code: str, verifier: str, asked: frozenset[str] = frozenset()) -> Tokens:
        """Return the tokens for an authorization code. ReconnectNeeded when it is refused, CalendlyDown otherwise.

        An answer that names no scopes means those that were `asked` for (RFC 6749 §5.1).
        """
        tokens = self._tokens(lambda session, url: session.fetch_token(url, code=code, code_verifier=verifier))
        return tokens if tokens.scopes else replace(tokens, scopes=asked)

    def refresh(self, refresh_token: str) -> Tokens:
        """Return new tokens; the given refresh token is spent by this call and must not be used again.

        ReconnectNeeded when Calendly refuses it (`invalid_grant`), CalendlyDown when there was no clear answer.
        """
        # UNCONFIRMED whether the access token before it lives on, and whether a replay ends the new pair too: so the
        # old pair is not used again, and nothing here asks twice.
        return self._tokens(lambda session, url: session.refresh_token(url, refresh_token=refresh_token))

    def revoke(self, token: str) -> None:
        """End an access or refresh token at Calendly. CalendlyDown when that could not be done now."""
        self._tell("revoke", token)

    def introspect(self, token: str) -> Introspection:
        """Return what an access or refresh token is good for. CalendlyDown when there was no clear answer."""
        try:
            return Introspection.model_validate(self._tell("introspect", token).json())
        except ValueError:
            raise CalendlyDown("Calendly's answer is not what it says of a token") from None

    def _tell(self, endpoint: str, token: str) -> requests.Response:
        secret = {"client_secret": self._app.client_secret} if self._app.kind == "web" else {}
        try:
            # `auth` is there, and does nothing, so that an entry in the host's `.netrc` does not speak for us.
            answer = requests.post(
                f"{self._app.base_url}/oauth/{endpoint}",
                data={"client_id": self._app.client_id, **secret, "token": token},
                headers=USER_AGENT,
                auth=lambda request: request,
                timeout=TIMEOUTS,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise CalendlyDown(f"Calendly cannot be reached ({type(error).__name__})") from None
        if answer.status_code != 200:
            raise CalendlyDown(f"Calendly answered {answer.status_code}")
        return answer

    def _tokens(self, ask: Callable[[OAuth2Session, str], dict[str, Any]]) -> Tokens:
        with self._session() as session:
            try:
                return self._read(ask(session, f"{self._app.base_url}/oauth/token"))
            except AuthlibBaseError as error:
                raise _refusal(error) from None
            except (requests.RequestException, KeyError, ValueError, TypeError, OverflowError, OSError) as error:
                # The cause's text may quote the request, and with it a token.
                raise CalendlyDown(f"No clear answer from Calendly ({type(error).__name__})") from None

    def _read(self, answer: dict[str, Any]) -> Tokens:
        if not isinstance(answer["access_token"], str) or not isinstance(answer["refresh_token"], str):
            raise TypeError("A token is text")
        created = datetime.fromtimestamp(answer["created_at"], UTC) if "created_at" in answer else self._clock()
        return Tokens(
            access_token=answer["access_token"],
            refresh_token=answer["refresh_token"],
            scopes=frozenset(str(answer.get("scope", "")).split()),
            expires_at=created + timedelta(seconds=int(answer["expires_in"])),
            owner=_text(answer.get("owner")),
            organization=_text(answer.get("organization")),
        )

    def _session(self, **options: Any) -> OAuth2Session:
        session = OAuth2Session(
            self._app.client_id,
            self._app.client_secret or None,
            redirect_uri=self._app.redirect_uri,
            # Web applications authenticate with Basic, native ones name themselves in the body (Calendly, o-auth).
            token_endpoint_auth_method="client_secret_basic" if self._app.kind == "web" else "none",
            default_timeout=TIMEOUTS,
            **options,
        )
        session.headers.update(USER_AGENT)
        # A 307 would carry code, refresh token and secret to wherever it points.
        session.max_redirects = 0
        return session


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _refusal(error: AuthlibBaseError) -> Exception:
    if error.error == "invalid_grant":
        return ReconnectNeeded("Calendly no longer accepts this authorization")
    # invalid_client, access_denied …: the operator's settings are wrong, the person's grant is not.
    return CalendlyDown(f"Calendly refused the application: {error.error}")
