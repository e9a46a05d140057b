"""Settings of a chat platform that come together: all of them, or none."""

from typing import TYPE_CHECKING

from pydantic import SecretStr

if TYPE_CHECKING:
    from parley.settings import Settings

# Slack's two ways: it calls a public address, or keeps a connection to one workspace.
SLACK_HTTP = ("slack_client_id", "slack_client_secret", "slack_signing_secret")
SLACK_SOCKET = ("slack_app_token", "slack_bot_token")
WHOLE = {
    SLACK_HTTP: "Slack",
    SLACK_SOCKET: "Slack",
    ("telegram_token", "telegram_secret"): "Telegram",
    ("mattermost_url", "mattermost_bot_token", "mattermost_tokens"): "Mattermost",
}


def faults(settings: "Settings") -> list[str]:
    """Return a sentence for each platform that is set by half, or twice: which variables, and what to do."""
    found = [_half_set(settings, names, platform) for names, platform in WHOLE.items()]
    if _is_set(settings, SLACK_HTTP[0]) and _is_set(settings, SLACK_SOCKET[0]):
        found.append("Slack is reached over HTTP or in Socket Mode: leave one group of PARLEY_SLACK_… unset")
    return [one for one in found if one]


def _half_set(settings: "Settings", names: tuple[str, ...], platform: str) -> str | None:
    missing = [name for name in names if not _is_set(settings, name)]
    if len(missing) in (0, len(names)):
        return None
    named = ", ".join(f"PARLEY_{name.upper()}" for name in missing)
    return f"{named} must be set, too, for {platform}; or none of its settings"


def _is_set(settings: "Settings", name: str) -> bool:
    value = getattr(settings, name)
    return bool(value.get_secret_value() if isinstance(value, SecretStr) else value)
