"""Whoever books, before there is a booking."""

import secrets
from dataclasses import dataclass

from parley.sandbox.ids import mint
from parley.sandbox.samples import Contact
from parley.sandbox.things import Answer, Form


@dataclass(frozen=True)
class InviteeDraft:
    """Whoever books, as written on the form. `first_name` goes with `last_name`, and then `name` is both."""

    name: str
    email: str
    timezone: str
    first_name: str | None = None
    last_name: str | None = None
    text_reminder_number: str | None = None

    def contact(self) -> Contact:
        return Contact(
            name=self.name, email=self.email.casefold(), timezone=self.timezone, phone=self.text_reminder_number
        )

    def form(self, answers: tuple[Answer, ...], tracking: dict[str, str | None], by: str) -> Form:
        """What was written, and how: `api` or `instant_book`."""
        return Form(by, answers, dict(tracking), self.first_name, self.last_name)


def new_id() -> str:
    """An id for something made here, in either of Calendly's shapes."""
    return mint("made", secrets.token_hex(16))
