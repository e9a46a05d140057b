"""Reading JSON bodies as Calendly does: unknown fields are ignored, what is missing or wrong is a 400 with its path."""

from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from fastapi import Request
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from parley.sandbox.errors import CalendlyError


class Body(BaseModel):
    """No text stands for a number here, and no number for a text."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


async def read[B: Body](request: Request, model: type[B]) -> B:
    """The request's body. An empty one is an object without fields. Raises CalendlyError 400."""
    try:
        return model.model_validate_json(await request.body() or b"{}")
    except ValidationError as error:
        raise CalendlyError(400, details=[_detail(slip) for slip in error.errors()]) from error


def _zone(name: str) -> str:
    if name not in _zones():
        raise PydanticCustomError("zone", "invalid")
    return name


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


Zone = Annotated[str, AfterValidator(_zone)]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)]


def _detail(slip: ErrorDetails) -> dict[str, str]:
    message = "is missing" if slip["type"] == "missing" else slip["msg"]
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in slip["loc"]).lstrip(".")
    return {"parameter": path, "message": message} if path else {"message": message}
