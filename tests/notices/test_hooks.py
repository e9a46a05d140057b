"""Subscriptions: made where plan and scopes allow, looked after, made anew, and ended with the link."""

import time

from sqlalchemy import func, select

from parley.accounts.revocations import KEEP_TRYING
from parley.db.tables import revocations, subscriptions
from parley.notices.parts import Ears, make_newsdesk

PREFIX = "https://bot.invalid/webhooks/calendly/"


def tend(newsdesk) -> list[str]:
    due = newsdesk.hooks.due()
    for grant_id in due:
        newsdesk.hooks.tend(grant_id)
    return due


def state_of(desk, grant) -> str:
    with desk.database.read() as connection:
        query = select(subscriptions.c.state).where(subscriptions.c.grant_id == grant.id)
        return connection.execute(query).scalar_one()


def test_an_account_whose_plan_and_scopes_allow_it_gets_one(desk, newsdesk, link, outsider):
    grant = link()
    assert tend(newsdesk) == [grant.id]
    (hook,) = outsider.hooks()
    assert hook["callback_url"].startswith(PREFIX)
    assert newsdesk.hooks.named(hook["callback_url"].removeprefix(PREFIX)).grant_id == grant.id
    assert newsdesk.hooks.tells_of(grant.id)
    assert tend(newsdesk) == []


def test_the_same_account_in_two_chats_has_one_for_each(newsdesk, link, outsider):
    link("one")
    link("two")
    tend(newsdesk)
    assert len({hook["callback_url"] for hook in outsider.hooks()}) == 2


def test_a_free_plan_has_none_and_is_asked_again_after_a_day(desk, newsdesk, link, clock):
    grant = link("ben", "ben")
    tend(newsdesk)
    assert state_of(desk, grant) == "refused"
    assert not newsdesk.hooks.tells_of(grant.id)
    assert tend(newsdesk) == []
    clock.pass_(days=1, minutes=1)
    assert tend(newsdesk) == [grant.id]


def test_nobody_is_subscribed_who_did_not_allow_it(newsdesk, link, outsider):
    link(hooks=False)
    assert tend(newsdesk) == []
    assert outsider.hooks() == []


def test_where_calendly_cannot_reach_us_nothing_is_asked_of_it(desk, link, clock, outsider):
    deaf = make_newsdesk(desk.database, desk.vault, desk.accounts, clock, Ears())
    link()
    assert tend(deaf) == []
    assert outsider.hooks() == []


def test_one_that_is_gone_is_made_anew_at_a_new_address(newsdesk, link, outsider, clock):
    grant = link()
    tend(newsdesk)
    (before,) = outsider.hooks()
    outsider.api.delete(before["uri"])
    clock.pass_(hours=2)
    tend(newsdesk)
    (after,) = outsider.hooks()
    assert after["callback_url"] != before["callback_url"]
    assert newsdesk.hooks.named(before["callback_url"].removeprefix(PREFIX)) is None
    assert newsdesk.hooks.named(after["callback_url"].removeprefix(PREFIX)).generation == 2
    assert newsdesk.hooks.tells_of(grant.id)


def test_one_that_calendly_disabled_is_ended_and_made_anew(newsdesk, link, outsider, clock):
    link()
    tend(newsdesk)
    outsider.books()
    wait_for(lambda: outsider.hooks()[0]["retry_started_at"])
    clock.pass_(days=1, minutes=1)
    wait_for(lambda: outsider.hooks()[0]["state"] == "disabled")
    tend(newsdesk)
    (after,) = outsider.hooks()
    assert after["state"] == "active"


def test_after_a_restart_every_one_is_looked_after(newsdesk, link):
    grant = link()
    tend(newsdesk)
    newsdesk.hooks.look_after_all()
    assert newsdesk.hooks.due() == [grant.id]


def test_one_whose_answer_was_lost_is_found_and_kept(desk, newsdesk, link, outsider, calendly, clock):
    grant = link()
    calendly.arm({"kind": "commit_then_500", "paths": ["/webhook_subscriptions"]})
    tend(newsdesk)
    assert not newsdesk.hooks.tells_of(grant.id)
    clock.pass_(minutes=3)
    tend(newsdesk)
    (hook,) = outsider.hooks()
    assert newsdesk.hooks.named(hook["callback_url"].removeprefix(PREFIX)).uri == hook["uri"]


def test_while_calendly_is_away_it_is_tried_again_with_growing_pauses(newsdesk, link, calendly, clock):
    grant = link()
    calendly.switch(status=503, paths=["/webhook_subscriptions"])
    tend(newsdesk)
    assert newsdesk.hooks.due() == []
    clock.pass_(minutes=1, seconds=1)
    assert tend(newsdesk) == [grant.id]
    clock.pass_(minutes=1, seconds=1)
    assert newsdesk.hooks.due() == []
    calendly.well()
    clock.pass_(minutes=1)
    tend(newsdesk)
    assert newsdesk.hooks.tells_of(grant.id)


def test_one_that_leads_here_and_that_nobody_knows_is_ended(newsdesk, link, outsider):
    me = outsider.api.get("/users/me").json()["resource"]
    body = {"url": f"{PREFIX}forgotten", "events": ["invitee.created"], "scope": "user", "user": me["uri"]}
    outsider.api.post("/webhook_subscriptions", json={**body, "organization": me["current_organization"]})
    elsewhere = {**body, "url": "https://else.invalid/hook"}
    outsider.api.post("/webhook_subscriptions", json={**elsewhere, "organization": me["current_organization"]})
    link()
    tend(newsdesk)
    urls = {hook["callback_url"] for hook in outsider.hooks()}
    assert f"{PREFIX}forgotten" not in urls
    assert "https://else.invalid/hook" in urls
    assert len(urls) == 2


def test_unlinking_ends_it_at_calendly(desk, newsdesk, link, outsider):
    link()
    tend(newsdesk)
    assert desk.unlinking.unlink_all(desk.meet("ana").id).revoked
    assert outsider.hooks() == []
    assert rows(desk, subscriptions) == rows(desk, revocations) == 0


def test_unlinking_while_calendly_is_away_ends_it_later(desk, newsdesk, link, outsider, calendly, clock):
    link()
    tend(newsdesk)
    calendly.switch(status=503, paths=["/oauth/token", "/webhook_subscriptions", "/oauth/revoke"])
    assert not desk.unlinking.unlink_all(desk.meet("ana").id).revoked
    calendly.well()
    assert len(outsider.hooks()) == 1
    clock.pass_(minutes=2)
    for revocation in desk.revocations.due():
        assert desk.revocations.carry_out(revocation)
    assert outsider.hooks() == []


def test_an_unlinking_that_is_given_up_leaves_it_to_end_by_itself(desk, newsdesk, link, outsider, calendly, clock):
    link()
    tend(newsdesk)
    calendly.switch(status=503, paths=["/oauth/token"])
    desk.unlinking.unlink_all(desk.meet("ana").id)
    clock.pass_(seconds=KEEP_TRYING.total_seconds() + 1)
    assert desk.revocations.give_up() == 1
    # Its address is known no more, so that whatever it tells is refused until Calendly disables it.
    assert rows(desk, subscriptions) == 0


def test_linking_anew_leaves_just_one(desk, newsdesk, link, outsider):
    link()
    tend(newsdesk)
    grant = link()
    tend(newsdesk)
    for revocation in desk.revocations.due():
        desk.revocations.carry_out(revocation)
    (hook,) = outsider.hooks()
    assert newsdesk.hooks.named(hook["callback_url"].removeprefix(PREFIX)).grant_id == grant.id


def rows(desk, table) -> int:
    with desk.database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def wait_for(condition, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
