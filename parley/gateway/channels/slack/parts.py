"""The channel's parts, put together for one gateway."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from parley.gateway.channels.slack import installing
from parley.gateway.channels.slack.channel import Slack
from parley.gateway.channels.slack.delivery import Delivery, make_client
from parley.gateway.channels.slack.hearing import Hearing
from parley.gateway.channels.slack.home import Home
from parley.gateway.channels.slack.members import Members
from parley.gateway.channels.slack.states import States
from parley.gateway.channels.slack.workspaces import Workspace, Workspaces
from parley.gateway.core import Gateway

# Bolt's own logger writes whole requests when a signature is wrong: our own lines say what matters.
_SILENT = logging.getLogger("parley.slack.bolt")
_SILENT.setLevel(logging.CRITICAL + 1)


@asynccontextmanager
async def slack_channel(app: FastAPI, gateway: Gateway) -> AsyncIterator[Slack | None]:
    """Serve Slack on `app` while the context lasts; None where the settings do not name an app of Slack's."""
    settings, clock = gateway.settings, gateway.clock
    if not settings.slack_mode:
        yield None
        return
    client = make_client(f"{settings.slack_url}/api/", gateway.session)
    workspaces = Workspaces(gateway.database, gateway.vault, clock)
    delivery = Delivery(workspaces, gateway.renderer, client)
    bolt = AsyncApp(
        logger=_SILENT,
        signing_secret=settings.slack_signing_secret.get_secret_value() or None,
        client=client(""),
        authorize=_authorizing(workspaces),
        # An event is recorded before Slack is told that it was taken.
        process_before_response=True,
        request_verification_enabled=settings.slack_mode == "http",
    )
    home, hearing = Home(gateway), Hearing(gateway, delivery, Members(clock))
    slack = Slack(bolt, workspaces, hearing, home, gateway.transcript)
    if settings.slack_mode == "http":
        app.include_router(slack.router())
        states = States(gateway.database, gateway.vault, clock)
        app.include_router(installing.make_router(installing.make_flow(settings, client(""), workspaces, states)))
        yield slack
    else:
        tokens = settings.slack_bot_token.get_secret_value(), settings.slack_app_token.get_secret_value()
        async with _socket(bolt, client, workspaces, *tokens):
            yield slack
    home.close()


def _authorizing(workspaces: Workspaces) -> Callable[..., Awaitable[AuthorizeResult]]:
    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        return await workspaces.authorize(enterprise_id, team_id)

    return authorize  # type: ignore[return-value]  # None is what Bolt takes for “not installed”


@asynccontextmanager
async def _socket(
    bolt: AsyncApp, client: Callable[[str], AsyncWebClient], workspaces: Workspaces, bot_token: str, app_token: str
) -> AsyncIterator[None]:
    """Reach out to Slack, for an app without a public address, installed in the one workspace of its bot token."""
    me = await client(bot_token).auth_test()
    await workspaces.save(Workspace(me["team_id"], me.get("enterprise_id"), bot_token, me.get("bot_id"), me["user_id"]))
    handler = AsyncSocketModeHandler(bolt, app_token, logger=_SILENT, web_client=client(app_token))
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]
