"""What the documents and the domain name exists, and what exists is named."""

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from actions.server import ACTIONS as SERVED
from parley.calendly.scopes import BOOK, CHANGE, EVERYTHING, READ_EVENTS
from parley.notices.hooks import NEEDED
from parley.reading import read_yaml
from parley.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
ACTIONS = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "actions").rglob("*.py"))
DOMAIN: dict[str, Any] = read_yaml(ROOT / "domain.yml")
RULES = [
    step for path in (ROOT / "data/rules").glob("*.yml") for rule in read_yaml(path)["rules"] for step in rule["steps"]
]
BY_RASA = {"utter_action_failed"}


def test_every_setting_is_documented_with_its_default_and_no_other() -> None:
    rows = re.findall(r"^\| `(PARLEY_\w+)` \| (.*?) \|", (ROOT / "docs/settings.md").read_text(encoding="utf-8"), re.M)
    assert dict(rows) == {PREFIX + name.upper(): default(name) for name in Settings.model_fields}


def default(name: str) -> str:
    value = Settings.model_fields[name].default
    if value is PydanticUndefined:
        return "written by setup"
    text = value.get_secret_value() if isinstance(value, SecretStr) else "" if value is None else str(value)
    return f"`{text}`" if text else "none"


def test_the_scopes_to_register_are_those_that_people_are_asked_for() -> None:
    rows = re.findall(
        r"^\| `([a-z_]+:(?:read|write))` \|", (ROOT / "docs/operations.md").read_text(encoding="utf-8"), re.M
    )
    assert set(rows) == READ_EVENTS | BOOK | CHANGE | EVERYTHING | NEEDED


@pytest.mark.parametrize("document", ["README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))])
def test_every_make_target_link_and_file_named_in_a_document_exists(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert (
        set(re.findall(r"\bmake ([a-z]+)\b(?!-)`?", " ".join(re.findall(r"`[^`]*`|^    .*$", text, re.M)))) <= targets
    )
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if not link.startswith("http")]
    assert [link for link in links if not ((ROOT / document).parent / link).exists()] == []
    files = re.findall(r"`((?:parley|actions|rasa_addons|web|deploy|scripts|benchmarks)/[\w./-]*)`", text)
    assert [file for file in files if not (ROOT / file).exists() and file != "web/dist"] == []


def test_every_response_is_said_by_a_rule_or_an_action_and_every_one_said_exists() -> None:
    in_actions = set(re.findall(r"\butter_(?!message|action\b)\w+(?![\w{])", ACTIONS))
    in_rules = {step["action"] for step in RULES if step.get("action", "").startswith("utter_")}
    # Such as `utter_offer_{kind}`: one for each kind.
    begun = tuple(re.findall(r"\b(utter_\w+)\{", ACTIONS))
    asked = {
        f"utter_ask_host_question{several}{optional}" for several in ("", "_several") for optional in ("", "_optional")
    }
    said = {name for name in DOMAIN["responses"] if name.startswith(begun)}
    assert in_actions | in_rules | BY_RASA | asked | said == set(DOMAIN["responses"])


def test_every_intent_has_a_rule() -> None:
    assert {step["intent"] for step in RULES if "intent" in step} == set(DOMAIN["intents"])


def test_every_custom_action_is_served_and_no_other() -> None:
    served = {object.__new__(action).name() for action in SERVED}
    used = {step["action"] for step in RULES if step.get("action", "").startswith("action_")}
    assert served == set(DOMAIN["actions"])
    assert used <= served


def test_every_payload_of_a_button_names_an_intent() -> None:
    buttons = [
        button for variants in DOMAIN["responses"].values() for one in variants for button in one.get("buttons", [])
    ]
    payloads = [button["payload"] for button in buttons if button.get("type") != "connect"]
    assert {payload.lstrip("/").partition("{")[0] for payload in payloads} <= set(DOMAIN["intents"])
