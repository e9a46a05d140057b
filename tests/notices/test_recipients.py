"""Who hears of a change, and who does not."""

import pytest

from parley.calendly.scopes import READ_EVENTS
from parley.notices.happened import Happened, Kind
from parley.notices.recipients import Recipients
from parley.notices.watched import Watch
from parley.visits.ledger import Ledger, Visitor

KEY = "k" * 24


@pytest.fixture
def ledger(desk, clock):
    """Visitors' bookings."""
    return Ledger(desk.database, desk.vault, clock)


@pytest.fixture
def watch(desk):
    """The watched accounts."""
    return Watch(desk.database)


@pytest.fixture
def who(desk, ledger, watch):
    """Give a function that returns the conversation that hears of a change by a grant."""
    recipients = Recipients(desk.people, desk.access.footprints, ledger, watch)

    def who(happened, grant):
        to = recipients.of(happened, watch.one(grant.id))
        return to.conversation_id if to else None

    return who


def invitee(grant, event="E1", name="I1") -> str:
    base = grant.owner.uri.rsplit("/users/", 1)[0]
    return f"{base}/scheduled_events/{event}/invitees/{name}"


@pytest.fixture
def house(desk):
    """The house account, linked by the operator."""
    conversation = desk.house.conversation()
    desk.connect(conversation, live=False, scopes=READ_EVENTS)
    desk.connecting.agree(conversation)
    return desk.grants.of(conversation.principal_id)


@pytest.fixture
def visitor(desk, ledger, house, clock):
    """Somebody who booked with the house."""
    conversation = desk.meet("visitor")
    person = Visitor(conversation.principal_id, conversation.id)
    noted, _ = ledger.begin(person, house.owner.uri, "type", clock(), KEY, "lena@example.org")
    ledger.made(noted, invitee(house).partition("/invitees/")[0], invitee(house))
    return conversation


@pytest.mark.parametrize("kind", Kind)
def test_the_owner_hears_of_whatever_others_do(desk, link, who, kind):
    grant = link("ana")
    assert who(Happened(kind, invitee(grant), mark="m"), grant) == desk.meet("ana").id


@pytest.mark.parametrize(
    ("happened", "thing"),
    [
        ({"kind": Kind.BOOKED, "key": KEY}, KEY),
        ({"kind": Kind.CANCELED, "by_host": True}, "E1"),
        ({"kind": Kind.NO_SHOW, "mark": "https://x/invitee_no_shows/M"}, "invitee"),
        ({"kind": Kind.NO_SHOW_UNDONE, "mark": "https://x/invitee_no_shows/M"}, "M"),
    ],
)
def test_nobody_hears_of_what_they_did_in_a_chat_whichever_of_theirs(desk, link, who, happened, thing):
    grant, other = link("here"), link("there")
    noted = invitee(grant) if thing == "invitee" else thing
    desk.access.footprints.note(grant.principal_id, grant.owner.uri, noted)
    assert who(Happened(invitee=invitee(grant), **happened), grant) is None
    assert who(Happened(invitee=invitee(grant), **happened), other) is None


def test_a_key_that_somebody_made_up_hides_nothing(desk, link, who):
    grant = link("ana")
    assert who(Happened(Kind.BOOKED, invitee(grant), key="made-up"), grant)


def test_an_invitee_who_cancels_is_heard_of_even_when_the_chat_had_tried_to(desk, link, who):
    grant = link("ana")
    desk.access.footprints.note(grant.principal_id, grant.owner.uri, "E1")
    assert who(Happened(Kind.CANCELED, invitee(grant)), grant)


def test_what_was_booked_in_one_chat_is_heard_of_there_and_not_in_the_others(desk, link, who):
    grant, other = link("here"), link("there")
    desk.access.footprints.note(grant.principal_id, grant.owner.uri, KEY)
    canceled = Happened(Kind.CANCELED, invitee(grant), key=KEY)
    assert who(canceled, grant) == desk.meet("here").id
    assert who(canceled, other) is None


def test_once_that_chat_has_unlinked_the_others_hear_of_it(desk, link, who):
    grant, other = link("here"), link("there")
    desk.access.footprints.note(grant.principal_id, grant.owner.uri, KEY)
    desk.unlinking.unlink_all(desk.meet("here").id)
    assert who(Happened(Kind.CANCELED, invitee(grant), key=KEY), other) == desk.meet("there").id


@pytest.mark.parametrize("kind", [Kind.CANCELED, Kind.MOVED])
def test_a_visitor_hears_when_the_host_cancels_or_moves_their_booking(house, visitor, who, kind):
    moved = {"invitee": invitee(house, "E2", "I2"), "before": invitee(house)}
    values = moved if kind is Kind.MOVED else {"invitee": invitee(house)}
    assert who(Happened(kind, by_host=True, **values), house) == visitor.id


def test_a_visitor_is_found_by_the_key_too(house, visitor, who):
    assert who(Happened(Kind.CANCELED, invitee(house, "E9", "I9"), key=KEY, by_host=True), house) == visitor.id


@pytest.mark.parametrize(
    "happened",
    [
        {"kind": Kind.BOOKED},
        {"kind": Kind.CANCELED},
        {"kind": Kind.MOVED},
        {"kind": Kind.NO_SHOW, "by_host": True},
        {"kind": Kind.NO_SHOW_UNDONE, "by_host": True},
    ],
)
def test_a_visitor_hears_of_nothing_else(house, visitor, who, happened):
    assert who(Happened(invitee=invitee(house), **happened), house) is None


def test_what_visitors_did_in_the_chat_is_no_news_to_them(desk, house, visitor, who):
    desk.access.footprints.note(house.principal_id, house.owner.uri, "E1")
    assert who(Happened(Kind.CANCELED, invitee(house), by_host=True), house) is None


def test_other_peoples_bookings_with_the_house_are_nobodys_news(house, visitor, who):
    assert who(Happened(Kind.CANCELED, invitee(house, "E7", "I7"), key="other", by_host=True), house) is None


def test_the_operator_hears_in_a_chat_of_their_own_what_visitors_do(desk, house, visitor, link, who):
    grant = link("operator")
    desk.access.footprints.note(house.principal_id, house.owner.uri, KEY)
    desk.access.footprints.note(house.principal_id, house.owner.uri, "E1")
    operator = desk.meet("operator").id
    assert who(Happened(Kind.BOOKED, invitee(house), key=KEY), grant) == operator
    assert who(Happened(Kind.CANCELED, invitee(house), key=KEY, by_host=True), grant) == operator
