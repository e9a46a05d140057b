"""Installing the app in a workspace: Slack's OAuth, with pages of our own."""

from collections.abc import Mapping, Sequence

import structlog
from fastapi import APIRouter, Request, Response
from slack_bolt import BoltResponse
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.web.async_client import AsyncWebClient

from parley.gateway.channels.slack import texts
from parley.gateway.channels.slack.manifest import BOT_SCOPES
from parley.gateway.channels.slack.states import States
from parley.gateway.channels.slack.workspaces import Workspaces
from parley.gateway.html import page
from parley.settings import Settings

INSTALL, CALLBACK = "/slack/install", "/slack/oauth_redirect"
log = structlog.get_logger(__name__)


def make_flow(settings: Settings, client: AsyncWebClient, workspaces: Workspaces, states: States) -> AsyncOAuthFlow:
    """Return the flow: straight to Slack's consent page, and back."""
    return AsyncOAuthFlow(
        client=client,
        settings=AsyncOAuthSettings(
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret.get_secret_value(),
            scopes=BOT_SCOPES,
            user_scopes=[],
            redirect_uri=f"{settings.public_url}{CALLBACK}",
            install_path=INSTALL,
            install_page_rendering_enabled=False,
            redirect_uri_path=CALLBACK,
            authorization_url=f"{settings.slack_url}/oauth/v2/authorize",
            installation_store=workspaces,
            state_store=states,
            callback_options=AsyncCallbackOptions(success=_installed, failure=_not_installed),
        ),
    )


def make_router(flow: AsyncOAuthFlow) -> APIRouter:
    """Return the routes of the installation."""
    router = APIRouter(include_in_schema=False)

    @router.get(INSTALL)
    async def install(request: Request) -> Response:
        return to_starlette_response(await flow.handle_installation(to_async_bolt_request(request, b"")))

    @router.get(CALLBACK)
    async def come_back(request: Request) -> Response:
        return to_starlette_response(await flow.handle_callback(to_async_bolt_request(request, b"")))

    return router


async def _installed(args: AsyncSuccessArgs) -> BoltResponse:
    installation = args.installation
    log.info("installed in Slack", workspace=installation.team_id, organization=installation.enterprise_id)
    return _page(200, texts.INSTALLED, texts.INSTALLED_NEXT, {})


async def _not_installed(args: AsyncFailureArgs) -> BoltResponse:
    log.warning("not installed in Slack", reason=args.reason)
    again = {"restart_url": INSTALL, "restart_label": texts.START_AGAIN}
    return _page(args.suggested_status_code, texts.NOT_INSTALLED, texts.NOT_INSTALLED_NEXT, again)


def _page(status: int, title: str, reason: str, more: Mapping[str, str]) -> BoltResponse:
    made = page("problem.html", status, title=title, reason=reason, **more)
    headers: dict[str, str | Sequence[str]] = {
        name: [value] for name, value in made.headers.items() if name != "content-length"
    }
    return BoltResponse(status=status, body=bytes(made.body).decode(), headers=headers)
