"""What came of something that was said yes to is heard once: in the answer to the yes, or else as news."""

import asyncio
import uuid

import pytest

from parley.jobs import news
from parley.jobs.homes import name_of
from parley.jobs.operations import DONE
from parley.operations.telling import answer_key, news_key
from tests.gateway.test_rest_callbacks import conversation_of, say
from tests.support.gateway import ACME, WEBHOOK
from tests.support.jobs import calm


@pytest.fixture
def operation():
    """One that no other test knows: the jobs remember what they have told."""
    return uuid.uuid4().hex


@pytest.fixture
def payload(operation):
    """What the news of it say."""
    return f'{DONE}{{"operation": "{operation}"}}'


@pytest.fixture
def answers(operation):
    """Give a function that answers as the bot does that knows what came of it."""

    def answers(turn):
        text = "news" if (turn.get("payload") or "").startswith(DONE) else "booked"
        return [{"text": text, **({"about": answer_key(operation, 1)} if text == "booked" else {})}]

    return answers


@pytest.fixture
def it_is_news(sqlite_url, sender):
    """Give a function that records news, and waits until they are told or need not be."""

    async def it_is_news(key, payload):
        conversation = conversation_of(sqlite_url, sender)
        await news.record(name_of(sqlite_url), news.News(key, conversation.id, payload))
        assert await asyncio.to_thread(calm)

    return it_is_news


@pytest.fixture
def it_is_done(it_is_news, operation, payload):
    """Give a function that does so with what came of the operation, as of one of its attempts."""

    async def it_is_done(attempt=1):
        await it_is_news(news_key(operation, attempt), payload)

    return it_is_done


@pytest.fixture
def it_is_linked(it_is_news, operation):
    """Give a function that does so with a new account, which the operation had waited for."""

    async def it_is_linked():
        await it_is_news(news.key_of("sign-in", operation), news.LINKED)

    return it_is_linked


@pytest.fixture
def goes_on(operation):
    """Give a function that answers as the bot does where what waited for an account goes on at once."""

    def goes_on(turn):
        booked = {"text": "booked", "about": answer_key(operation, 1)}
        return [{"text": "linked"}, booked] if turn.get("payload") == news.LINKED else [{"text": "news"}]

    return goes_on


@pytest.mark.anyio
async def test_told_in_the_answer_it_is_no_news(in_process, rasa, sender, it_is_done, answers, payload):
    rasa.answer = answers
    async with in_process() as gateway:
        assert await say(gateway, sender, "yes") == ["booked"]
        await it_is_done()
        assert payload not in rasa.heard()


@pytest.mark.anyio
async def test_with_the_answer_lost_it_is_news(in_process, rasa, sender, it_is_done, answers):
    rasa.answer = answers
    async with in_process() as gateway:
        await it_is_done()
        rasa.answer = lambda turn: [{"text": "and now?"}]
        assert await say(gateway, sender, "hello?") == ["news", "and now?"]


@pytest.mark.anyio
async def test_told_as_news_it_is_not_told_again_when_the_yes_is_worked_once_more(
    in_process, rasa, sender, it_is_done, answers
):
    rasa.answer = answers
    async with in_process() as gateway:
        await it_is_done()
        assert await say(gateway, sender, "yes") == ["news"]


@pytest.mark.anyio
async def test_what_a_message_is_about_stays_with_the_gateway(in_process, rasa, sender, answers):
    rasa.answer = answers
    async with in_process() as gateway:
        headers = {"Authorization": f"Bearer {ACME}"}
        answer = await gateway.post(WEBHOOK, json={"sender": sender, "message": "yes"}, headers=headers)
        assert answer.json() == [{"recipient_id": sender, "text": "booked"}]


@pytest.mark.anyio
async def test_told_beside_other_news_it_is_no_news_of_its_own(
    in_process, rasa, sender, it_is_linked, it_is_done, goes_on, payload
):
    rasa.answer = goes_on
    async with in_process() as gateway:
        await it_is_linked()
        await it_is_done()
        assert payload not in rasa.heard()
        rasa.answer = lambda turn: [{"text": "and now?"}]
        assert await say(gateway, sender, "hello?") == ["linked", "booked", "and now?"]


@pytest.mark.anyio
async def test_told_as_news_it_is_left_out_of_other_news(in_process, rasa, sender, it_is_linked, it_is_done, goes_on):
    rasa.answer = goes_on
    async with in_process() as gateway:
        await it_is_done()
        await it_is_linked()
        rasa.answer = lambda turn: [{"text": "and now?"}]
        assert await say(gateway, sender, "hello?") == ["news", "linked", "and now?"]


@pytest.mark.anyio
async def test_news_of_an_attempt_that_was_begun_again_tell_what_came_of_the_later_one_and_that_is_told(
    in_process, rasa, sender, it_is_done, operation
):
    rasa.answer = lambda turn: [{"text": "booked", "about": answer_key(operation, 2)}]
    async with in_process() as gateway:
        await it_is_done(attempt=1)
        await it_is_done(attempt=2)
        rasa.answer = lambda turn: [{"text": "and now?"}]
        assert await say(gateway, sender, "hello?") == ["booked", "and now?"]


@pytest.mark.anyio
async def test_news_of_an_attempt_tell_nothing_of_a_later_one_that_an_answer_told(
    in_process, rasa, sender, it_is_done, operation
):
    rasa.answer = lambda turn: [{"text": "booked", "about": answer_key(operation, 2)}]
    async with in_process() as gateway:
        assert await say(gateway, sender, "try again") == ["booked"]
        await it_is_done(attempt=1)
        rasa.answer = lambda turn: [{"text": "and now?"}]
        assert await say(gateway, sender, "hello?") == ["and now?"]


@pytest.mark.anyio
async def test_whoever_asks_once_more_after_they_heard_it_is_answered(in_process, rasa, sender, it_is_done, answers):
    rasa.answer = answers
    async with in_process() as gateway:
        await it_is_done()
        rasa.answer = lambda turn: [{"text": "and now?"}]
        assert await say(gateway, sender, "hello?") == ["news", "and now?"]
        rasa.answer = answers
        assert await say(gateway, sender, "try again") == ["booked"]


@pytest.mark.anyio
async def test_a_yes_that_is_sent_again_after_the_news_were_heard_tells_nothing_more(
    in_process, rasa, sender, it_is_done, answers
):
    rasa.answer = answers
    async with in_process() as gateway:
        rasa.status = 500
        assert (await post(gateway, sender, "yes", "the-yes")).status_code == 503
        rasa.status = 200
        await it_is_done()
        rasa.answer = lambda turn: [{"text": "and now?"}]
        assert await say(gateway, sender, "hello?") == ["news", "and now?"]
        rasa.answer = answers
        assert (await post(gateway, sender, "yes", "the-yes")).json() == []


async def post(gateway, sender, message, message_id):
    """Send a message under an id of the client's."""
    body = {"sender": sender, "message": message, "message_id": message_id}
    return await gateway.post(WEBHOOK, json=body, headers={"Authorization": f"Bearer {ACME}"})
