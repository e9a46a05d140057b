"""Telling what changed: as it is now, to whom it concerns, several together."""

import pytest
from sqlalchemy.exc import OperationalError

from parley.calendly.scopes import READ_EVENTS
from parley.notices.board import Addressee
from parley.notices.happened import Happened, Kind
from tests.support.actions import call

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")
BATCH = "b" * 32


@pytest.fixture
def put(server, desk, ana, clock):
    """Give a function that puts a notice on the board, to be told with the others."""
    board, person = server.services.newsdesk.board, desk.people.conversation(ana).principal_id
    grant_id = desk.access.accounts(ana)[0].id

    def put(kind, who, before=None, mark=None):
        happened = Happened(kind, who["uri"], before and before["uri"], mark)
        notice_id = board.put(Addressee(person, ana, grant_id), happened)
        board.bind(BATCH, [notice_id])
        clock.pass_(seconds=1)
        return notice_id

    return put


@pytest.fixture
def tell(server, ana):
    """Give a function that tells what is on the board."""
    return lambda conversation=ana, batch=BATCH: server.run(
        "action_tell_changes", conversation, "EXTERNAL_event_changed", entities={"notice": batch}
    )


def waits(server, desk, ana) -> int:
    return len(server.services.newsdesk.board.batch(BATCH, desk.people.conversation(ana).principal_id))


def test_a_booking_is_told_with_who_what_and_when(put, tell, outsider):
    who = outsider.books()
    put(Kind.BOOKED, who)
    said = tell()
    assert said.names == ["utter_notice_booked"]
    assert (said.last["who"], said.last["title"]) == ("Lena Brandt", "Intro Call")
    assert "CET" in said.last["when"]
    assert said.slots["focus_event"] == said.last["event"] == who["event"].rsplit("/", 1)[-1]


@pytest.mark.parametrize(
    ("by_host", "response"), [(False, "utter_notice_canceled"), (True, "utter_notice_canceled_by_host")]
)
def test_a_cancelling_is_told_with_its_reason(put, tell, outsider, by_host, response):
    who = outsider.books()
    (outsider.host_cancels if by_host else outsider.cancels)(who, "I caught a cold")
    put(Kind.CANCELED, who)
    said = tell()
    assert said.names == [response]
    assert "I caught a cold" in said.last["reason"]


def test_a_cancelling_without_a_reason_names_none(put, tell, outsider):
    who = outsider.books()
    outsider.cancels(who)
    put(Kind.CANCELED, who)
    assert tell().last["reason"] == ""


def test_a_move_is_told_with_both_times(put, tell, outsider):
    old = outsider.books()
    new = outsider.moves(old)
    put(Kind.MOVED, new, before=old)
    said = tell()
    assert said.names == ["utter_notice_moved"]
    assert said.last["before"] != said.last["when"]
    assert all("CET" in said.last[name] for name in ("before", "when"))


def test_several_are_told_together_each_in_a_line(put, tell, outsider):
    first, second = outsider.books(), outsider.books(place=1, email="kim@example.org", name="Kim Lee")
    put(Kind.BOOKED, first)
    put(Kind.BOOKED, second)
    said = tell()
    assert said.names == ["utter_notices_booked"]
    assert said.last["count"] == 2
    assert [line.split(" (")[0] for line in said.last["events"].splitlines()] == [
        "• booked: Intro Call with Lena Brandt",
        "• booked: Intro Call with Kim Lee",
    ]
    assert [one["id"] for one in said.slots["shown_events"]]


def test_of_very_many_the_first_are_told_and_the_others_counted(put, tell, outsider):
    for number in range(12):  # Booked from the first opening on, which is then the next one.
        put(Kind.BOOKED, outsider.books("Product Demo" if number > 6 else "Intro Call", email=f"a{number}@example.org"))
    said = tell()
    assert (said.names, said.last["count"]) == (["utter_notices"], 12)
    assert said.last["events"].splitlines()[-1] == "• and 2 more"


def test_what_is_over_already_is_left_out(server, desk, ana, put, tell, outsider):
    who = outsider.books()
    outsider.cancels(who)
    put(Kind.BOOKED, who)
    put(Kind.CANCELED, who)
    assert tell().names == ["utter_notice_canceled"]


def test_what_is_nothing_any_more_is_told_not_at_all_and_settled(server, desk, ana, put, tell, outsider):
    who = outsider.books()
    outsider.cancels(who)
    put(Kind.BOOKED, who)
    assert tell().names == []
    assert waits(server, desk, ana) == 0


@pytest.mark.parametrize("status", [503, 429, 401])
def test_while_calendly_is_away_nothing_is_said_and_all_of_it_waits(
    status, server, ana, put, tell, outsider, calendly, clock
):
    put(Kind.BOOKED, outsider.books())
    calendly.switch(status=status, paths=["/scheduled_events"])
    assert tell().names == []
    calendly.well()
    clock.pass_(minutes=11)
    board = server.services.newsdesk.board
    board.settle_batch(BATCH)  # Something else was said in this turn.
    (waiting,) = board.waiting(ana)
    board.bind("c" * 32, [waiting.id])
    assert tell(batch="c" * 32).names == ["utter_notice_booked"]


def test_what_the_database_cannot_tell_now_is_asked_for_again_rather_than_apologised_for(server, ana, monkeypatch):
    def locked(*_):
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    monkeypatch.setattr(server.services.newsdesk.board, "batch", locked)
    asked = call("action_tell_changes", ana, "EXTERNAL_event_changed", entities={"notice": BATCH})
    assert server.post(asked).status_code == 500


def test_nobody_hears_what_is_for_somebody_else(put, tell, outsider, noah, stranger):
    put(Kind.BOOKED, outsider.books())
    assert tell(noah).names == tell(stranger).names == []
    assert tell(batch="x" * 32).names == []


def test_nothing_is_told_of_an_account_that_was_unlinked(server, desk, ana, put, tell, outsider):
    put(Kind.BOOKED, outsider.books())
    desk.unlinking.unlink_all(ana)
    assert tell().names == []


def test_with_several_accounts_it_is_said_which_one(desk, ana, put, tell, outsider):
    desk.connect(desk.people.conversation(ana), "ben", scopes=READ_EVENTS)
    put(Kind.BOOKED, outsider.books())
    said = tell()
    assert said.names == ["utter_in_account", "utter_notice_booked"]
    assert said.slots["shown_account"] == desk.access.find(ana, "ana.keller@example.com")[0].id
