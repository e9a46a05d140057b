"""The description of this server for people, at `/docs`: a page of our own, with no script and from nowhere else."""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, FastAPI, Response

from parley.gateway.html import page
from parley.gateway.openapi import pages

Schema = dict[str, Any]


def make_router(app: FastAPI) -> APIRouter:
    """Return the page's route."""
    router = APIRouter(tags=["pages"])

    @router.get("/docs", responses=pages(200), response_class=Response, summary="This description, for people")
    async def docs() -> Response:
        made = app.openapi()
        return page("docs.html", api=made, groups=list(_groups(made)), schemas=made["components"]["schemas"], kind=kind)

    return router


def kind(schema: Schema) -> str:
    """Return in a few words what a schema takes."""
    if ref := schema.get("$ref"):
        return str(ref).rsplit("/", 1)[-1]
    if several := schema.get("anyOf"):
        return " or ".join(kind(one) for one in several)
    if chosen := schema.get("enum"):
        return " or ".join(f"“{one}”" for one in chosen)
    if "const" in schema:
        return f"“{schema['const']}”"
    if "items" in schema:
        return f"list of {kind(schema['items'])}"
    types = schema.get("type", "anything")
    named = " or ".join(types) if isinstance(types, list) else str(types)
    return named.replace("object", schema.get("title", "object")) + _limits(schema)


def _limits(schema: Schema) -> str:
    said = [
        *([f"at most {schema['maxLength']} characters"] if "maxLength" in schema else []),
        *([f"{schema['minimum']} to {schema['maximum']}"] if {"minimum", "maximum"} <= schema.keys() else []),
        *([str(schema["format"])] if "format" in schema else []),
    ]
    return f" ({', '.join(said)})" if said else ""


def _groups(made: Schema) -> Iterator[tuple[Schema, list[tuple[str, str, Schema]]]]:
    for tag in made["tags"]:
        found = [
            (method.upper(), path, operation)
            for path, methods in made["paths"].items()
            for method, operation in methods.items()
            if tag["name"] in operation.get("tags", [])
        ]
        if found:
            yield tag, found
