"""The command line: one command for each process, and one for all of them."""

import sys
from pathlib import Path

import typer

from parley import log
from parley.calendly.cli import app as calendly
from parley.settings import BadSettings, Settings, load

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(calendly, name="calendly")


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


def main() -> None:
    """Run the command line."""
    sys.path.insert(0, str(Path.cwd()))
    app(prog_name="parley")
