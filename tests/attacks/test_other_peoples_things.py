"""Somebody else's conversation, rows and tokens: named, copied or changed, they open nothing."""

import pytest
from sqlalchemy import Table, insert, select, update

from parley.accounts.access import NeedsAccount
from parley.accounts.people import UnknownConversation
from parley.calendly.errors import ReconnectNeeded
from parley.calendly.scopes import READ_EVENTS
from parley.db.tables import attempts, grants, tickets
from tests.attacks.conftest import conversation_of, live
from tests.support.actions import serving_actions
from tests.support.chat import opened
from tests.support.gateway import BETA
from tests.support.sandbox import query_of
from tests.support.signing_in import back_from, path_of, sign_in, to_consent

CALLS = ("POST /oauth/token", "GET /users/me")


@pytest.fixture
async def victim(gateway, visit):
    """A visitor of the web chat with Ana's account."""
    victim = visit()
    assert sign_in(gateway, victim.browser, await victim.connect_link()).status_code == 200
    assert victim.live() == ["Ana Keller"]
    return victim


@pytest.fixture
async def attacker(gateway, visit):
    """Another visitor, who has linked nothing but has a conversation."""
    attacker = visit()
    await attacker.connect_link()
    return attacker


def who(desk, conversation_id: str) -> str:
    return desk.access.account(conversation_id, READ_EVENTS).calendly.current_user().name


def asked(gateway) -> list[int]:
    return [gateway.calendly.count(call) for call in CALLS]


def last_said(gateway) -> dict[str, object]:
    """The last turn that somebody asked for, without news of a sign-in that may come at any moment."""
    turns = reversed(gateway.rasa.turns)
    return next(one for one in turns if not str(one.get("payload")).startswith("/EXTERNAL_"))


def row_of(gateway, table: Table, **wanted: str) -> dict[str, object]:
    query = select(table).where(*(table.c[name] == value for name, value in wanted.items()))
    with gateway.database.read() as connection:
        return dict(connection.execute(query).mappings().one())


@pytest.mark.anyio
@pytest.mark.parametrize("form", ["{id}", "web:{name}", "acme:{name}", "{name}"])
async def test_another_principals_conversation_id_as_a_rest_sender_is_just_a_new_name(gateway, victim, sender, form):
    theirs = conversation_of(gateway, "web", victim.name)
    name = form.format(id=theirs, name=victim.name)
    for key in ("acme-key-0123456789", BETA):
        gateway.say(name, "who am I?", key=key)
        assert last_said(gateway)["conversation"] != theirs
    assert live(gateway, "rest", f"acme:{name}") == []


@pytest.mark.anyio
async def test_another_principals_conversation_id_as_a_session_of_the_web_chat_is_somebody_new(gateway, victim):
    theirs = conversation_of(gateway, "web", victim.name)
    for session_id in (theirs, victim.name, victim.browser.cookies["parley_visitor"]):
        async with opened(gateway.url) as chat:
            _, history = await chat.begin(session_id)
            assert history == []
            await chat.say("hello")
        assert last_said(gateway)["conversation"] != theirs


def test_another_clients_sender_of_the_same_name_is_another_person(gateway, sender, desk, link):
    gateway.say(sender, "hello")
    gateway.say(sender, "hello", key=BETA)
    first, second = gateway.rasa.turns[-2:]
    assert first["conversation"] != second["conversation"]


@pytest.mark.anyio
@pytest.mark.parametrize("sender", ["acme:{0}", "acme%3A{0}", "../acme:{0}", "acme:{0}\u200b"])
async def test_a_sender_that_spells_another_clients_address_is_not_it(gateway, sender):
    gateway.say("somebody", "hello")
    theirs = last_said(gateway)["conversation"]
    gateway.say(sender.format("somebody"), "hello", key=BETA)
    assert last_said(gateway)["conversation"] != theirs


def test_a_conversation_id_that_is_made_up_opens_nothing(desk):
    with pytest.raises(UnknownConversation):
        who(desk, "made-up")


@pytest.mark.anyio
async def test_a_payload_naming_anothers_event_is_only_text_unless_it_was_offered_here(gateway, victim, attacker):
    payload = '/event_details{"event": "AAAAAAAAAAAAAAAA"}'
    async with opened(gateway.url, cookies=attacker.browser.cookies) as chat:
        await chat.begin()
        await chat.say(payload)
    assert last_said(gateway).get("payload") is None
    assert last_said(gateway)["text"] == payload


@pytest.mark.anyio
@pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
async def test_an_action_asked_for_anothers_event_tells_nothing_of_it(gateway, victim, visit, desk, clock):
    thief = visit()
    sign_in(gateway, thief.browser, await thief.connect_link(), person="ben")
    anas = desk.access.account(conversation_of(gateway, "web", victim.name), READ_EVENTS)
    event = next(iter(anas.calendly.scheduled_events(user=anas.owner.uri, starting_after=clock(), limit=5)))
    with serving_actions(desk, clock) as server:
        for entities, slots in (({"event": event.id}, {}), ({}, {"focus_event": event.id})):
            bens = conversation_of(gateway, "web", thief.name)
            said = server.run("action_event_details", bens, "event_details", entities=entities, slots=slots)
            assert event.name not in str(said.responses)
            assert "utter_event_details" not in said.names


@pytest.mark.anyio
async def test_a_row_copied_between_persons_does_not_open(gateway, victim, attacker, desk):
    theirs = row_of(gateway, grants, name="Ana Keller", state="live", principal_id=principal(desk, gateway, victim))
    thief = principal(desk, gateway, attacker)
    with gateway.database.write() as connection:
        connection.execute(insert(grants).values({**theirs, "id": "c" * 32, "principal_id": thief}))
    before = asked(gateway)
    with pytest.raises((ReconnectNeeded, NeedsAccount)):
        who(desk, conversation_of(gateway, "web", attacker.name))
    assert asked(gateway) == before
    assert who(desk, conversation_of(gateway, "web", victim.name)) == "Ana Keller"


@pytest.mark.anyio
async def test_a_row_moved_to_another_person_does_not_open(gateway, victim, attacker, desk):
    moved = update(grants).where(grants.c.principal_id == principal(desk, gateway, victim))
    with gateway.database.write() as connection:
        connection.execute(moved.values(principal_id=principal(desk, gateway, attacker)))
    before = asked(gateway)
    with pytest.raises((ReconnectNeeded, NeedsAccount)):
        who(desk, conversation_of(gateway, "web", attacker.name))
    assert asked(gateway) == before


@pytest.mark.anyio
async def test_tokens_copied_into_ones_own_row_do_not_open(gateway, victim, visit, desk):
    thief = visit()
    sign_in(gateway, thief.browser, await thief.connect_link(), person="ben")
    theirs = row_of(gateway, grants, principal_id=principal(desk, gateway, victim))
    stolen = {name: theirs[name] for name in ("access_token", "refresh_token")}
    with gateway.database.write() as connection:
        own = update(grants).where(grants.c.principal_id == principal(desk, gateway, thief))
        connection.execute(own.values(**stolen))
    with pytest.raises(ReconnectNeeded):
        who(desk, conversation_of(gateway, "web", thief.name))


@pytest.mark.anyio
@pytest.mark.parametrize("column", ["access_token", "refresh_token"])
@pytest.mark.parametrize("place", [0, 3, 4, 15, 16, 40, -1])
async def test_tampered_ciphertext_opens_nothing_and_linking_anew_mends_it(gateway, visit, desk, column, place):
    somebody = visit()
    sign_in(gateway, somebody.browser, await somebody.connect_link())
    conversation = conversation_of(gateway, "web", somebody.name)
    whose = principal(desk, gateway, somebody)
    changed = bytearray(row_of(gateway, grants, principal_id=whose)[column])
    changed[place] ^= 1
    with gateway.database.write() as connection:
        connection.execute(update(grants).where(grants.c.principal_id == whose).values({column: bytes(changed)}))
    before = asked(gateway)
    with pytest.raises(ReconnectNeeded):
        who(desk, conversation)
    assert asked(gateway) == before
    sign_in(gateway, somebody.browser, await somebody.connect_link())
    assert who(desk, conversation) == "Ana Keller"


@pytest.mark.anyio
async def test_tampered_ciphertext_of_a_sign_in_under_way_is_a_page_with_a_way_on_and_no_link(gateway, visit):
    somebody = visit()
    back = back_from(gateway, to_consent(somebody.browser, await somebody.connect_link()))
    with gateway.database.write() as connection:
        connection.execute(update(attempts).values(verifier=b"\0" * 100))
    page = somebody.browser.get(back)
    assert page.status_code in (400, 404, 410)
    assert "ask again" in page.text or "Start again" in page.text
    assert somebody.live() == []


@pytest.mark.anyio
async def test_a_sign_in_moved_to_another_chat_is_not_live_there(gateway, victim, attacker, visit):
    """Somebody who can write rows bends another person's sign-in into their own conversation."""
    somebody = visit()
    back = back_from(gateway, to_consent(somebody.browser, await somebody.connect_link()), person="ben")
    theirs = conversation_of(gateway, "web", attacker.name)
    with gateway.database.write() as connection:
        connection.execute(update(attempts).values(conversation_id=theirs))
        connection.execute(update(tickets).values(conversation_id=theirs))
    somebody.browser.get(back)
    assert attacker.live() == []


@pytest.mark.anyio
async def test_a_ticket_cannot_be_guessed_from_its_row(gateway, attacker):
    with gateway.database.read() as connection:
        digests = connection.execute(select(tickets.c.digest)).scalars().all()
    assert digests
    with gateway.browser() as browser:
        for digest in digests[-5:]:
            assert browser.get(f"/oauth/start?t={digest}").status_code == 404
    assert query_of(path_of(await attacker.connect_link()))["t"] not in digests


def principal(desk, gateway, visitor) -> str:
    return desk.people.conversation(conversation_of(gateway, "web", visitor.name)).principal_id
