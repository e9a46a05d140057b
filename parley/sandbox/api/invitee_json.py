"""An invitee as Calendly writes it."""

from typing import Any

from parley.sandbox.api.event_json import cancellation
from parley.sandbox.api.links import Links
from parley.sandbox.things import Event, Invitee
from parley.sandbox.times import stamp

TRACKING = ("utm_campaign", "utm_source", "utm_medium", "utm_content", "utm_term", "salesforce_uuid")
NOTHING_YET = dict.fromkeys(
    (
        "old_invitee",
        "new_invitee",
        "routing_form_submission",
        "payment",
        "no_show",
        "reconfirmation",
        "scheduling_method",
        "invitee_scheduled_by",
    )
)


def write(event: Event, invitee: Invitee, links: Links) -> dict[str, Any]:
    contact = invitee.contact
    first, last = contact.name.split(" ", 1) if event.kind.split_names else (None, None)
    return {
        "uri": links.invitee(event, invitee),
        "email": contact.email,
        "first_name": first,
        "last_name": last,
        "name": contact.name,
        "status": invitee.status,
        "questions_and_answers": _answers(event, invitee),
        "timezone": contact.timezone,
        "event": links.event(event),
        "created_at": stamp(invitee.created),
        "updated_at": stamp(invitee.cancellation.at if invitee.cancellation else invitee.created),
        "tracking": dict.fromkeys(TRACKING) | {"utm_source": contact.utm_source},
        "text_reminder_number": contact.phone,
        "rescheduled": False,
        **NOTHING_YET,
        "cancel_url": links.cancel(invitee),
        "reschedule_url": links.reschedule(invitee),
        **cancellation(invitee.cancellation),
    }


def _answers(event: Event, invitee: Invitee) -> list[dict[str, Any]]:
    """Questions are answered in order; whoever gave fewer answers left the last questions empty."""
    pairs = zip(event.kind.questions, invitee.contact.answers, strict=False)
    return [{"question": q, "answer": a, "position": position} for position, (q, a) in enumerate(pairs)]
