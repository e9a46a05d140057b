"""Where a yes is handed in, and where one hears what came of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from parley.accounts.people import People
from parley.operations.operation import Operation
from parley.operations.requests import Request
from parley.operations.store import Operations
from parley.scheduling.words import names_somebody

# Seconds to wait for an outcome: an action answers in eight, whatever else it does.
PATIENCE = 6.0
# Seconds between two looks: short at first, when most are done, and never long enough to be felt.
FIRST_LOOK, LONGEST_LOOK = 0.01, 0.1
log = structlog.get_logger(__name__)

Ask = Callable[[Operation], None]


@dataclass(frozen=True)
class Desk:
    """Takes what people say yes to. `ask` has an operation carried out by whoever does that, once for each attempt.

    `patience` is how many seconds whoever hands something in waits for the outcome.
    """

    operations: Operations
    people: People
    ask: Ask
    patience: float = PATIENCE

    def hand_in(
        self,
        conversation_id: str,
        key: str,
        make: Callable[[], Request],
        grant_id: str | None = None,
        owner: str | None = None,
    ) -> Operation:
        """Record what was said yes to, and have it carried out. The same key again is the same operation.

        It is done with the account of `owner`, as `Calendars.owner_of` names it, whichever is the default by then.
        `make` makes the request, where it is not known yet: once it is, what was agreed on may not be there any more.
        """
        known = self.known(conversation_id, key)
        request = known.request if known else make()
        conversation = self.people.conversation(conversation_id)
        operation = self.operations.begin(conversation, key, request, grant_id, owner)
        if operation.outcome is None:
            try:
                self.ask(operation)
            except Exception:  # It is recorded, and will be carried out all the same, a little later.
                log.exception("could not have an operation carried out now", operation=operation.id)
        return operation

    def known(self, conversation_id: str, key: str) -> Operation | None:
        """Return the operation of a confirmation that was handed in before, else None."""
        return self.operations.known(conversation_id, key)

    def addresses_of(self, conversation_id: str, name: str) -> list[str]:
        """Return the addresses of those of this name whom the person in a conversation booked for."""
        principal = self.people.conversation(conversation_id).principal_id
        return [email for who, email in self.operations.booked_for(principal) if names_somebody(name, who, email)]

    def of(self, conversation_id: str, operation_id: str) -> Operation:
        """Return an operation of this very conversation. NoOperation for any other."""
        return self.operations.of_conversation(conversation_id, operation_id)

    def wait(self, operation: Operation) -> Operation:
        """Return the operation once it is known what came of it, or as it is when patience is over."""
        deadline, pause = time.monotonic() + self.patience, FIRST_LOOK
        while operation.outcome is None and time.monotonic() < deadline:
            time.sleep(pause)
            pause = min(pause * 1.3, LONGEST_LOOK)
            operation = self.operations.get(operation.id)
        return operation
