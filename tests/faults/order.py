"""Whether what a person said arrived, and was heard by Rasa, in the order in which they said it, each once."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from parley.db.engine import connect
from parley.db.tables import inbox
from tests.faults.conversation import Conversation
from tests.support import plain


def out_of_order(values: Mapping[str, str], conversations: Mapping[str, Conversation]) -> list[str]:
    """Return a sentence for each conversation, by the id that Rasa knows it by, that is not in order."""
    database = connect(values["PARLEY_DATABASE_URL"])
    try:
        with database.read() as connection:
            rows = connection.execute(select(inbox).order_by(inbox.c.id)).all()
    finally:
        database.close()
    found = []
    for known, conversation in conversations.items():
        arrived = [row for row in rows if row.conversation_id == known]
        said = [one.message_id for one in conversation.person.exchanges]
        who = conversation.person.sender
        if [row.message_id for row in arrived] != said:
            found.append(f"{who}: what was said did not arrive in its order, or not once")
        if _heard(values, known) != [row.turn for row in arrived]:
            found.append(f"{who}: what arrived was not heard in its order, or not once")
    return found


def _heard(values: Mapping[str, str], known: str) -> list[str]:
    """Return the ids of the turns that Rasa worked; one that failed before it said anything is worked again."""
    answer = plain.post(
        f"{values['PARLEY_RASA_URL']}/webhooks/internal/events",
        json={"conversation": known},
        headers={"Authorization": f"Bearer {values['PARLEY_RASA_SECRET']}"},
        timeout=60,
    )
    events: list[dict[str, Any]] = answer.raise_for_status().json()["events"]
    return list(dict.fromkeys(one["message_id"] for one in events if one["event"] == "user" and _is_persons(one)))


def _is_persons(event: Mapping[str, Any]) -> bool:
    return not str(event["text"]).startswith("/EXTERNAL_")
