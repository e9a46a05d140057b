"""Things that the contract's schemas describe, made from the schemas themselves: with all fields, or the least."""

from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from parley.reading import read_yaml

CONTRACT = Path(__file__).parents[2] / "docs" / "calendly" / "openapi.yaml"
BY_FORMAT = {
    "uri": "https://api.calendly.example/things/ABCDEFGHIJKLMNOP",
    "email": "ana@example.com",
    "date-time": "2026-05-12T12:34:08.231012Z",
    "date": "2026-05-12",
}
BY_PATTERN = {r"^#[a-f0-9]{6}$": "#00a2ff", r"\d\d:\d\d": "09:30"}
PLAIN: dict[str, Any] = {"string": "text", "integer": 7, "number": 7, "boolean": True, "null": None}


@cache
def contract() -> dict[str, Any]:
    return read_yaml(CONTRACT)


def schema(name: str) -> dict[str, Any]:
    return contract()["components"]["schemas"][name]


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    return schema(part["$ref"].rsplit("/", 1)[1]) if "$ref" in part else part


def sample(part: dict[str, Any], *, full: bool) -> Any:
    """Return an instance of a schema: with every field there is, or with the required ones and null wherever it may."""
    part = resolved(part)
    for choice in ("oneOf", "anyOf"):
        if choice in part and "properties" not in part:
            return sample(part[choice][0 if full else -1], full=full)
    if "const" in part or "enum" in part:
        return part.get("const", part.get("enum", [None])[0])
    kinds = part.get("type", "object")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if not full and "null" in kinds:
        return None
    if kinds[0] == "object":
        names = part.get("properties", {}) if full else part.get("required", [])
        return {name: sample(part["properties"][name], full=full) for name in names}
    if kinds[0] == "array":
        return [sample(part["items"], full=full)] if full else []
    if "pattern" in part:
        return BY_PATTERN[part["pattern"]]
    # An amount is text or a number; a number is what both readings take.
    return BY_FORMAT.get(part.get("format", ""), PLAIN["number" if "number" in kinds else kinds[0]])


def check(part: dict[str, Any], value: Any) -> None:
    """Raise jsonschema's ValidationError unless the value is what the schema says."""
    Draft202012Validator({**part, "components": contract()["components"]}).validate(value)


def operations() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Return method, path and description of every operation of the API, OAuth's left out, by operationId."""
    return {
        one["operationId"]: (method.upper(), path, one)
        for path, methods in contract()["paths"].items()
        for method, one in methods.items()
        if isinstance(one, dict) and "operationId" in one and not path.startswith("/oauth")
    }
