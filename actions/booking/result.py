"""A booking that stands, told."""

from actions.booking.calendar import account
from actions.booking.said import said
from actions.cards import card, changes_of
from actions.feedback.asking import feedback_buttons
from actions.told import calendar_button, place_of, zone_of_invitee
from actions.turn import Turn
from parley.parts import Events
from parley.scheduling.outcomes import Booked


def tell_booked(turn: Turn, booked: Booked) -> None:
    """Say what was booked, with the links to join, to move and to cancel it."""
    when = said(turn, (booked.start, booked.end), zone_of_invitee(booked.invitee))
    place = place_of(turn, booked.location)
    turn.say(
        "utter_booked",
        parts=[_card(turn, booked, when, place)],
        buttons=[calendar_button(turn, booked.event_id), *feedback_buttons(turn, "booking")],
        name=booked.name,
        when=when,
        who=booked.invitee.name,
        email=booked.invitee.email,
        place=place,
        cancel=booked.cancel_url,
        reschedule=booked.reschedule_url,
    )


def _card(turn: Turn, booked: Booked, when: str, place: str) -> Events:
    who = booked.invitee
    one = card(
        turn,
        account(turn),
        booked.name,
        (booked.start, booked.end),
        booked.location,
        people=turn.part("utter_line_people", names=f"{who.name} ({who.email})"),
        actions=changes_of(turn, booked.event_id),
    )
    return Events([one], (when, place, f"({who.email})", booked.cancel_url, booked.reschedule_url))
