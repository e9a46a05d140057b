"""Somebody who asks about one of the events that were just listed."""

import pytest

DETAILS, INVITEES = "action_event_details", "action_get_invitees"


@pytest.fixture
def slots(server, ana):
    """The slots after Ana's events were listed."""
    said = server.run("action_list_events", ana)
    return {"shown_events": said.slots["shown_events"], "focus_event": None}


@pytest.fixture
def about(server, ana, slots):
    """Give a function that asks about one of the events listed."""

    def about(action: str, text: str = "", *, place: str | None = None, **more):
        entities = {"ordinal": place} if place else {}
        intent = "get_invitees" if action == INVITEES else "event_details"
        return server.run(action, ana, intent, text, entities=entities, slots={**slots, **more})

    return about
