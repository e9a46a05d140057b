"""An event type as Calendly writes it."""

from html import escape
from typing import Any

from parley.sandbox.api.links import Links, type_slug
from parley.sandbox.places import configured
from parley.sandbox.samples import Place, Question
from parley.sandbox.things import EventType
from parley.sandbox.times import stamp


def write(event_type: EventType, links: Links) -> dict[str, Any]:
    sample = event_type.sample
    return {
        "uri": links.of_type(event_type.id),
        "name": sample.name,
        "active": sample.active,
        "admin_managed": False,
        "booking_method": "instant",
        "slug": type_slug(event_type),
        "scheduling_url": links.booking(event_type),
        "duration": sample.minutes,
        "duration_options": list(sample.duration_options) if sample.duration_options else None,
        "kind": "group" if sample.seats > 1 else "solo",
        "pooling_type": sample.pooling,
        "type": "AdhocEventType" if event_type.one_off else "StandardEventType",
        "color": sample.color,
        "created_at": stamp(event_type.created),
        "updated_at": stamp(event_type.updated),
        "deleted_at": None,
        "internal_note": None,
        "description_plain": sample.description,
        "description_html": f"<p>{escape(sample.description)}</p>" if sample.description else None,
        "profile": _profile(event_type, links),
        "secret": sample.secret,
        "position": event_type.position,
        "is_paid": False,
        "locale": sample.locale,
        "locations": [_location(place) for place in sample.places] or None,
        "custom_questions": [_question(place, question) for place, question in enumerate(sample.questions)],
        "start_time_increment": None if event_type.one_off else sample.increment,
        "before_buffer": sample.before_buffer,
        "after_buffer": sample.after_buffer,
    }


def _profile(event_type: EventType, links: Links) -> dict[str, str]:
    if event_type.sample.pooling:
        return {"type": "Team", "name": event_type.owner.organization.sample.name, "owner": links.team(event_type)}
    return {"type": "User", "name": event_type.owner.sample.name, "owner": links.user(event_type.owner)}


def _location(place: Place) -> dict[str, str]:
    return configured(place) | ({"additional_info": place.info} if place.info else {})


def _question(position: int, question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "type": question.type,
        "position": position,
        "enabled": question.enabled,
        "required": question.required,
        "answer_choices": list(question.choices),
        "include_other": question.other,
    }
