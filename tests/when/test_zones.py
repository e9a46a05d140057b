"""Zones by name, and whether the system's data about them can be trusted."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from parley.when.zones import UnknownZone, WrongZoneData, check_zone_data, zone_of


@pytest.mark.parametrize(
    "name",
    ["Mars/Olympus", "", "../etc/passwd", "/etc/passwd", "Europe", "x\0y", "berlin " * 99, "localtime", "Factory"],
)
def test_a_zone_that_does_not_exist_is_never_utc_in_silence(name):
    with pytest.raises(UnknownZone):
        zone_of(name)


@pytest.mark.parametrize("name", ["right/Europe/Berlin", "posix/Europe/Berlin", "posixrules"])
def test_the_zones_with_leap_seconds_are_not_zones_of_ours(name):
    with pytest.raises(UnknownZone):
        zone_of(name)


def test_a_zone_that_exists_is_itself():
    assert zone_of("Europe/Berlin").key == "Europe/Berlin"


def but(name: str, zone: tzinfo) -> Callable[[str], tzinfo]:
    """Return a lookup whose data is right but for one zone."""
    return lambda asked: zone if asked == name else zone_of(asked)


def test_the_systems_own_zone_data_is_right():
    assert check_zone_data() is None


def test_data_older_than_a_law_is_refused_by_its_zone_and_release():
    # Before release 2022f Mexico City still had summer time; Chicago has it still.
    with pytest.raises(WrongZoneData, match=r"wrong about America/Mexico_City at 2026-07-01 .* release 2022f"):
        check_zone_data(but("America/Mexico_City", ZoneInfo("America/Chicago")))


def test_data_without_summer_time_is_refused():
    with pytest.raises(WrongZoneData, match="wrong about Europe/Berlin at 2026-03-29 01:00:00 UTC"):
        check_zone_data(but("Europe/Berlin", timezone(timedelta(hours=1))))


def test_data_that_takes_any_name_for_utc_is_refused():
    def lenient(name: str) -> tzinfo:
        try:
            return zone_of(name)
        except UnknownZone:
            return ZoneInfo("UTC")

    with pytest.raises(WrongZoneData, match="a zone for a name that does not exist"):
        check_zone_data(lenient)


def test_missing_data_is_refused_with_what_to_do(tmp_path):
    words = _check_with(tmp_path, packaged=False)
    assert "has no Europe/Berlin" in words
    assert str(tmp_path) in words
    assert "Install the system's current time zone data" in words


def test_the_release_of_old_data_is_named(tmp_path):
    (tmp_path / "Europe").mkdir()
    (tmp_path / "tzdata.zi").write_text("# version 2018e\n")
    assert f"The time zone data in {tmp_path} (release 2018e) has no Europe/Berlin" in _check_with(
        tmp_path, packaged=False
    )


def _check_with(folder: object, *, packaged: bool) -> str:
    """Return what a process says that has its zone data in this folder only."""
    hide = "" if packaged else "import sys; sys.modules['tzdata'] = None\n"
    code = f"{hide}from parley.when.zones import check_zone_data\ncheck_zone_data()"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONTZPATH": str(folder)}, timeout=60
    )
    assert run.returncode == 1
    return run.stderr
