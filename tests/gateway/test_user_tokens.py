"""A site's own users, by tokens that it signs."""

import base64
import hmac
from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from parley.gateway.user_tokens import BadUserToken, UserTokens
from tests.support.chat import opened
from tests.support.gateway import make_settings, serving_gateway
from tests.support.rasa import RasaStandIn
from tests.support.sandbox import Sandbox
from tests.support.stores import copied

KEY = "a-key-that-the-shop-and-the-bot-share-0123"
BOT = "https://bot.example.com"


def settings(tmp_path, **more):
    nowhere = "http://127.0.0.1:1"
    fixed = {"public_url": BOT, "database_url": "sqlite://", "web": tmp_path, "user_key": KEY}
    fixed |= {"rasa_url": nowhere, "actions_url": nowhere}
    return make_settings(RasaStandIn(), Sandbox(nowhere), **{**fixed, **more})


@pytest.fixture
def tokens(tmp_path, clock):
    return UserTokens(settings(tmp_path), clock)


@pytest.fixture
def sign(clock):
    """Give a function that signs claims as the shop would."""

    def sign(key=KEY, algorithm="HS256", **claims):
        in_an_hour = int((clock() + timedelta(hours=1)).timestamp())
        whole = {"sub": "customer-17", "aud": BOT, "exp": in_an_hour, **claims}
        imported = OctKey.import_key(key) if isinstance(key, str) else key
        return jwt.encode({"alg": algorithm}, {name: one for name, one in whole.items() if one is not None}, imported)

    return sign


def refused(tokens, token) -> bool:
    try:
        tokens.address(token)
    except BadUserToken:
        return True
    return False


def test_a_user_is_the_same_with_every_token(tokens, sign, clock):
    first = tokens.address(sign())
    clock.pass_(minutes=30)
    assert tokens.address(sign()) == first == "user:customer-17"


def test_the_audience_may_be_one_of_several(tokens, sign):
    assert tokens.address(sign(aud=["https://other.example", BOT])) == "user:customer-17"


def test_a_token_that_has_run_out_names_nobody(tokens, sign, clock):
    token = sign()
    clock.pass_(hours=2)
    assert refused(tokens, token)


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "https://other.example"},
        {"aud": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 17},
        {"sub": "x" * 201},
        {"sub": "x\0"},
        {"exp": None},
        {"exp": "soon"},
        {"exp": 99_999_999_999},
        {"nbf": 99_999_999_999},
    ],
)
def test_claims_that_do_not_hold_name_nobody(tokens, sign, claims):
    assert refused(tokens, sign(**claims))


def test_what_another_key_signed_names_nobody(tokens, sign):
    assert refused(tokens, sign(key="another-key-that-is-long-enough-01234567"))


def test_an_unsigned_token_names_nobody(tokens, sign):
    header = "eyJhbGciOiJub25lIn0"
    assert refused(tokens, f"{header}.{sign().split('.')[1]}.")


@pytest.mark.parametrize("odd", [None, 7, "", "x", "a.b.c", {"a": 1}, "x" * 5000, "\ud800.x.y"])
def test_what_is_no_token_names_nobody(tokens, odd):
    assert refused(tokens, odd)


def test_without_a_key_no_token_is_good(tmp_path, clock, sign):
    assert refused(UserTokens(settings(tmp_path, user_key=""), clock), sign())


def test_a_site_may_keep_its_private_key_to_itself(tmp_path, clock, sign):
    private = RSAKey.generate_key(2048)
    public = private.as_pem(private=False).decode()
    tokens = UserTokens(settings(tmp_path, user_key=public, user_signature="RS256"), clock)
    assert tokens.address(sign(key=private, algorithm="RS256")) == "user:customer-17"


def test_a_public_key_is_no_secret_to_sign_with(tmp_path, clock, sign):
    public = RSAKey.generate_key(2048).as_pem(private=False).decode()
    tokens = UserTokens(settings(tmp_path, user_key=public, user_signature="RS256"), clock)
    header, body, _ = sign().split(".")
    signature = hmac.new(public.encode(), f"{header}.{body}".encode(), "sha256").digest()
    assert refused(tokens, f"{header}.{body}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}")


@pytest.fixture
def served(rasa, calendly, _migrated, tmp_path, clock):
    with serving_gateway(rasa, calendly, copied(_migrated, tmp_path), tmp_path, clock, user_key=KEY) as gateway:
        yield gateway


@pytest.mark.anyio
async def test_a_user_has_one_conversation_on_every_device_and_nobody_else_sees_it(served, sign):
    token = sign(aud=served.url)
    async with opened(served.url) as laptop:
        await laptop.send("session_request", {"user_token": token})
        confirmed = await laptop.next("session_confirm")
        await laptop.say("hello")
    async with opened(served.url) as phone:
        await phone.send("session_request", {"user_token": sign(aud=served.url, jti="another")})
        history = await phone.next("history")
    async with opened(served.url) as other:
        await other.send("session_request", {"session_id": confirmed, "user_token": sign(aud=served.url, sub="18")})
        assert (await other.next("history"))["messages"] == []
    assert [one["text"] for one in history["messages"]] == ["hello", "heard hello"]


@pytest.mark.anyio
async def test_a_bad_token_makes_nobody_of_anyone(served, sign):
    with served.browser() as browser:
        browser.get("/")
        async with opened(served.url, cookies=browser.cookies) as chat:
            await chat.send("session_request", {"user_token": "forged"})
            assert await chat.next("session_refused") == {"reason": "user_token"}
            assert (await chat.say("hello", user_token="forged"))["ok"] is False
            assert served.rasa.turns == []
            # A fresh one may follow at once.
            await chat.send("session_request", {"user_token": sign(aud=served.url)})
            assert (await chat.next("history"))["messages"] == []
