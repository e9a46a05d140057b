"""The page of an address that leads nowhere."""

from fastapi import Request
from fastapi.responses import Response

from parley.sandbox.hosted.subjects import Unavailable
from parley.sandbox.pages import page
from parley.sandbox.rooms import sandbox_of


async def answer_unavailable(request: Request, error: Exception) -> Response:
    if not isinstance(error, Unavailable):
        raise error
    return page(sandbox_of(request).pages, "error.html", error.status, sentence=error.sentence, advice=error.advice)
