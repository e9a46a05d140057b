"""The front page: what this is, and who lives in it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from parley.sandbox.pages import page
from parley.sandbox.rooms import sandbox_of

router = APIRouter()


@router.get("/")
async def home(request: Request) -> HTMLResponse:
    sandbox = sandbox_of(request)
    cards = [(person, sandbox.world.upcoming(person)) for person in sandbox.world.people]
    return page(sandbox.pages, "home.html", people=cards)
