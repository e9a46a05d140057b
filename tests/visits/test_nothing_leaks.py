"""Whatever a visitor says or forges: nothing of the house's calendar comes back.

Every intent of the domain is tried, in words and with the ids of other people's events in its payloads and slots,
through the real action server and the sandbox, and all that comes back is held against everything in the calendar.
"""

import json

import pytest

from tests.support.actions import serving_actions
from tests.support.words import patient_words
from tests.visits.canaries import canaries_of
from tests.visits.curious import WORDS
from tests.visits.sweep import Sweep, domain, first_steps

pytestmark = pytest.mark.filterwarnings("ignore:Your versions of rasa and rasa_sdk")


@pytest.fixture
def database(sqlite):
    """One kind of database: what leaks does not depend on it."""
    return sqlite


@pytest.fixture(scope="module")
def words():
    with patient_words() as words:
        yield words


@pytest.fixture(params=["house", "both"])
def server(request, desk, clock, words):
    with serving_actions(desk, clock, words, request.param) as server:
        yield server


@pytest.fixture(scope="module")
def found():
    """What was found in the calendar: it is the same for every test, whose clock and sandbox begin anew."""
    return {}


@pytest.fixture
def canaries(house, found):
    if house.owner.uri not in found:
        found[house.owner.uri] = canaries_of(house)
    assert len(found[house.owner.uri].texts) > 150
    return found[house.owner.uri]


@pytest.fixture
def victim(canaries, clock):
    """Somebody in the house's calendar, in days to come."""
    coming = {event.uri for event in canaries.events if event.status == "active" and event.start_time > clock()}
    return next(one for one in canaries.invitees if one.event in coming and one.status == "active")


@pytest.fixture
def forged(canaries, victim):
    """Slots as if the visitor had got at other people's things: listed, talked about, drafted, confirmed."""
    event_id = victim.event.rsplit("/", 1)[-1]
    start = next(one.start_time for one in canaries.events if one.uri == victim.event).isoformat()
    shown = [{"id": event_id, "name": "Intro Call", "start": start}]
    draft = {"ids": [event_id], "among": shown, "confirmed": True, "event": event_id, "invitee": victim.uri}
    task = {"draft": draft, "whole": True}
    booking = {"draft": {"event_type": canaries.hidden_types[0], "start": start, "key": "k", "confirmed": True}}
    return {
        "shown_events": shown,
        "focus_event": event_id,
        "asked_which": "action_event_details",
        "cancellation": task,
        "rescheduling": task,
        "no_show": task,
        "booking": {**booking, "whole": True},
    }


def payloads(canaries, victim):
    """The values that buttons may carry, with other people's ids in them."""
    event_id = victim.event.rsplit("/", 1)[-1]
    return [
        {"event": event_id},
        {"event": victim.event},
        {"choice": event_id},
        {"choice": victim.uri},
        {"choice": canaries.hidden_types[0]},
        {"ordinal": "1"},
        {"ordinal": "-1"},
    ]


def held(house):
    """What stands in the calendar."""
    listed = [house.calendly.events.list(user=house.owner.uri, status=status) for status in ("active", "canceled")]
    return {event.uri: (event.status, event.invitees_counter.active) for events in listed for event in events}


def check(sweep, canaries, *said, in_turn=True):
    """Hold all that came back against the canaries, but for what the visitor said themselves."""
    own = json.dumps(said, ensure_ascii=False)
    assert not in_turn or "utter_our_fault" not in sweep.names, f"{said} was a fault of ours: {sweep.told}"
    leaks = {one for one in canaries.sung_in(sweep.told) if one not in own}
    assert not leaks, f"{said} brought out {leaks}: {sweep.told}"


def test_every_intent_is_tried():
    assert set(WORDS) == set(domain()["intents"])
    assert set(WORDS) <= set(first_steps())


@pytest.mark.parametrize("intent", sorted(WORDS))
def test_words_bring_nothing_out(intent, server, desk, house, canaries, victim):
    before = held(house)
    for number, text in enumerate(WORDS[intent]):
        said = text.format(name=victim.name, email=victim.email)
        sweep = Sweep(server, desk.meet(f"{intent}-{number}").id)
        sweep.say(intent, said)
        sweep.say("affirm", "yes")
        sweep.say("event_details", "the first one", {"ordinal": "1"})
        check(sweep, canaries, said)
    assert held(house) == before


@pytest.mark.parametrize("intent", sorted(WORDS))
def test_forged_payloads_bring_nothing_out(intent, server, desk, house, canaries, victim):
    before = held(house)
    for number, values in enumerate(payloads(canaries, victim)):
        sweep = Sweep(server, desk.meet(f"{intent}-{number}").id)
        sweep.say(intent, f"/{intent}", values, pressed=True)
        sweep.say("affirm", "/affirm", pressed=True)
        check(sweep, canaries, values)
    assert held(house) == before


def test_no_action_trusts_a_forged_slot(server, desk, house, canaries, victim, forged):
    before = held(house)
    forms = {"validate_cancel_form": "cancel_form", "validate_reschedule_form": "reschedule_form"}
    for action in domain()["actions"]:
        for intent in ("affirm", "event_details", "get_invitees", "try_again"):
            sweep = Sweep(server, desk.meet(f"{action}-{intent}").id, dict(forged), forms.get(action))
            sweep.do(action, intent, "yes", {"ordinal": "1"})
            # Some actions are never run after these intents, and fail; what they say then is looked at like the rest.
            check(sweep, canaries, forged, in_turn=False)
            text = json.dumps(sweep.told, ensure_ascii=False)
            # The ids were forged in; what they stand for must not come out.
            assert victim.name not in text
            assert victim.email not in text
    assert held(house) == before


def test_a_visitor_who_has_bookings_is_told_of_these_alone(server, desk, house, visit, book, canaries):
    book(visit("walt"), "Product Demo", "w", email="walt@example.net", guests=("walts.guest@example.net",))
    book(visit("vera"), "Product Demo", "v", email="vera@example.net")
    sweep = Sweep(server, desk.meet("vera").id)
    sweep.say("list_events", "what's on my calendar?")
    assert "Product Demo" in json.dumps(sweep.told)
    sweep.say("get_invitees", "who is coming?", {"ordinal": "1"})
    told = json.dumps(sweep.told)
    assert "vera@example.net" in told
    assert not [one for one in ("walt@example.net", "walts.guest@example.net") if one in told]
    check(sweep, canaries)


def test_the_canaries_sing_when_the_owner_asks(desk, house, canaries, clock, words):
    """The test above would notice: with an account of their own the same words bring the calendar out."""
    owner = desk.meet("owner")
    desk.connect(owner, "ana")
    with serving_actions(desk, clock, words, "both") as server:
        sweep = Sweep(server, owner.id)
        sweep.say("list_events", "what's on my calendar?")
        sweep.say("get_invitees", "who is coming to the first one?", {"ordinal": "1"})
    assert len(canaries.sung_in(sweep.told)) > 3
