"""Every setting, immutable."""

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from parley import platforms, production, widget
from parley.clients.addresses import LOOPBACK, read_hosts
from parley.decoding import SHORTEST_SECRET, decode_callbacks, decode_clients, decode_keys
from parley.mail import is_mail_url, is_sender

PREFIX = "PARLEY_"
# What Telegram takes for its header.
_SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,256}")
Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    """Settings of every process of the app environment, from `PARLEY_…` variables and `.env`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    env: Literal["development", "production"] = "development"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    host: str = "127.0.0.1"

    gateway_port: Port = 8000
    public_url: str = "http://127.0.0.1:8000"
    web_dir: Path = Path("web/dist")
    widget_origins: str = ""
    user_signature: Literal["HS256", "RS256"] = "HS256"
    user_key: SecretStr = SecretStr("")
    visitor_rate: str = "30/minute"
    address_rate: str = "300/minute"
    rest_clients: SecretStr = SecretStr("")
    client_rate: str = "3000/minute"
    private_callbacks: str = ""
    # Addresses may carry secrets of the client's own.
    rest_callbacks: SecretStr = SecretStr("")

    rasa_port: Port = 5005
    rasa_url: str = "http://127.0.0.1:5005"
    rasa_secret: SecretStr
    actions_port: Port = 5055
    actions_url: str = "http://127.0.0.1:5055/webhook"
    actions_secret: SecretStr

    # Addresses of databases carry their passwords.
    database_url: str = Field("sqlite:///var/parley.db", repr=False)
    tracker_url: str = Field("sqlite:///var/rasa.db", repr=False)
    redis_url: str | None = Field(None, repr=False)
    keys: SecretStr

    duckling_url: str | None = None

    calendly_api_url: str = "https://api.calendly.com"
    calendly_auth_url: str = "https://auth.calendly.com"
    calendly_client_id: str = ""
    calendly_client_secret: SecretStr = SecretStr("")
    calendly_webhook_key: SecretStr = SecretStr("")
    poll_minutes: float = Field(5, ge=0, le=24 * 60)
    gather_seconds: float = Field(15, ge=0, le=600)

    house_token: SecretStr = SecretStr("")
    mode: Literal["per-user", "house", "both"] | None = None

    slack_url: str = "https://slack.com"
    slack_client_id: str = ""
    slack_client_secret: SecretStr = SecretStr("")
    slack_signing_secret: SecretStr = SecretStr("")
    slack_app_token: SecretStr = SecretStr("")
    slack_bot_token: SecretStr = SecretStr("")

    telegram_url: str = "https://api.telegram.org"
    telegram_token: SecretStr = SecretStr("")
    telegram_secret: SecretStr = SecretStr("")

    mattermost_url: str = ""
    mattermost_bot_token: SecretStr = SecretStr("")
    mattermost_tokens: SecretStr = SecretStr("")

    # The server's address may carry a password.
    smtp_url: SecretStr = SecretStr("")
    mail_from: str = Field("", validate_default=True)

    # What is shown to whoever asks for a person, and where such requests are brought to. Addresses may carry secrets.
    handoff_contact: str = ""
    handoff_webhook: SecretStr = SecretStr("")
    handoff_secret: SecretStr = Field(SecretStr(""), validate_default=True)
    feedback_days: Annotated[int, Field(ge=0)] = 30
    keep_messages_days: Annotated[int, Field(ge=0)] = 90

    @field_validator("duckling_url", "public_url", "actions_url", "calendly_api_url", "calendly_auth_url", "slack_url")
    @classmethod
    def _is_http_url(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("must be a whole address such as http://127.0.0.1:8000")
        return value.rstrip("/")

    @field_validator("telegram_url", "mattermost_url")
    @classmethod
    def _is_platform(cls, value: str) -> str:
        return str(cls._is_http_url(value)) if value else ""

    @field_validator("telegram_secret")
    @classmethod
    def _is_secret_token(cls, value: SecretStr) -> SecretStr:
        if (text := value.get_secret_value()) and not _SECRET_TOKEN.fullmatch(text):
            raise ValueError("must be 16 to 256 letters, digits, hyphens and underscores, as Telegram takes it")
        return value

    @field_validator("rasa_url")
    @classmethod
    def _are_http_urls(cls, value: str) -> str:
        return ",".join(str(cls._is_http_url(part.strip())) for part in value.split(","))

    @field_validator("rasa_secret", "actions_secret")
    @classmethod
    def _is_long(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"must have at least {SHORTEST_SECRET} characters; `make setup` writes a random one")
        return value

    @field_validator("keys")
    @classmethod
    def _are_keys(cls, value: SecretStr) -> SecretStr:
        decode_keys(value.get_secret_value())
        return value

    @field_validator("widget_origins")
    @classmethod
    def _are_origins(cls, value: str) -> str:
        widget.read_origins(value)
        return value

    @field_validator("user_key")
    @classmethod
    def _is_token_key(cls, value: SecretStr, others: ValidationInfo) -> SecretStr:
        widget.check_key(value.get_secret_value(), others.data.get("user_signature", "HS256"))
        return value

    @field_validator("visitor_rate", "address_rate", "client_rate")
    @classmethod
    def _is_rate(cls, value: str) -> str:
        widget.check_rate(value)
        return value

    @field_validator("rest_clients")
    @classmethod
    def _are_clients(cls, value: SecretStr) -> SecretStr:
        decode_clients(value.get_secret_value())
        return value

    @field_validator("private_callbacks")
    @classmethod
    def _are_hosts(cls, value: str) -> str:
        read_hosts(value)
        return value

    @field_validator("rest_callbacks")
    @classmethod
    def _are_callbacks(cls, value: SecretStr, others: ValidationInfo) -> SecretStr:
        clients = decode_clients((others.data.get("rest_clients") or SecretStr("")).get_secret_value())
        decode_callbacks(value.get_secret_value(), clients, read_hosts(others.data.get("private_callbacks") or ""))
        return value

    @field_validator("handoff_webhook")
    @classmethod
    def _is_safe(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not _is_safe(value.get_secret_value()):
            raise ValueError("must be https://…, or http:// on this machine, with a host")
        return value

    @field_validator("handoff_secret")
    @classmethod
    def _signs(cls, value: SecretStr, others: ValidationInfo) -> SecretStr:
        webhook = others.data.get("handoff_webhook")
        if webhook and webhook.get_secret_value() and len(value.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"must have at least {SHORTEST_SECRET} characters: it signs what the webhook gets")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _is_mail_server(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not is_mail_url(value.get_secret_value()):
            raise ValueError("must be smtp://user:password@host:587 or smtps://user:password@host:465")
        return value

    @field_validator("mail_from")
    @classmethod
    def _is_sender(cls, value: str, others: ValidationInfo) -> str:
        server = others.data.get("smtp_url")
        if server and server.get_secret_value() and not is_sender(value):
            raise ValueError("must be the bare address that mail comes from, such as booking@example.com")
        return value

    @model_validator(mode="after")
    def _platforms_are_whole(self) -> Self:
        if faults := platforms.faults(self):
            raise ValueError("\n".join(faults))
        return self

    @model_validator(mode="after")
    def _fit_for_production(self) -> Self:
        if self.env != "production":
            return self
        if faults := production.faults(self):
            raise ValueError("\n".join(faults))
        return self

    @cached_property
    def key_ring(self) -> tuple[bytes, ...]:
        """Return the 32-byte keys; the first one encrypts, all of them decrypt."""
        return decode_keys(self.keys.get_secret_value())

    @cached_property
    def framing_origins(self) -> tuple[str, ...]:
        """Return who may frame the chat, as a policy names them: this server, and the sites that are set."""
        return ("'self'", *widget.read_origins(self.widget_origins))

    @cached_property
    def rest_keys(self) -> Mapping[str, str]:
        """Return the REST clients' keys by client name."""
        return decode_clients(self.rest_clients.get_secret_value())

    @cached_property
    def rest_addresses(self) -> Mapping[str, str]:
        """Return the addresses that REST clients are called back at, by client name."""
        return decode_callbacks(self.rest_callbacks.get_secret_value(), self.rest_keys, self.private_hosts)

    @cached_property
    def private_hosts(self) -> frozenset[str]:
        """Return the hosts that callbacks may lead to though their addresses are not public."""
        return read_hosts(self.private_callbacks)

    @property
    def rasa_urls(self) -> tuple[str, ...]:
        """Return the addresses at which Rasa is found."""
        return tuple(self.rasa_url.split(","))

    @property
    def webhook_keys(self) -> tuple[str, ...]:
        """Return the keys that Calendly may sign with; none when it is not to tell us of anything."""
        return tuple(filter(None, (key.strip() for key in self.calendly_webhook_key.get_secret_value().split(","))))

    @property
    def hears_calendly(self) -> bool:
        """Return whether Calendly can tell us of changes: there is a key, and an address that it can reach."""
        private = urlsplit(self.public_url).hostname in LOOPBACK
        beside_us = urlsplit(self.calendly_api_url).hostname in LOOPBACK
        return bool(self.webhook_keys) and (beside_us or not private)

    @property
    def slack_mode(self) -> Literal["http", "socket"] | None:
        """Return how Slack and the gateway meet, None where they do not."""
        if self.slack_client_id:
            return "http"
        return "socket" if self.slack_app_token.get_secret_value() else None

    @property
    def redirect_uri(self) -> str:
        """Return the address that Calendly sends people back to."""
        return f"{self.public_url}/oauth/callback"


def _is_safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))
