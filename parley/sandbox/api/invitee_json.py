"""An invitee as Calendly writes it."""

from typing import Any

from parley.sandbox.api.event_json import cancellation
from parley.sandbox.api.links import Links
from parley.sandbox.things import Event, Invitee
from parley.sandbox.times import stamp

TRACKING = ("utm_campaign", "utm_source", "utm_medium", "utm_content", "utm_term", "salesforce_uuid")
NOTHING = dict.fromkeys(("routing_form_submission", "payment", "reconfirmation", "invitee_scheduled_by"))


def write(event: Event, invitee: Invitee, links: Links) -> dict[str, Any]:
    contact = invitee.contact
    first, last = _names(event, invitee)
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
        "tracking": _tracking(invitee),
        "text_reminder_number": contact.phone,
        "rescheduled": invitee.new is not None,
        "old_invitee": links.moved(invitee.old),
        "new_invitee": links.moved(invitee.new),
        "no_show": _no_show(invitee, links),
        "scheduling_method": invitee.form.method if invitee.form else None,
        **NOTHING,
        "cancel_url": links.cancel(invitee),
        "reschedule_url": links.reschedule(invitee),
        **cancellation(invitee.cancellation),
    }


def _names(event: Event, invitee: Invitee) -> tuple[str | None, str | None]:
    """First and last name, where the type asks for both or both were given."""
    if invitee.form and invitee.form.first_name:
        return invitee.form.first_name, invitee.form.last_name
    if not event.kind.split_names:
        return None, None
    first, _, last = invitee.contact.name.partition(" ")
    return first, last or None


def _tracking(invitee: Invitee) -> dict[str, str | None]:
    told = invitee.form.tracking if invitee.form else {"utm_source": invitee.contact.utm_source}
    return {name: told.get(name) for name in TRACKING}


def _no_show(invitee: Invitee, links: Links) -> dict[str, str] | None:
    mark = invitee.no_show
    return {"uri": links.no_show(mark), "created_at": stamp(mark.at)} if mark else None


def _answers(event: Event, invitee: Invitee) -> list[dict[str, Any]]:
    """Questions are answered in order; a sample person who gave fewer answers left the last questions empty."""
    if invitee.form:
        return [{"question": a.question, "answer": a.answer, "position": a.position} for a in invitee.form.answers]
    pairs = zip(event.kind.questions, invitee.contact.answers, strict=False)
    return [{"question": q.name, "answer": a, "position": position} for position, (q, a) in enumerate(pairs)]
