"""When what is heard is told: gathered, held back in quiet hours, left out where it is not wanted."""

from datetime import time, timedelta
from itertools import count

import pytest

from parley.notices.board import Addressee
from parley.notices.happened import Happened, Kind
from parley.notices.preferences import GROUPS, Wanted
from parley.notices.quiet import QuietHours

NIGHT = QuietHours(time(22), time(7))
ALL = frozenset(GROUPS)


@pytest.fixture
def ana(desk):
    """Ana's chat, on Berlin's clocks."""
    conversation = desk.meet("ana")
    desk.connect(conversation)
    return conversation


@pytest.fixture
def hear(newsdesk, desk, ana):
    """Give a function that puts a new notice on the board and returns its id."""
    number, grant_id = count(), desk.access.accounts(ana.id)[0].id

    def hear(kind=Kind.BOOKED):
        happened = Happened(kind, f"https://x/scheduled_events/E/invitees/{next(number)}")
        return newsdesk.board.put(Addressee(ana.principal_id, ana.id, grant_id), happened)

    return hear


@pytest.fixture
def told(newsdesk, ana):
    """Give a function that releases under a batch and returns the ids of what is told then, None for nothing."""

    def told(batch):
        if not newsdesk.notices.release(ana.id, batch):
            return None
        return [one.id for one in newsdesk.board.batch(batch, ana.principal_id)]

    return told


def test_one_piece_of_news_is_told_when_nothing_came_after_it(hear, told, clock):
    one = hear()
    assert told(one) is None
    clock.pass_(seconds=15)
    assert told(one) == [one]


def test_six_in_a_minute_are_told_in_one_message(hear, told, clock):
    heard = []
    for _ in range(6):
        heard.append(hear())
        clock.pass_(seconds=8)
        assert told(heard[-1]) is None
    clock.pass_(seconds=7)
    assert told(heard[0]) == heard
    assert told(heard[-1]) is None


def test_the_first_does_not_wait_for_ever_for_those_that_follow(hear, told, clock):
    first = hear()
    for _ in range(6):
        clock.pass_(seconds=10)
        last = hear()
    assert first in told(last)


def test_the_same_batch_again_is_the_same_news_also_when_more_came_meanwhile(hear, told, clock):
    one = hear()
    clock.pass_(seconds=20)
    assert told(one) == [one]
    hear()
    clock.pass_(seconds=20)
    assert told(one) == [one]


def test_what_was_told_is_told_no_more(newsdesk, hear, told, clock):
    one = hear()
    clock.pass_(seconds=20)
    told(one)
    newsdesk.board.settle_batch(one)
    assert told(one) is None
    clock.pass_(hours=1)
    assert newsdesk.notices.overdue() == []


def test_what_could_not_be_told_is_tried_again_under_another_name(newsdesk, hear, told, clock, ana):
    one = hear()
    clock.pass_(seconds=20)
    told(one)
    clock.pass_(minutes=5)
    assert newsdesk.notices.overdue() == []
    clock.pass_(minutes=6)
    assert newsdesk.notices.overdue() == [ana.id]
    assert told("another") == [one]


def test_the_same_change_heard_of_twice_is_one_notice(newsdesk, desk, ana):
    to = Addressee(ana.principal_id, ana.id, None)
    happened = Happened(Kind.BOOKED, "https://x/scheduled_events/E/invitees/I")
    assert newsdesk.board.put(to, happened)
    assert newsdesk.board.put(to, happened) is None


def test_a_kind_that_is_not_wanted_is_left_out(newsdesk, ana, hear, told, clock):
    newsdesk.preferences.keep(ana.principal_id, Wanted(off=frozenset({"bookings"})))
    booked, canceled = hear(), hear(Kind.CANCELED)
    clock.pass_(seconds=20)
    assert told(booked) == [canceled]


def test_where_nothing_is_wanted_nothing_is_told_and_nothing_comes_later(newsdesk, ana, hear, told, clock):
    newsdesk.preferences.keep(ana.principal_id, Wanted(off=ALL))
    one = hear()
    clock.pass_(seconds=20)
    assert told(one) is None
    newsdesk.preferences.keep(ana.principal_id, Wanted())
    clock.pass_(minutes=5)
    assert newsdesk.notices.overdue() == []


def test_the_night_is_quiet_and_the_morning_tells_all_of_it_together(newsdesk, ana, hear, told, clock):
    newsdesk.preferences.keep(ana.principal_id, Wanted(quiet=NIGHT))
    clock.pass_(hours=10)  # 23:00 in Berlin
    night = [hear()]
    clock.pass_(hours=3)
    night.append(hear(Kind.CANCELED))
    clock.pass_(minutes=5)
    assert told(night[0]) is None
    assert told("at night") is None
    clock.pass_(hours=4, minutes=54)  # 06:59
    assert told("just before seven") is None
    clock.pass_(minutes=1)
    assert newsdesk.notices.overdue() == [ana.id]
    assert told("at seven") == night


def test_whoever_moves_is_quiet_on_the_new_clocks(newsdesk, desk, ana, hear, told, clock):
    newsdesk.preferences.keep(ana.principal_id, Wanted(quiet=NIGHT))
    clock.pass_(hours=10)  # 23:00 in Berlin, 17:00 in New York
    one = hear()
    clock.pass_(seconds=20)
    assert told(one) is None
    desk.people.prefer(ana.principal_id, chosen_zone="America/New_York")
    assert told(one) == [one]


def test_a_pause_holds_back_until_it_is_over(newsdesk, ana, hear, told, clock):
    newsdesk.preferences.keep(ana.principal_id, Wanted(paused_until=clock() + timedelta(hours=2)))
    one = hear()
    clock.pass_(hours=1, minutes=59)
    assert told(one) is None
    clock.pass_(minutes=1)
    assert told(one) == [one]


def test_quiet_that_is_ended_lets_out_what_it_held(newsdesk, ana, hear, told, clock):
    newsdesk.preferences.keep(ana.principal_id, Wanted(quiet=NIGHT))
    clock.pass_(hours=10)
    one = hear()
    clock.pass_(minutes=2)
    assert told(one) is None
    newsdesk.preferences.keep(ana.principal_id, Wanted())
    assert newsdesk.notices.overdue() == [ana.id]
    assert told("anew") == [one]


def test_news_that_are_days_old_are_told_no_more_and_forgotten_after_weeks(newsdesk, hear, told, clock):
    one = hear()
    clock.pass_(days=3, minutes=1)
    newsdesk.board.sweep()
    assert told(one) is None
    clock.pass_(days=30)
    assert newsdesk.board.sweep() == 1


def test_what_is_being_told_at_this_moment_is_not_told_another_way(hear, told, newsdesk, ana, clock):
    one = hear()
    clock.pass_(minutes=1)
    assert told("first") == [one]
    clock.pass_(minutes=9)
    newsdesk.board.touch("first")
    clock.pass_(minutes=9)
    assert told("second") is None
    clock.pass_(minutes=2)
    assert told("second") == [one]
