"""What the command line works with: a client, and a way to print what it returns."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import typer
from pydantic import BaseModel

from parley.clock import system_clock

if TYPE_CHECKING:
    from parley.calendly.client import Calendly


@dataclass
class Desk:
    """What every command works with."""

    token: str | None = field(repr=False)
    api_url: str
    as_json: bool
    patience: timedelta

    @cached_property
    def calendly(self) -> "Calendly":
        """Return the client. The token is asked for only now, so that help needs none."""
        # Only here, because every other command of `parley` reads this file too and none of them needs these.
        from parley.calendly.client import Calendly, PersonalToken
        from parley.calendly.transport import Transport, make_session

        token = self.token or typer.prompt("Calendly access token", hide_input=True)
        transport = Transport(make_session(), self.api_url.rstrip("/"), system_clock, self.patience)
        return Calendly(transport, PersonalToken(token))

    def show(self, things: BaseModel | Iterable[BaseModel], line: Callable[[Any], str]) -> None:
        """Print one thing or several: a line each, or JSON."""
        if self.as_json:
            typer.echo(json.dumps(_plain(things), indent=2, ensure_ascii=False))
            return
        shown = [line(thing) for thing in ([things] if isinstance(things, BaseModel) else things)]
        typer.echo("\n".join(shown) or "Nothing there.")


def _plain(things: BaseModel | Iterable[BaseModel]) -> Any:
    if isinstance(things, BaseModel):
        return things.model_dump(mode="json", by_alias=True)
    return [thing.model_dump(mode="json", by_alias=True) for thing in things]
