"""A world of other people, as many as there may be."""

from fastapi.testclient import TestClient

from parley.sandbox.app import create_app
from tests.faults.world import SINGLE, write_world
from tests.sandbox.conftest import settings

PEOPLE = 500


def test_five_hundred_people_have_pages_of_their_own(clock, tmp_path):
    app = create_app(settings(world=write_world(tmp_path / "world.yml", PEOPLE)), clock)
    with TestClient(app) as browser:
        assert SINGLE in browser.get(f"/host-{PEOPLE - 1:04d}").text
        assert browser.get(f"/host-{PEOPLE:04d}").status_code == 404
