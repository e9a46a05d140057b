"""The command line: one command for each process, and one for all of them."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley import log
from parley.calendly.cli import app as calendly
from parley.loading import BadSettings, load
from parley.settings import Settings

if TYPE_CHECKING:
    from parley.accounts.house_cli import HouseDesk
    from parley.clients.clients_cli import ClientsDesk
    from parley.rights.people_cli import PeopleDesk

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(calendly, name="calendly")
keys = typer.Typer(no_args_is_help=True, help="The keys that seal what is stored.")
app.add_typer(keys, name="keys")
house = typer.Typer(no_args_is_help=True, help="The operator's own account, with which visitors book.")
app.add_typer(house, name="house")
people = typer.Typer(no_args_is_help=True, help="Those who chat, and what is kept about them.")
app.add_typer(people, name="people")
clients = typer.Typer(no_args_is_help=True, help="Programs that bring people over REST, and their keys.")
app.add_typer(clients, name="clients")


def _settings() -> Settings:
    try:
        settings = load()
    except BadSettings as faults:
        typer.echo(f"Parley cannot start:\n{faults}", err=True)
        raise typer.Exit(2) from None
    log.configure(settings.log_level, json=settings.env == "production")
    return settings


@app.command()
def up() -> None:
    """Start everything, and stop it all with one Ctrl-C."""
    from parley.supervisor.up import run

    raise typer.Exit(run(Path.cwd()))


@app.command()
def migrate() -> None:
    """Bring the database up to date."""
    from parley.db.migrate import migrate as apply

    apply(_settings().database_url)


@app.command()
def gateway() -> None:
    """Serve the public face: web chat, REST, and the sign-in pages."""
    from parley.gateway.serve import serve

    serve(_settings())


@app.command()
def actions() -> None:
    """Serve Rasa's custom actions."""
    from actions.server import serve

    serve(_settings())


@app.command()
def sandbox() -> None:
    """Serve a stand-in for Calendly, for trying things out."""
    from parley.sandbox.serve import serve
    from parley.sandbox.settings import SandboxSettings

    log.configure("INFO", json=False)
    settings = SandboxSettings()
    serve(settings.host, settings.port)


@keys.command("new")
def new_key() -> None:
    """Print a random key, also good as any other secret."""
    from parley.keys_cli import new_key as made

    typer.echo(made())


@keys.command("rotate")
def rotate_keys() -> None:
    """Seal everything stored with the first key of PARLEY_KEYS, while the bot runs."""
    from parley.keys_cli import rotate

    raise typer.Exit(rotate(_settings()))


@house.command("link")
def link_house(
    yes: Annotated[bool, typer.Option("--yes", help="Link whoever signs in, without asking.")] = False,
) -> None:
    """Print where to sign in, wait until that was done, and link the account."""
    _at_house(lambda desk: desk.link(), yes=yes)


@house.command("status")
def show_house() -> None:
    """Say which account it is, and who may book with whom."""
    _at_house(lambda desk: desk.status())


@house.command("unlink")
def unlink_house() -> None:
    """Unlink the account here, and revoke it at Calendly."""
    _at_house(lambda desk: desk.unlink())


Name = Annotated[str, typer.Argument(help="An id, an address such as `rest:client:sender`, or an e-mail.")]


@people.command("list")
def list_people(
    name: Name = "", as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False
) -> None:
    """Say who came last, or who is known by that name."""
    _at_people(lambda desk: desk.show(name, as_json=as_json))


@people.command("export")
def export_person(
    name: Name,
    without_dialogue: Annotated[bool, typer.Option("--without-dialogue", help="Leave out what Rasa keeps.")] = False,
) -> None:
    """Print all that is kept about one person as JSON, without secrets."""
    _at_people(lambda desk: desk.export(name, with_dialogue=not without_dialogue))


@people.command("erase")
def erase_person(name: Name, yes: Annotated[bool, typer.Option("--yes", help="Erase without asking.")] = False) -> None:
    """Erase one person everywhere, and end their accounts' links; meetings in Calendly stay there."""
    _at_people(lambda desk: desk.erase(name, (lambda _: True) if yes else typer.confirm))


ClientName = Annotated[str, typer.Argument(help="The client's name: the people who come by it belong to it.")]


@clients.command("create")
def create_client(
    name: ClientName,
    rate: Annotated[str, typer.Option(help="How much it may send, such as 600/minute.")] = "",
    callback: Annotated[str, typer.Option(help="Where it is called back, https://…")] = "",
    another: Annotated[bool, typer.Option("--another", help="Make one more key for a client that has one.")] = False,
) -> None:
    """Make a client's key, and print it this once."""
    _at_clients(lambda desk: desk.create(name, rate, callback, another=another))


@clients.command("list")
def list_clients(as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False) -> None:
    """Say which clients there are, when their keys were made, used and revoked."""
    _at_clients(lambda desk: desk.show(as_json=as_json))


@clients.command("revoke")
def revoke_client(
    name: ClientName, key: Annotated[str, typer.Option(help="Only this key, by its id in the list.")] = ""
) -> None:
    """End a client's keys at once; its people and what they said stay."""
    _at_clients(lambda desk: desk.revoke(name, key))


@app.command()
def feedback(
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Say how people found what was done for them, and their latest remarks."""
    from parley.clock import system_clock
    from parley.helpdesk.feedback_cli import show

    typer.echo(show(_settings(), system_clock, as_json=as_json))


@app.command("slack-manifest")
def slack_manifest(
    socket_mode: Annotated[bool, typer.Option("--socket-mode", help="For an app without a public address.")] = False,
) -> None:
    """Print the manifest to create the Slack app from, in one paste."""
    import json

    from parley.gateway.channels.slack.manifest import manifest

    typer.echo(json.dumps(manifest(_settings().public_url, socket_mode=socket_mode), indent=2))


def _at_house(command: Callable[["HouseDesk"], int], *, yes: bool = False) -> None:
    from parley.accounts.house_cli import Terminal, house_desk
    from parley.clock import system_clock

    terminal = Terminal(typer.echo, (lambda _: True) if yes else typer.confirm)
    with house_desk(_settings(), terminal, system_clock) as desk:
        raise typer.Exit(command(desk))


def _at_people(command: Callable[["PeopleDesk"], int]) -> None:
    from parley.clock import system_clock
    from parley.rights.people_cli import PeopleDesk

    desk = PeopleDesk(_settings(), system_clock, typer.echo, lambda text: typer.echo(text, err=True))
    try:
        raise typer.Exit(command(desk))
    finally:
        desk.close()


def _at_clients(command: Callable[["ClientsDesk"], int]) -> None:
    from parley.clients.clients_cli import ClientsDesk
    from parley.clock import system_clock

    desk = ClientsDesk(_settings(), system_clock, typer.echo, lambda text: typer.echo(text, err=True))
    try:
        raise typer.Exit(command(desk))
    finally:
        desk.close()


def main() -> None:
    """Run the command line."""
    sys.path.insert(0, str(Path.cwd()))
    app(prog_name="parley")
