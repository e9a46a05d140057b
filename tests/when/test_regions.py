"""What differs between the regions of a language."""

import pytest

from parley.when.regions import DEFAULT_LOCALE, region_of


@pytest.mark.parametrize(
    ("locale", "day_first", "first_weekday", "twelve_hours"),
    [
        ("en-US", False, 6, True),
        ("en-GB", True, 0, False),
        ("en-IE", True, 0, False),
        ("en-AU", True, 0, True),
        ("en-CA", False, 6, True),
        ("en-IN", True, 6, True),
    ],
)
def test_each_region_has_its_order_its_week_and_its_clock(locale, day_first, first_weekday, twelve_hours):
    region = region_of(locale)
    assert region.locale == locale
    assert (region.day_first, region.first_weekday, region.twelve_hours) == (day_first, first_weekday, twelve_hours)


@pytest.mark.parametrize(
    ("locale", "nearest"),
    [
        ("en_gb", "en-GB"),
        ("EN", "en-US"),
        ("en", "en-US"),
        ("en-XX", "en-US"),
        ("en-Latn-AU", "en-AU"),
        ("en_IN.UTF-8", "en-IN"),
        ("en-NZ", "en-NZ"),
        ("de-IE", "en-IE"),
        ("fr-CA", "en-CA"),
        ("fr", DEFAULT_LOCALE),
        ("fr-BO", DEFAULT_LOCALE),
        ("not a locale", DEFAULT_LOCALE),
        ("../zones", DEFAULT_LOCALE),
        ("zones", DEFAULT_LOCALE),
        ("", DEFAULT_LOCALE),
        (None, DEFAULT_LOCALE),
    ],
)
def test_an_unknown_locale_is_the_nearest_known_one(locale, nearest):
    assert region_of(locale).locale == nearest


def test_words_of_a_region_are_its_own():
    assert region_of("en-GB").words["half {hour}"] == "half past {hour}"
    assert "half {hour}" not in region_of("en-US").words
    assert region_of("en-AU").words["arvo"] == "afternoon"
    assert {region_of(f"en-{place}").words["fortnight"] for place in ("US", "GB", "IN")} == {"two weeks"}
