"""The chat framed on other sites: who may frame it, and how a visitor is known there."""

import re

import pytest

from parley.accounts.people import People
from parley.accounts.vault import Vault
from parley.gateway.visitors import EMBED_COOKIE, Visitors
from tests.support.chat import opened
from tests.support.gateway import KEY

pytestmark = pytest.mark.anyio
SHOP = "https://shop.example.com"
secure = Visitors(Vault((KEY,)), secure=True)


def framing(response) -> str:
    found = re.search(r"frame-ancestors ([^;]*)", response.headers["Content-Security-Policy"])
    return found[1] if found else ""


async def test_by_default_nobody_else_may_frame_the_chat(in_process):
    async with in_process() as client:
        assert framing(await client.get("/embed")) == "'self'"


async def test_sites_that_are_set_may_frame_it_and_the_page_of_its_own_stays_unframed(in_process):
    async with in_process(widget_origins=f"{SHOP}, http://localhost:3000") as client:
        assert framing(await client.get("/embed")) == f"'self' {SHOP} http://localhost:3000"
        for path in ("/", "/index.html", "/oauth/start?t=x"):
            assert framing(await client.get(path)) == "'none'"


async def test_the_framed_page_is_as_strict_as_the_other(in_process):
    async with in_process(widget_origins=SHOP) as client:
        own, framed = await client.get("/"), await client.get("/embed")
        without = [
            re.sub(r"frame-ancestors [^;]*; ", "", one.headers["Content-Security-Policy"]) for one in (own, framed)
        ]
        assert without[0] == without[1]
        assert framed.headers["Cache-Control"] == "no-store"


async def test_the_script_may_be_loaded_by_any_site_and_kept_for_a_while(in_process):
    async with in_process() as client:
        script = await client.get("/widget.js")
    assert script.status_code == 200
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert script.headers["Cache-Control"] == "public, max-age=300"


async def test_over_tls_the_frame_gets_a_cookie_for_that_site_alone(in_process, sqlite, clock):
    async with in_process(public_url="https://bot.example.com") as client:
        (cookie,) = (await client.get("/embed")).headers.get_list("Set-Cookie")
        value = re.match(rf"{EMBED_COOKIE}=([^;]+);", cookie)[1]
        assert {"Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/"} <= set(cookie.split("; "))
        # Whoever has said something is the same the next time.
        People(sqlite, clock).meet("web", secure.of_embed_cookie(value))
        back = await client.get("/embed", headers={"Cookie": f"{EMBED_COOKIE}={value}"})
        assert back.headers.get_list("Set-Cookie") == [cookie]


async def test_where_the_pages_own_cookie_comes_along_the_conversation_is_one(in_process):
    async with in_process(public_url="https://bot.example.com") as client:
        await client.get("/")
        assert "Set-Cookie" not in (await client.get("/embed")).headers


async def test_without_tls_there_is_no_cookie_and_the_token_serves(in_process):
    async with in_process() as client:
        assert "Set-Cookie" not in (await client.get("/embed")).headers


async def test_the_frames_cookie_brings_the_conversation_back(gateway):
    visitors = Visitors(Vault((KEY,)), secure=True)
    cookie = f"{EMBED_COOKIE}={visitors._vault.sign('embed cookie', 'framed-visitor')}"
    async with opened(gateway.url, cookie=cookie) as chat:
        confirmed, _ = await chat.begin()
        await chat.say("hello")
    assert visitors.of_token(confirmed) is None
    async with opened(gateway.url, cookie=cookie) as chat:
        assert [one["text"] for one in (await chat.begin())[1]] == ["hello", "heard hello"]


async def test_the_frames_cookie_is_no_cookie_of_the_page_nor_a_token(gateway):
    value = secure._vault.sign("embed cookie", "framed-visitor")
    assert secure.of_cookie(value) is None
    assert secure.of_token(value) is None
