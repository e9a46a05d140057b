"""Reading references: by their path alone, whatever address they were once handed out under."""

import re
from typing import NamedTuple

REFERENCE = re.compile(
    r"https?://[^/?#]+/(?P<collection>[a-z_]+)/(?P<id>[^/?#]+)(?:/(?P<within>[a-z_]+)/(?P<inner>[^/?#]+))?"
)


class Reference(NamedTuple):
    """`https://host/collection/id`, or `https://host/collection/id/within/inner`."""

    collection: str
    id: str
    within: str | None
    inner: str | None


def reference(uri: str) -> Reference | None:
    match = REFERENCE.fullmatch(uri)
    return Reference(*match.groups()) if match else None


def identifier(uri: str, collection: str) -> str | None:
    """The id in a reference to one of this collection; None when it is no such reference."""
    found = reference(uri)
    return found.id if found and found.collection == collection and found.within is None else None
