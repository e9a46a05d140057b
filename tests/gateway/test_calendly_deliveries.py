"""What Calendly tells is believed with its signature alone, recorded before it is acknowledged, and told once."""

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from dbos import DBOS
from sqlalchemy import func, select

from parley.calendly.scopes import EVERYTHING, READ_EVENTS
from parley.calendly.signatures import HEADER
from parley.db.tables import notices
from parley.jobs import calendars
from parley.jobs.operations import DONE
from parley.notices.hooks import NEEDED
from parley.notices.parts import PATH, Ears, make_newsdesk
from parley.sandbox.webhooks.signature import sign
from tests.operations.conftest import Office
from tests.support.desk import make_desk
from tests.support.gateway import KEY, serving_gateway
from tests.support.jobs import calm
from tests.support.outsider import Outsider
from tests.support.stores import copied

SIGNING = "parley-sandbox-signing-key"
GATHER = 0.5
PATIENCE = 20.0


class TickingClock:
    """The tests' clock, going on from where it stands."""

    def __init__(self, stands):
        self._stands = stands
        self.begin()

    def begin(self):
        """Begin where the other clock stands."""
        self._begun = time.monotonic()

    def __call__(self):
        return self._stands() + timedelta(seconds=time.monotonic() - self._begun)


@pytest.fixture(scope="module")
def _ticking(_world_clock):
    return TickingClock(_world_clock)


@pytest.fixture(scope="module")
def _hearing(_rasa, _served_sandbox, _migrated, tmp_path_factory, _ticking):
    folder = tmp_path_factory.mktemp("hearing")
    more = {"calendly_webhook_key": f"an-older-key,{SIGNING}", "gather_seconds": GATHER}
    with serving_gateway(_rasa, _served_sandbox, copied(_migrated, folder), folder, _ticking, **more) as gateway:
        yield gateway


@pytest.fixture
def gateway(_hearing, rasa, calendly, _ticking):
    """A gateway that Calendly can reach."""
    _ticking.begin()
    yield _hearing
    rasa.reset()
    calm()


@pytest.fixture
def desk(gateway, calendly, clock):
    """The account services on the gateway's database."""
    return make_desk(gateway.database, calendly, clock, (KEY,))


@pytest.fixture
def newsdesk(desk, gateway, clock):
    """The newsdesk as the gateway has it."""
    ears = Ears(f"{gateway.url}{PATH}", timedelta(minutes=5), timedelta(seconds=GATHER))
    return make_newsdesk(desk.database, desk.vault, desk.accounts, clock, ears)


@pytest.fixture
def outsider(calendly):
    """Somebody who books with Ana."""
    outsider = Outsider(calendly.url)
    yield outsider
    outsider.close()


@pytest.fixture
def ana(desk, newsdesk, sender):
    """The chat of somebody who linked Ana's account and is subscribed."""
    conversation = subscribed(desk, newsdesk, sender)
    yield conversation
    desk.unlinking.unlink_all(conversation.id)


def subscribed(desk, newsdesk, sender):
    conversation = desk.meet(f"acme:{sender}", channel="rest")
    desk.connect(conversation, scopes=READ_EVENTS | NEEDED)
    subscribe(newsdesk)
    return conversation


def subscribe(newsdesk):
    for grant_id in newsdesk.hooks.due():
        newsdesk.hooks.tend(grant_id)


def told(rasa, conversation, desk, count=1):
    """Wait until so many notices were told in a conversation, and return how many messages that took."""
    wait_for(lambda: settled(desk, conversation) >= count)
    assert calm(PATIENCE)
    return [turn["payload"] for turn in rasa.turns if turn["conversation"] == conversation.id]


def settled(desk, conversation) -> int:
    query = select(func.count()).where(notices.c.conversation_id == conversation.id, notices.c.settled_at.is_not(None))
    with desk.database.read() as connection:
        return connection.execute(query).scalar_one()


def kinds(desk, conversation) -> list[str]:
    query = select(notices.c.kind).where(notices.c.conversation_id == conversation.id).order_by(notices.c.heard_at)
    with desk.database.read() as connection:
        return list(connection.execute(query).scalars())


def wait_for(condition, seconds: float = PATIENCE):
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
    return found


def delivery(outsider, who, event="invitee.created", **changes) -> bytes:
    """A delivery about an invitee, as Calendly would write it."""
    now = outsider.now(who)
    scheduled = outsider.api.get("/scheduled_events/" + who["event"].rsplit("/", 1)[-1]).json()["resource"]
    payload = {**now, "scheduled_event": scheduled, **changes}
    told = {"event": event, "created_at": "2026-11-18T12:00:00.000000Z", "created_by": outsider.owner}
    return json.dumps({**told, "payload": payload}).encode()


def post(gateway, hook_id: str, body: bytes, clock, *, key=SIGNING, ago=0, header=True) -> int:
    moment = int(clock().timestamp()) - ago
    headers = {HEADER: sign(key, moment, body)} if header else {}
    return requests.post(f"{gateway.url}{PATH}/{hook_id}", data=body, headers=headers, timeout=10).status_code


@pytest.fixture
def hook_id(ana, outsider):
    """The last part of the address of Ana's subscription."""
    return outsider.hooks()[-1]["callback_url"].rsplit("/", 1)[-1]


def test_a_booking_by_somebody_outside_is_told_in_the_chat(rasa, desk, ana, outsider):
    outsider.books()
    (payload,) = told(rasa, ana, desk)
    assert payload.startswith('/EXTERNAL_event_changed{"notice": "')
    assert kinds(desk, ana) == ["booked"]


def test_a_move_by_the_invitee_is_one_piece_of_news(rasa, desk, ana, outsider):
    who = outsider.books()
    told(rasa, ana, desk)
    outsider.moves(who)
    told(rasa, ana, desk, count=2)
    assert kinds(desk, ana) == ["booked", "moved"]


def test_nothing_that_is_repeated_is_told_twice(gateway, rasa, desk, ana, outsider, hook_id, clock):
    who = outsider.books()
    told(rasa, ana, desk)
    body = delivery(outsider, who)
    assert [post(gateway, hook_id, body, clock) for _ in range(3)] == [204] * 3
    assert calm(PATIENCE)
    assert len(told(rasa, ana, desk)) == 1


def test_a_cancelling_that_comes_before_its_booking_is_told_alone(gateway, rasa, desk, ana, outsider, hook_id, clock):
    who = outsider.books()
    outsider.cancels(who)
    created, canceled = delivery(outsider, who, status="active", cancellation=None), delivery(outsider, who)
    canceled = canceled.replace(b'"invitee.created"', b'"invitee.canceled"')
    assert post(gateway, hook_id, canceled, clock) == post(gateway, hook_id, created, clock) == 204
    told(rasa, ana, desk, count=2)
    # What is booked no more the action leaves out: it asks Calendly first.
    assert sorted(kinds(desk, ana)) == ["booked", "canceled"]


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"header": False}, 401),
        ({"key": "somebody-else's-key"}, 401),
        ({"key": ""}, 401),
        ({"ago": 240}, 401),
        ({"ago": -240}, 401),
        ({"ago": 120}, 204),
        ({"key": "an-older-key"}, 204),
    ],
)
def test_what_is_not_signed_by_calendly_just_now_is_refused(gateway, outsider, hook_id, ana, clock, more, status):
    body = delivery(outsider, outsider.books())
    assert post(gateway, hook_id, body, clock, **more) == status


def test_a_signature_is_good_for_its_own_body_only(gateway, outsider, hook_id, clock):
    body = delivery(outsider, outsider.books())
    header = {HEADER: sign(SIGNING, int(clock().timestamp()), body)}
    url = f"{gateway.url}{PATH}/{hook_id}"
    assert requests.post(url, data=body + b" ", headers=header, timeout=10).status_code == 401


def test_an_address_that_nobody_was_given_is_not_found(gateway, outsider, clock):
    body = delivery(outsider, outsider.books())
    assert post(gateway, "nobody-was-given-this", body, clock) == 404
    assert requests.get(f"{gateway.url}{PATH}/nobody-was-given-this", timeout=10).status_code in (404, 405)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"event": 1}', b"\xff\xfe", b'{"event": "invitee.created"}', b"[" * 100_000]
)
def test_what_is_no_delivery_is_refused_though_it_is_signed(gateway, hook_id, clock, body):
    assert post(gateway, hook_id, body, clock) == 400


def test_a_delivery_without_an_invitee_is_refused(gateway, hook_id, clock):
    told = {
        "event": "invitee.created",
        "created_at": "2026-11-18T12:00:00Z",
        "created_by": "x",
        "payload": {"uri": "y"},
    }
    assert post(gateway, hook_id, json.dumps(told).encode(), clock) == 400


def test_an_event_that_was_not_asked_for_is_acknowledged_and_left(gateway, hook_id, clock):
    told = {"event": "contact.created", "created_at": "2026-11-18T12:00:00Z", "created_by": "x", "payload": {}}
    assert post(gateway, hook_id, json.dumps(told).encode(), clock) == 204


def test_what_is_too_large_is_refused(gateway, hook_id, clock):
    assert post(gateway, hook_id, b'{"x": "' + b"a" * 300_000 + b'"}', clock) == 413


def test_a_booking_that_the_chat_still_looks_for_is_told_as_soon_as_calendly_tells_of_it(
    gateway, rasa, desk, newsdesk, outsider, calendly, clock, sender
):
    conversation = desk.meet(f"acme:{sender}", channel="rest")
    desk.connect(conversation, scopes=EVERYTHING | NEEDED)
    with ThreadPoolExecutor(4) as threads:
        office = Office(desk, clock, threads, conversation)
        calendly.arm({"kind": "commit_then_500", "paths": ["/invitees"]})
        lost = office.hand_in()
        assert not office.operator.carry_out(lost.id)
    subscribe(newsdesk)
    hook_id = outsider.hooks()[-1]["callback_url"].rsplit("/", 1)[-1]
    body = delivery(outsider, outsider.invitees(lost.request.draft.email)[-1])
    assert [post(gateway, hook_id, body, clock) for _ in range(2)] == [204] * 2
    wait_for(lambda: office.now(lost).outcome)
    assert calm(PATIENCE)
    heard = [turn["payload"] for turn in rasa.turns if turn["conversation"] == conversation.id]
    assert heard == [f'{DONE}{{"operation": "{lost.id}"}}']
    desk.unlinking.unlink_all(conversation.id)


def test_of_what_is_refused_nothing_is_logged_but_why(gateway, hook_id, outsider, clock, logs):
    body = delivery(outsider, outsider.books(email="private.person@example.org"))
    post(gateway, hook_id, body, clock, key="wrong")
    post(gateway, hook_id, body[:-20], clock)
    assert "bad signature" in logs.getvalue()
    assert "malformed" in logs.getvalue()
    assert "private.person" not in logs.getvalue()


def test_the_jobs_books_hold_no_name_and_no_address(gateway, rasa, desk, ana, outsider):
    outsider.books(name="Zacharias Unheard", email="zacharias@example.org")
    told(rasa, ana, desk)
    kept = b"".join(file.read_bytes() for file in _folder(gateway).glob("*.db*"))
    assert b"scheduled_events" in kept
    assert b"acharias" not in kept


def test_what_the_person_does_in_the_chat_is_no_news(rasa, desk, ana, outsider):
    who = outsider.books()
    told(rasa, ana, desk)
    desk.access.footprints.note(ana.principal_id, outsider.owner, who["event"].rsplit("/", 1)[-1])
    outsider.host_cancels(who)
    outsider.books(place=1)
    told(rasa, ana, desk, count=2)
    assert kinds(desk, ana) == ["booked", "booked"]


def test_unlinking_ends_the_subscription_and_what_comes_after_is_refused(gateway, desk, ana, outsider, hook_id, clock):
    body = delivery(outsider, outsider.books())
    desk.unlinking.unlink_all(ana.id)
    assert outsider.hooks() == []
    assert post(gateway, hook_id, body, clock) == 404


@pytest.mark.anyio
async def test_the_chore_subscribes_whoever_has_linked(desk, newsdesk, outsider, sender, clock):
    conversation = desk.meet(f"acme:{sender}", channel="rest")
    grant = desk.connect(conversation, scopes=READ_EVENTS | NEEDED).grant
    handle = await DBOS.start_workflow_async(calendars.subscribe, clock(), None)
    await handle.get_result(polling_interval_sec=0.05)
    await asyncio.to_thread(wait_for, lambda: newsdesk.hooks.tells_of(grant.id))
    assert len(outsider.hooks()) == 1
    desk.unlinking.unlink_all(conversation.id)


@pytest.mark.anyio
async def test_a_round_asks_for_nothing_that_an_earlier_one_still_has_under_way(desk, sender, clock, monkeypatch):
    conversation = desk.meet(f"acme:{sender}", channel="rest")
    grant_id, go_on = desk.connect(conversation, scopes=READ_EVENTS | NEEDED).grant.id, asyncio.Event()

    async def tend(*_):
        await go_on.wait()

    monkeypatch.setattr(calendars, "_tend", tend)
    for seconds in (0, 20, 40):
        at = clock() + timedelta(seconds=seconds)
        await (await DBOS.start_workflow_async(calendars.subscribe, at, None)).get_result(polling_interval_sec=0.05)
    waiting = await DBOS.list_workflows_async(name="tend", status=["ENQUEUED", "PENDING"])
    assert [one.input["args"][1] for one in waiting].count(grant_id) == 1
    go_on.set()
    desk.unlinking.unlink_all(conversation.id)


def _folder(gateway):
    return Path(str(gateway.database.engine.url.database)).parent
