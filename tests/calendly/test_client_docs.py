"""What `docs/calendly-client.md` names exists, and what exists is named there."""

import inspect
import re
from pathlib import Path

import pytest
import typer

from parley.calendly import errors, transport
from parley.calendly.calls import MOST_PAGES, PAGE_SIZE
from parley.calendly.cli import app
from parley.calendly.client import Calendly, PersonalToken

TEXT = (Path(__file__).parents[2] / "docs/calendly-client.md").read_text("utf-8")


def public_methods(thing):
    return {name for name, _ in inspect.getmembers(thing, inspect.ismethod) if not name.startswith("_")}


def test_every_topic_is_documented_with_every_method():
    rows = re.findall(r"^\| `(\w+)` \| ((?:`\w+` ?)+)\|", TEXT, re.M)
    told = {topic: set(re.findall(r"\w+", methods)) for topic, methods in rows}
    calendly = Calendly(transport.Transport(None, "", lambda: None), PersonalToken("x"))
    topics = {name: public_methods(topic) for name, topic in vars(calendly).items() if not name.startswith("_")}
    assert told == topics


def test_every_cause_is_documented_and_no_other():
    causes = {name for name, one in vars(errors).items() if inspect.isclass(one) and one.__module__ == errors.__name__}
    told = set(re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \|$", TEXT, re.M))
    assert told == causes - {"CalendlyError"}


def test_every_command_is_documented_and_no_other():
    commands = set(typer.main.get_command(app).commands)
    section = TEXT.partition("## From the command line")[2]
    shown = set(re.findall(r"^parley calendly (\w+)", section, re.M))
    also = set(re.findall(r"`(\w+)`", section.partition("Also")[2].partition(". ")[0]))
    assert shown | also == commands


@pytest.mark.parametrize(
    "told",
    [
        f"{MOST_PAGES} pages of {PAGE_SIZE}",
        f"{transport.READ_BUDGET.seconds} seconds unless",
        f"{transport.TIMEOUTS[0]:.0f} seconds to connect and {transport.TIMEOUTS[1]} between",
    ],
)
def test_every_figure_is_the_codes(told):
    assert told in " ".join(TEXT.split())
