"""A part of a booking with its new value."""

import pytest

from parley.scheduling.parts_said import PartSaid, part_said


@pytest.mark.parametrize(
    ("text", "part", "value"),
    [
        ("change the place to the studio", "place", "the studio"),
        ("can you change the name to Jo Brandt please", "name", "Jo Brandt"),
        ("set his e-mail to jo@x.org", "email", "jo@x.org"),
        ("change the time zone to Tokyo", "zone", "Tokyo"),
        ("switch the time from 2 to 3 instead", "start", "3"),
    ],
)
def test_a_change_names_its_part_and_the_value(text, part, value):
    assert part_said(text, strict=True) == PartSaid(part, value)


@pytest.mark.parametrize(
    ("text", "part", "value"),
    [
        ("name: Jo Brandt", "name", "Jo Brandt"),
        ("no the name is sam o'neil, not gmail", "name", "sam o'neil, not gmail"),
        ("the place should be zoom", "place", "zoom"),
        ("their email is jo@x.org", "email", "jo@x.org"),
    ],
)
def test_a_part_that_is_told_is_one_only_where_not_any_text_is_an_answer(text, part, value):
    assert part_said(text, strict=False) == PartSaid(part, value)
    assert part_said(text, strict=True) is None


@pytest.mark.parametrize(
    "text", ["change the place", "change the world to a better place", "what is the place?", "name names", "the time"]
)
def test_other_sentences_tell_no_part(text):
    assert part_said(text, strict=False) is None
