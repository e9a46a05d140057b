"""Addresses that are spelled out, and those with a slip."""

import pytest

from parley.scheduling.mail_slips import meant_address
from parley.scheduling.spelled import unspelled


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("marie at example dot com", "marie@example.com"),
        ("bob@example.org and carl at example.org", "bob@example.org and carl@example.org"),
        ("it's anna dot s at example dot co dot uk.", "it's anna.s@example.co.uk."),
        ("carl (at) example.org please", "carl@example.org please"),
    ],
)
def test_an_address_that_is_spelled_out_is_written_as_one(text, written):
    assert unspelled(text) == written


@pytest.mark.parametrize("text", ["let's meet at example", "see you at noon dot", "book it at 3.30", "jo@x.org", "at"])
def test_other_words_stay_as_they_are(text):
    assert unspelled(text) == text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("sam@gmial.com", "sam@gmail.com"),
        ("sam@gmal.com", "sam@gmail.com"),
        ("sam@hotmial.com", "sam@hotmail.com"),
        ("sam@outlok.com", "sam@outlook.com"),
        ("sam@Yaho.com", "sam@yahoo.com"),
    ],
)
def test_one_slip_in_a_big_provider_has_the_address_that_was_meant(said, meant):
    assert meant_address(said) == meant


@pytest.mark.parametrize(
    "address", ["sam@gmail.com", "sam@ymail.com", "sam@mail.com", "sam@example.com", "sam@gmx.net", "sam@yahoo.de", "x"]
)
def test_any_other_domain_is_right_as_it_is(address):
    assert meant_address(address) is None
