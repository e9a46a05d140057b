"""Answering: everything a turn says comes from the domain's responses."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.sent import Sent
from actions.services import Services
from parley.parts import Part, custom
from parley.visits.host import VisitorAccount

# What Rasa says by itself where no action could be run.
FAILURE = "utter_action_failed"
_CHOICE = re.compile(r'"choice": "([^"]+)"')


def _is_failure(event: dict[str, Any]) -> bool:
    return event.get("event") == "bot" and (event.get("metadata") or {}).get("utter_action") == FAILURE


class Voice:
    """One conversation, and a way to answer in it."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker, services: Services) -> None:
        self._dispatcher = dispatcher
        self._tracker = tracker
        self._made: dict[str, Any] = {}
        self._about: str | None = None
        self.sent = Sent()
        self.services = services
        self.conversation_id: str = tracker.sender_id

    @property
    def visiting(self) -> bool:
        """Return whether the person books with the house rather than in a calendar of their own."""
        if "account" in self._made:
            return isinstance(self._made["account"], VisitorAccount)
        return self.once("visiting", lambda: self.services.calendars.is_visitor(self.conversation_id))

    def once[T](self, name: str, make: Callable[[], T]) -> T:
        """Return what `make` makes, made once in a turn."""
        if name not in self._made:
            self._made[name] = make()
        return cast(T, self._made[name])

    def slot(self, name: str) -> Any:
        """Return what a slot holds."""
        return self._tracker.get_slot(name)

    def say(
        self,
        response: str,
        *,
        buttons: list[dict[str, str]] | None = None,
        parts: Sequence[Part] = (),
        **values: Any,
    ) -> None:
        """Answer with a response of the domain; `parts` show the same to whoever can see more than words."""
        if self._about:
            values["about"] = self._about
        self._dispatcher.utter_message(
            response=self._worded(response), buttons=buttons or [], json_message=custom(parts), **values
        )

    def say_farewell(self, *, done: str, later: str) -> None:
        """Answer with the last thing that is said to somebody who is erased: when that is done, or not done yet."""
        self._dispatcher.utter_message(json_message={"farewell": {"done": done, "later": later}})

    def is_about(self, about: str | None) -> None:
        """Let all that is said from now on be found again by what it is about; None: it is about nothing special."""
        self._about = about

    def say_first(self, response: str, **values: Any) -> None:
        """Answer with a response that goes before everything else of this turn."""
        self.say(response, **values)
        self._dispatcher.messages.insert(0, self._dispatcher.messages.pop())

    def said_last(self) -> list[tuple[str, list[dict[str, str]]]]:
        """Return the bot's answers to the message before this one: each text with its buttons."""
        for events in reversed(self.turns_before()):
            said = [one for one in events if one.get("event") == "bot" and one.get("text")]
            if said:
                return [(one["text"], (one.get("data") or {}).get("buttons") or []) for one in said]
        return []

    def told_before(self, *responses: str) -> bool:
        """Return whether the message before this one was answered with one of these responses."""
        said = [one for events in self.turns_before()[-1:] for one in events if one.get("event") == "bot"]
        return any((one.get("metadata") or {}).get("utter_action") in responses for one in said)

    def was_offered(self, names: Iterable[str]) -> bool:
        """Return whether each of these is a choice, or the title of a button, of the answers before."""
        buttons = [one for _, buttons in self.said_last() for one in buttons]
        titles = [str(one.get("title")).partition(" (")[0] for one in buttons]  # "Intro Call (30 min)"
        choices = [found[1] for one in buttons if (found := _CHOICE.search(str(one.get("payload") or "")))]
        return set(names) <= {*titles, *choices}

    def turns_before(self) -> list[list[dict[str, Any]]]:
        """Return the events of each turn before this one, without those turns that could not be worked."""
        turns: list[list[dict[str, Any]]] = [[]]
        for event in self._tracker.events:
            if event.get("event") == "user":
                turns.append([])
            turns[-1].append(event)
        return [events for events in turns[:-1] if not any(map(_is_failure, events))]

    def say_again(self, text: str, buttons: list[dict[str, str]]) -> None:
        """Answer with a text that was said before."""
        self._dispatcher.utter_message(text=text, buttons=buttons)

    def offer(self, response: str, scopes: frozenset[str], **values: Any) -> None:
        """Answer with a response whose button connects Calendly, asking for these scopes."""
        if self.services.calendars.mode() == "house":
            self.say("utter_no_account_needed")
            return
        self.say(response, scopes=" ".join(sorted(scopes)), **values)

    def part(self, response: str, **values: object) -> str:
        """Return a part of an answer, from the domain."""
        return self.services.sentences.part(self._worded(response), **values)

    def numbered(self, titles: Iterable[str]) -> str:
        """Return a list to choose from, a numbered line for each title."""
        return "\n".join(
            self.part("utter_line_choice", number=place, name=title) for place, title in enumerate(titles, 1)
        )

    def _worded(self, response: str) -> str:
        """Return the response's wording for visitors, where it has one and the person is one."""
        for_visitors = f"utter_visitor_{response.removeprefix('utter_')}"
        return for_visitors if for_visitors in self.services.sentences and self._is_visitor() else response

    def _is_visitor(self) -> bool:
        try:
            return self.visiting
        except Exception:  # What went wrong may be the very database that knows: something has to be said all the same.
            return False
