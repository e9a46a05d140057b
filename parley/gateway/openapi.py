"""What this server answers to whom, as OpenAPI: made from the routes themselves."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.security import HTTPBearer
from pydantic import BaseModel, Field

type Responses = dict[int | str, dict[str, Any]]
# Shown only: keys are looked at by `Doorkeeper`, which says more than yes or no.
KEY = HTTPBearer(auto_error=False, scheme_name="key", description="A key from `parley clients create`.")
ABOUT = """The public surface of one Parley. /webhooks/rest/ speaks as Rasa's own REST channel does; whatever is more
than that can be left out. Messages are those of the bot to one person; their words are for people, their custom is for
programs."""
TAGS = [
    {"name": "rest", "description": "For programs with a key: what people say, and what the bot says to them."},
    {"name": "platforms", "description": "What other platforms call, each with its own proof."},
    {"name": "health", "description": "For whoever watches the service."},
    {"name": "pages", "description": "For browsers."},
]


class Fault(BaseModel):
    """Something was off; nothing was done."""

    detail: str = Field(description="What was off, and what to do, in a sentence.")


def faults(*statuses: int) -> Responses:
    """Return the answers with these statuses, each with a sentence."""
    return {status: {"model": Fault, "description": _MEANS[status]} for status in statuses}


def pages(*statuses: int) -> Responses:
    """Return answers that are pages."""
    return {status: {"description": _MEANS[status], "content": {"text/html": {}}} for status in statuses}


def body(schema: dict[str, Any], kind: str = "application/json") -> dict[str, Any]:
    """Return what describes a request's body."""
    return {"requestBody": {"required": True, "content": {kind: {"schema": schema}}}}


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the description of all that the application serves now."""
    made = get_openapi(title="Parley", version="1", description=ABOUT, routes=app.routes, tags=TAGS)
    for path in made["paths"].values():
        for operation in path.values():
            # FastAPI's own guess wherever there is a parameter: here every value is looked at by what it is for.
            operation["responses"].pop("422", None)
            for answer in operation["responses"].values():
                if answer["description"] == "Successful Response":
                    answer["description"] = _MEANS[200]
    for unused in ("HTTPValidationError", "ValidationError"):
        made.get("components", {}).get("schemas", {}).pop(unused, None)
    return made


_MEANS = {
    200: "Done",
    303: "On to the next page",
    307: "At the public address",
    400: "Something in the request is off",
    401: "No key, or a wrong one",
    403: "Not allowed",
    404: "There is no such thing",
    410: "Over",
    413: "Too much in one request",
    429: "Too many at once; `Retry-After` says how many seconds to wait",
    500: "Our own fault, and noted",
    502: "Calendly did not do its part",
    503: "Not now; nothing was done",
}
