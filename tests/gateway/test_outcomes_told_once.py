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
def it_is_done(sqlite_url, sender, operation, payload):
    """Give a function that records the news, and waits until they are told or need not be."""

    async def it_is_done():
        conversation = conversation_of(sqlite_url, sender)
        await news.record(name_of(sqlite_url), news.News(news_key(operation, 1), conversation.id, payload))
        assert await asyncio.to_thread(calm)

    return it_is_done


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
