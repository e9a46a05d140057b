"""Everything that the house's calendar holds, as texts that no visitor may ever be told."""

import json
import re
from dataclasses import dataclass

from parley.accounts.access import Account
from parley.calendly.models import Invitee, ScheduledEvent

SHORTEST = 12  # characters of an answer; shorter ones are words that anybody may say


@dataclass(frozen=True)
class Canaries:
    """The texts, and some ids to try doors with."""

    texts: frozenset[str]
    events: list[ScheduledEvent]
    invitees: list[Invitee]
    hidden_types: list[str]

    def sung_in(self, told: object) -> set[str]:
        """Return those that stand in what was told, in JSON or in words."""
        text = _plain(json.dumps(told, ensure_ascii=False))
        return {one for one in self.texts if one in text}


def canaries_of(house: Account) -> Canaries:
    """Return what the house's calendar holds now."""
    listed = [
        event
        for status in ("active", "canceled")
        for event in house.calendly.events.list(user=house.owner.uri, status=status)
    ]
    people = [one for event in listed for one in house.calendly.invitees(event.id)]
    types = list(house.calendly.event_types.list(user=house.owner.uri))
    hidden = [one for one in types if not one.active or one.secret]
    owner = house.owner
    texts = {owner.email, owner.organization_name or "", owner.organization_uri or ""}
    texts |= {text for one in listed for text in _of_event(one)} | {text for one in people for text in _of_invitee(one)}
    texts |= {text for one in hidden for text in (one.name or "", one.id, one.slug or "")}
    return Canaries(frozenset(_plain(one) for one in texts if one), listed, people, [one.uri for one in hidden])


def _of_event(event: ScheduledEvent) -> list[str]:
    told = [event.id, event.calendar_event.external_id if event.calendar_event else ""]
    told += [event.meeting_notes_plain or "", (event.location.join_url or "") if event.location else ""]
    told += [guest.email for guest in event.event_guests]
    return [*told, event.cancellation.reason or "" if event.cancellation else ""]


def _of_invitee(invitee: Invitee) -> list[str]:
    answers = [one.answer for one in invitee.questions_and_answers if len(one.answer) >= SHORTEST]
    told = [invitee.id, invitee.email, invitee.name, invitee.text_reminder_number or "", *answers]
    return [*told, invitee.cancel_url, invitee.reschedule_url]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\\n", " ").replace('\\"', '"'))
