"""Somebody who looks at their calendar, and asks on."""

import pytest

from tests.support.actions import turn

LIST = "action_list_events"


class Chat:
    """What was told stays for what is asked next; what is handed over is followed."""

    def __init__(self, server, conversation):
        self.server, self.conversation, self.slots, self.before = server, conversation, {}, []

    def say(self, text, action=LIST, intent="list_events_in_range", **more):
        said = self.server.run(
            action, self.conversation, intent, text, slots=dict(self.slots), before=self.before, **more
        )
        self.slots |= said.slots
        follow = next((one for one in said.followups if one.startswith("action_")), None)
        if follow and not said.responses:
            return self.say(text, follow, intent, **more)
        self.before = turn(text, action, said=said.names)
        return said


@pytest.fixture
def chat(server, ana):
    """Ana's chat; now is Wed 18 Nov 2026, 12:00 in Berlin."""
    return Chat(server, ana)
