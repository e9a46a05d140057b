"""Calendly from the command line, for a person who wants to see what the API says."""

import functools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from parley.calendly import lines
from parley.calendly.desk import Desk
from parley.calendly.errors import CalendlyError
from parley.clock import system_clock


class JsonAnywhere(TyperGroup):
    """Takes `--json` before the command's name or after it, as it comes to mind."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words, `--json` first."""
        others = [word for word in args if word != "--json"]
        return super().parse_args(ctx, ["--json", *others] if len(others) < len(args) else args)


app = typer.Typer(no_args_is_help=True, help=__doc__, cls=JsonAnywhere)

Days = Annotated[int, typer.Option(min=1, help="How many days to look at.")]
Most = Annotated[int, typer.Option(min=1, help="The most to show.")]
Start = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="From when on, in UTC; else from now.")
]


@app.callback()
def main(
    context: typer.Context,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="PARLEY_CALENDLY_TOKEN",
            show_envvar=True,
            help="A personal or OAuth access token. Others on this machine can see options: better the variable.",
        ),
    ] = None,
    api_url: Annotated[
        str, typer.Option(envvar="PARLEY_CALENDLY_API_URL", show_envvar=True, help="Calendly, or a sandbox.")
    ] = "https://api.calendly.com",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, as the client read it.")] = False,
    wait: Annotated[int, typer.Option(min=0, help="Seconds to wait while Calendly is down or its limit is hit.")] = 4,
) -> None:
    """Calendly from the command line, for a person who wants to see what the API says."""
    context.obj = Desk(token, api_url, as_json, timedelta(seconds=wait))


def _told(work: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(work)
    def told(*arguments: Any, **options: Any) -> None:
        try:
            work(*arguments, **options)
        except CalendlyError as problem:
            typer.echo(lines.problem(problem), err=True)
            raise typer.Exit(1) from None

    return told


def command(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a command whose failures are one sentence and status 1."""

    def register(work: Callable[..., None]) -> Callable[..., None]:
        return app.command(name)(_told(work))

    return register


@command("me")
def me(context: typer.Context) -> None:
    """Show whose token it is."""
    desk: Desk = context.obj
    desk.show(desk.calendly.users.me(), lines.user)


@command("organization")
def organization(context: typer.Context) -> None:
    """Show the organization, its plan and stage."""
    desk: Desk = context.obj
    mine = desk.calendly.users.me().current_organization
    desk.show(desk.calendly.organizations.get(_id(mine)), lines.organization)


@command("members")
def members(context: typer.Context, limit: Most = 50) -> None:
    """Show who belongs to the organization."""
    desk: Desk = context.obj
    mine = desk.calendly.users.me().current_organization
    desk.show(desk.calendly.organizations.memberships(organization=mine, limit=limit), lines.membership)


@command("types")
def types(context: typer.Context, limit: Most = 50) -> None:
    """Show what can be booked."""
    desk: Desk = context.obj
    user = desk.calendly.users.me().uri
    desk.show(desk.calendly.event_types.list(user=user, limit=limit), lines.event_type)


@command("openings")
def openings(context: typer.Context, event_type: str, start: Start = None, days: Days = 7) -> None:
    """Show when an event type (id or URI) is free."""
    desk: Desk = context.obj
    uri = desk.calendly.event_types.get(_id(event_type)).uri
    first = _from(start)
    desk.show(desk.calendly.availability.openings(uri, first, first + timedelta(days=days)), lines.opening)


@command("busy")
def busy(context: typer.Context, start: Start = None, days: Days = 7) -> None:
    """Show when the owner of the token is busy."""
    desk: Desk = context.obj
    user, first = desk.calendly.users.me().uri, _from(start)
    desk.show(desk.calendly.availability.busy(user, first, first + timedelta(days=days)), lines.busy)


@command("schedules")
def schedules(context: typer.Context) -> None:
    """Show working hours."""
    desk: Desk = context.obj
    desk.show(desk.calendly.availability.schedules(desk.calendly.users.me().uri), lines.schedule)


@command("events")
def events(context: typer.Context, start: Start = None, limit: Most = 20) -> None:
    """Show what is on, canceled events too."""
    desk: Desk = context.obj
    user = desk.calendly.users.me().uri
    desk.show(desk.calendly.events.list(user=user, min_start_time=_from(start), limit=limit), lines.event)


@command("invitees")
def invitees(context: typer.Context, event: str, limit: Most = 50) -> None:
    """Show who booked an event (id or URI)."""
    desk: Desk = context.obj
    desk.show(desk.calendly.events.invitees(_id(event), limit=limit), lines.invitee)


@command("link")
def link(context: typer.Context, event_type: str) -> None:
    """Make a link for one booking of an event type (id or URI)."""
    desk: Desk = context.obj
    uri = desk.calendly.event_types.get(_id(event_type)).uri
    desk.show(desk.calendly.links.single_use(uri), lambda made: str(made.booking_url))


@command("webhooks")
def webhooks(context: typer.Context, limit: Most = 50) -> None:
    """Show the webhook subscriptions of the token's owner."""
    desk: Desk = context.obj
    me = desk.calendly.users.me()
    found = desk.calendly.webhooks.list(organization=me.current_organization, scope="user", user=me.uri, limit=limit)
    desk.show(found, lines.webhook)


def _id(given: str) -> str:
    return given.rstrip("/").rsplit("/", 1)[-1]


def _from(start: datetime | None) -> datetime:
    return start.replace(tzinfo=UTC) if start else system_clock()
