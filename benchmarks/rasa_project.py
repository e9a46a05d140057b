"""A small Rasa project made up for measuring: ten intents of twenty sentences, rules, one action."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
SECRET = "benchmark-secret-of-no-value"

# intent -> (openings, subjects, endings); their product, cut at twenty, gives the sentences
PHRASES: dict[str, tuple[list[str], list[str], list[str]]] = {
    "greet": (["hello", "hi", "good morning", "hey"], ["there", "bot", "you", "my friend", "again"], [""]),
    "goodbye": (["bye", "see you", "goodbye", "that is all,"], ["later", "soon", "then", "for now", "now"], [""]),
    "thank": (
        ["thanks", "thank you", "many thanks", "cheers"],
        ["a lot", "for that", "very much", "bot", "again"],
        [""],
    ),
    "help": (["help", "what can you do", "how do you", "explain how to"], ["work", "for me", "please"], ["", "today"]),
    "affirm": (["yes", "yeah", "sure", "right"], ["please", "of course", "do it", "go ahead", "that is fine"], [""]),
    "deny": (["no", "nope", "never", "not"], ["thanks", "at all", "please", "that one", "like this"], [""]),
    "list_events": (["what is on", "show me", "list", "read me"], ["my calendar", "my events"], ["", "today", "now"]),
    "who_comes": (["who is coming to", "who attends", "who is at"], ["the [{}](ordinal) one"], ["", "of them", "now"]),
    "tell_more": (["tell me more about", "details of", "where is"], ["the [{}](ordinal) event"], ["", "please"]),
    "book": (
        ["book", "schedule", "arrange", "set up"],
        ["a call", "a meeting", "thirty minutes"],
        ["tomorrow", "soon"],
    ),
}
ORDINALS = {"1": ["first", "1st", "#1"], "2": ["second", "2nd", "#2"], "3": ["third", "3rd"], "-1": ["last"]}
CUSTOM_ACTION = "action_list_events"

STOCK_CONFIG = """
recipe: default.v1
assistant_id: stock
language: en
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- {name: CountVectorsFeaturizer, analyzer: char_wb, min_ngram: 1, max_ngram: 4}
- {name: DIETClassifier, epochs: 100, constrain_similarities: true}
- name: EntitySynonymMapper
- {name: ResponseSelector, epochs: 100, constrain_similarities: true}
- {name: FallbackClassifier, threshold: 0.3, ambiguity_threshold: 0.1}
policies:
- name: MemoizationPolicy
- name: RulePolicy
- {name: UnexpecTEDIntentPolicy, max_history: 5, epochs: 100}
- {name: TEDPolicy, max_history: 5, epochs: 100, constrain_similarities: true}
"""


def write_project(folder: Path, *, ours: bool) -> None:
    """Write a project that `rasa train` and `rasa run` accept; `ours` takes the repository's own configuration."""
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "all.yml").write_text(yaml.safe_dump(_training_data(), sort_keys=False))
    (folder / "domain.yml").write_text(yaml.safe_dump(_domain(), sort_keys=False))
    if ours:
        for name in ("config.yml", "endpoints.yml", "credentials.yml"):
            shutil.copy(ROOT / name, folder / name)
        return
    (folder / "config.yml").write_text(STOCK_CONFIG)
    (folder / "credentials.yml").write_text("rest:\n")
    (folder / "endpoints.yml").write_text("action_endpoint:\n  url: ${PARLEY_ACTIONS_URL}\n")


def action_answer() -> dict[str, object]:
    """What the bench's action server answers to every call: one slot and one message, as a real action would."""
    event = {"event": "slot", "timestamp": None, "name": "listed", "value": ["a", "b", "c"]}
    buttons = [{"title": "More", "payload": "/tell_more"}]
    return {"events": [event], "responses": [{"text": "Three events are coming up.", "buttons": buttons}]}


def _sentences(intent: str) -> list[str]:
    words = itertools.cycle([word for group in ORDINALS.values() for word in group])
    texts = [" ".join(filter(None, parts)) for parts in itertools.product(*PHRASES[intent])]
    filled = [text.format(next(words)) for text in itertools.islice(itertools.cycle(texts), 20)]
    return list(dict.fromkeys(filled))


def _training_data() -> dict[str, object]:
    nlu: list[dict[str, str]] = [{"intent": name, "examples": _bullets(_sentences(name))} for name in PHRASES]
    nlu += [{"synonym": value, "examples": _bullets(words)} for value, words in ORDINALS.items()]
    nlu.append({"lookup": "ordinal", "examples": _bullets([w for words in ORDINALS.values() for w in words])})
    rules = [{"rule": name, "steps": [{"intent": name}, {"action": _action(name)}]} for name in PHRASES]
    return {"version": "3.1", "nlu": nlu, "rules": rules, "stories": _stories()}


def _stories() -> list[dict[str, object]]:
    path = ["greet", "book", "affirm", "thank"]
    steps = [{"intent": n} if k == 0 else {"action": _action(n)} for n in path for k in (0, 1)]
    return [{"story": "a booking", "steps": steps}]


def _action(intent: str) -> str:
    return CUSTOM_ACTION if intent == "list_events" else f"utter_{intent}"


def _bullets(lines: list[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)


def _domain() -> dict[str, object]:
    free = {"influence_conversation": False, "mappings": [{"type": "custom"}]}
    slots: dict[str, object] = {f"note_{n}": {"type": "any", **free} for n in range(12)}
    slots["listed"] = {"type": "any", **free}
    slots["ordinal"] = {"type": "text", **free, "mappings": [{"type": "from_entity", "entity": "ordinal"}]}
    texts = {_action(name): [{"text": f"This answers {name}."}] for name in PHRASES if name != "list_events"}
    return {
        "version": "3.1",
        "intents": list(PHRASES),
        "entities": ["ordinal"],
        "slots": slots,
        "responses": texts,
        "actions": [CUSTOM_ACTION],
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }
