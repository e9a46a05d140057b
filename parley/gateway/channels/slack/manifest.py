"""The app's manifest: what Slack needs to know of it, in one paste. https://docs.slack.dev/reference/app-manifest"""

from typing import Any

from parley.gateway.channels.slack import texts

BOT_SCOPES = [
    "app_mentions:read",
    "chat:write",
    "commands",
    "im:history",
    "im:read",
    "im:write",
    "users:read",
    "users:read.email",
]
EVENTS = ["app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked"]


def manifest(public_url: str, *, socket_mode: bool) -> dict[str, Any]:
    """Return the manifest for an app that Slack reaches at `public_url`, or that reaches out to Slack itself."""
    events = f"{public_url}/slack/events"
    address = {} if socket_mode else {"request_url": events}
    command = {
        "command": "/parley",
        "description": "Ask about your Calendly, or book a meeting",
        "usage_hint": "what's on tomorrow?",
        "should_escape": True,
        **({} if socket_mode else {"url": events}),
    }
    return {
        "display_information": {"name": texts.APP, "description": "Runs your Calendly in the chat"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": texts.APP, "always_online": True},
            "slash_commands": [command],
        },
        "oauth_config": {
            "scopes": {"bot": BOT_SCOPES},
            **({} if socket_mode else {"redirect_urls": [f"{public_url}/slack/oauth_redirect"]}),
        },
        "settings": {
            "event_subscriptions": {"bot_events": EVENTS, **address},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": not socket_mode,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }
