"""What Calendly tells is recorded before it is acknowledged, and told once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import func, select

from parley.calendly.scopes import EVERYTHING
from parley.db.tables import notices
from parley.jobs.operations import DONE
from parley.notices.hooks import NEEDED
from tests.gateway.calendly.conftest import subscribe
from tests.gateway.calendly.deliveries import delivery, post
from tests.operations.conftest import Office
from tests.support.jobs import calm
from tests.support.serving import PATIENCE
from tests.support.waiting import until


def told(rasa, conversation, desk, count=1):
    """Wait until so many notices were told in a conversation, and return how many messages that took."""
    until(lambda: settled(desk, conversation) >= count)
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
    until(lambda: office.now(lost).outcome)
    assert calm(PATIENCE)
    heard = [turn["payload"] for turn in rasa.turns if turn["conversation"] == conversation.id]
    assert heard == [f'{DONE}{{"operation": "{lost.id}"}}']
    desk.unlinking.unlink_all(conversation.id)


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


def _folder(gateway):
    return Path(str(gateway.database.engine.url.database)).parent
