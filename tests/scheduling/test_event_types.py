"""What can be booked, found by what people call it."""

import pytest

from parley.calendly.models import EventTypeChanges
from parley.scheduling.event_types import EventTypes, Fit, find, is_bookable, offer_of
from parley.scheduling.words import minutes_in


@pytest.fixture
def types(ana):
    return EventTypes(ana)


@pytest.fixture
def offers(types):
    return types.bookable()


def test_what_can_be_booked_is_what_is_active(types, offers, ana):
    assert "Night Class" not in {offer.name for offer in offers}
    coffee = next(offer for offer in offers if offer.name == "Coffee Chat")
    ana.calendly.event_types.update(coffee.event_type.id, EventTypeChanges(active=False))
    assert {offer.name for offer in offers} - {offer.name for offer in types.bookable()} == {"Coffee Chat"}


def test_types_shared_with_others_can_be_booked_with_each_of_them(account_of):
    names = {offer.name for offer in EventTypes(account_of("noah")).bookable()}
    assert names >= {"Quick Chat", "Meet the Studio", "Project Kickoff"}


def test_an_offer_tells_length_places_and_link(offers):
    portfolio = next(offer for offer in offers if offer.name == "Portfolio Talk")
    assert (portfolio.minutes, portfolio.lengths, portfolio.seats_many, portfolio.paid) == (30, (30,), False, False)
    assert portfolio.places[:2] == ("zoom_conference", "google_conference")
    assert portfolio.link.startswith("http")
    assert next(offer for offer in offers if offer.name == "Product Demo").seats_many


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("intro", "Intro Call"),
        ("book an INTRO call please", "Intro Call"),
        ("the desgin review", "Design Review"),
        ("15 minute check-in", "Quick Check-in"),
        ("the 90 minute one", "Strategy Session"),
        ("an hour and a half", "Strategy Session"),
        ("portfolio", "Portfolio Talk"),
        ("one quick question", "One Quick Question"),
        ("a 45 minute intro", "Intro Call"),
    ],
)
def test_words_mean_a_type_by_name_by_length_or_by_both(offers, said, name):
    choice = find(offers, said)
    assert choice.fit is Fit.FOUND
    assert choice.offer.name == name


def test_a_name_said_whole_goes_before_a_longer_one(offers):
    intro = next(offer for offer in offers if offer.name == "Intro Call")
    longer = offer_of(intro.event_type.model_copy(update={"name": "Intro Call for Teams", "uri": "another"}))
    assert find([longer, intro], "the intro call").offer == intro
    assert find([longer, intro], "intro call for teams").offer == longer


def test_of_a_poll_there_is_nothing_to_book(offers):
    poll = offers[0].event_type.model_copy(update={"booking_method": "poll"})
    assert is_bookable(offers[0].event_type)
    assert not is_bookable(poll)


def test_several_that_fit_are_all_offered(offers):
    choice = find(offers, "30 minutes")
    assert choice.fit is Fit.SEVERAL
    assert choice.offer is None
    assert {offer.minutes for offer in choice.offers} == {30}


@pytest.mark.parametrize("said", ["", "book a meeting", "haircut", "17 minutes"])
def test_words_that_no_type_has_mean_none(offers, said):
    assert find(offers, said).fit is Fit.NONE


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("a 30-minute call", 30), ("45 min", 45), ("half an hour", 30), ("an hour", 60), ("1.5 hours", 90),
        ("2h", 120), ("quarter of an hour", 15), ("three quarters of an hour", 45), ("at 3", None), ("tomorrow", None),
    ],
)  # fmt: skip
def test_lengths_are_read_as_people_say_them(said, minutes):
    assert minutes_in(said) == minutes


def test_a_single_use_link_is_made_anew_each_time(types, offers, calendly):
    assert types.single_use_link(offers[0].uri) != types.single_use_link(offers[0].uri)
    assert calendly.count("POST /scheduling_links") == 2


def test_an_inactive_type_can_still_be_read(types, ana):
    night = next(one for one in ana.calendly.event_types.list(user=ana.owner.uri) if one.name == "Night Class")
    assert not types.get(night.id).event_type.active
