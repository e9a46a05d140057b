"""Holding every JSON answer of the sandbox against the contract in `docs/calendly/openapi.yaml`."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from jsonschema import Draft202012Validator

from parley.reading import read_yaml

CONTRACT = Path(__file__).parents[2] / "docs" / "calendly" / "openapi.yaml"
# Calendly does not say what these look like; the sandbox gives them the shape of every other error.
UNDOCUMENTED = (424, 429, 503)
ERROR = {"$ref": "#/components/schemas/Error"}


@cache
def contract() -> dict[str, Any]:
    return read_yaml(CONTRACT)


def template_of(path: str) -> str | None:
    """The contract's path that this one is an instance of: literal ones before those with parameters."""
    for template in sorted(contract()["paths"], key=lambda path: path.count("{")):
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
            return template
    return None


@cache
def validator(template: str, method: str, status: int) -> Draft202012Validator:
    """Raises KeyError when the contract knows no such answer."""
    answers = contract()["paths"][template][method.lower()]["responses"]
    schema = ERROR if status in UNDOCUMENTED else answers[str(status)]["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": contract()["components"]})


def check(response: httpx.Response) -> None:
    """Raises jsonschema's ValidationError when an answer of Calendly's own paths is not as the contract says."""
    path, method = response.request.url.path, response.request.method
    template = template_of(path)
    if template is None or not response.headers.get("content-type", "").startswith("application/json"):
        return
    if method.lower() not in contract()["paths"][template] and response.status_code == 404:
        return
    validator(template, method, response.status_code).validate(response.json())
