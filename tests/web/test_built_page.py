"""The chat page and the widget as they are served: how large, and that they ask nobody else for anything."""

import gzip
import re
from pathlib import Path

import pytest

DIST = Path(__file__).parents[2] / "web/dist"
MOST_BYTES, MOST_OF_THE_SCRIPT = 170_000, 8_000
# Never fetched: the name of a namespace, and what a fault of socket.io's tells programmers to read.
NAMES = {"http://www.w3.org/2000/svg", "https://socket.io/docs/v3/migrating-from-2-x-to-3-0/"}

pytestmark = pytest.mark.skipif(not DIST.exists(), reason="the page is not built: make setup")


def sent(file: Path) -> int:
    return len(gzip.compress(file.read_bytes()))


def built() -> list[Path]:
    return [file for file in DIST.rglob("*") if file.is_file()]


def test_all_of_it_is_small():
    assert sum(map(sent, built())) < MOST_BYTES


def test_what_every_page_of_a_site_loads_is_smaller_still():
    assert sent(DIST / "widget.js") < MOST_OF_THE_SCRIPT


def test_no_address_of_anybody_else_is_in_it():
    for file in built():
        addresses = set(re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z0-9.-]+[^\s\"'`)]*", file.read_text("utf-8"), re.I))
        assert addresses <= NAMES, file.name


def test_it_runs_under_a_policy_without_exceptions():
    page = (DIST / "index.html").read_text("utf-8")
    assert re.findall(r"<script(?![^>]* src=)", page) == []
    assert "style=" not in page
    assert " on" not in re.sub(r">[^<]*<", "><", page).replace(' only="', "")
    for file in built():
        if file.suffix == ".js":
            script = file.read_text("utf-8")
            assert not re.search(r"\beval\(|new Function\(|\.innerHTML\s*=|insertAdjacentHTML|document\.write", script), file


def test_the_widget_is_one_file_that_loads_as_a_plain_script():
    script = (DIST / "widget.js").read_text("utf-8")
    assert not re.search(r"^\s*import[ {]|^\s*export[ {]", script, re.M)
