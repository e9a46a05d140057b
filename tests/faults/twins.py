"""A second gateway, Rasa and action server beside the first ones, on the same databases."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from parley.supervisor.services import HEALTH, Service, describe, newest_model
from parley.supervisor.stack import Stack
from parley.supervisor.values import PORT_NAMES, Ports, variable

SECOND = "2"
TWINS = ("gateway", "rasa", "actions")


@dataclass(frozen=True)
class Twin(Service):
    """A service that is there twice, under a name of its own."""

    @property
    def health(self) -> str:
        """Return the address that answers 200 once the process can do its work."""
        return f"http://127.0.0.1:{self.port}{HEALTH[self.name.removesuffix(SECOND)]}"


def add_twins(stack: Stack) -> None:
    """Give a stack that has not begun a second one of each process that may be there several times."""
    ports = Ports.free()
    moved = {variable(name): str(getattr(ports, name)) for name in PORT_NAMES}
    model = newest_model(stack.root)
    assert model, "there is no trained model"
    described = describe(stack.root, stack.var_dir / "second", ports, {**stack.values, **moved}, model)
    stack.services |= {f"{name}{SECOND}": _twin(described[name]) for name in TWINS}


def ports_of(services: Mapping[str, Service], process: str) -> list[int]:
    """Return where a process answers: once, or twice."""
    return [services[name].port for name in (process, f"{process}{SECOND}") if name in services]


def _twin(service: Service) -> Twin:
    facts = {field.name: getattr(service, field.name) for field in fields(Service)}
    return Twin(**(facts | {"name": f"{service.name}{SECOND}"}))
