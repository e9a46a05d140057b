"""A telephone number among other words."""

import pytest

from parley.scheduling.phones_said import is_only_a_phone, phone_said, without_phone


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Friday 11:30, Ed Stone, ed@example.com, 0171 5556677", "0171 5556677"),
        ("my number is +49 170 2223344", "+49 170 2223344"),
        ("call me on 555 0199 23", "555 0199 23"),
        ("my phone: (030) 555-1234.", "(030) 555-1234"),
        ("on 08.12.2026 at 10", None),
        ("from 09:00-10:00", None),
        ("2026-12-08 at 10", None),
        ("number 3", None),
    ],
)
def test_numbers_are_told_from_dates(text, number):
    assert phone_said(text) == number


def test_what_stands_around_a_number_is_kept():
    assert without_phone("at 11:30, my number is 0171 5556677").strip() == "at 11:30,"
    assert is_only_a_phone("yes, my number is 0171 5556677.")
    assert not is_only_a_phone("at 11:30, 0171 5556677")
