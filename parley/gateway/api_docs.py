"""The description of this server for people, at `/docs`: a page of our own, with no script and from nowhere else."""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, FastAPI, Response
from markupsafe import Markup, escape

from parley.gateway.html import page
from parley.gateway.openapi import pages

Schema = dict[str, Any]
# Bounds beyond this are a machine's, and tell a person nothing.
MOST_SAID = 10**9


def make_router(app: FastAPI) -> APIRouter:
    """Return the page's route."""
    router = APIRouter(tags=["pages"])

    @router.get("/docs", responses=pages(200), response_class=Response, summary="This description, for people")
    async def docs() -> Response:
        made = app.openapi()
        told = {"groups": list(_groups(made)), "schemas": made["components"]["schemas"]}
        return page("docs.html", api=made, kind=kind, words=words, **told)

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


def words(text: str | None) -> Markup:
    """Return a description, what stands between backticks in it as code."""
    marked = (Markup("<code>{}</code>").format(one) if odd else escape(one) for odd, one in _parted(text or ""))
    return Markup("").join(marked)


def _parted(text: str) -> Iterator[tuple[bool, str]]:
    return ((number % 2 == 1, one) for number, one in enumerate(text.split("`")))


def _limits(schema: Schema) -> str:
    said = [str(schema["format"])] if "format" in schema else []
    if "maxLength" in schema:
        said.append(f"at most {schema['maxLength']} characters")
    if schema.get("maximum", MOST_SAID) < MOST_SAID:
        said.append(f"{schema.get('minimum', 0)} to {schema['maximum']}")
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
