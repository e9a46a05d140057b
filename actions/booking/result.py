"""A booking that stands, told."""

from actions.booking.said import known_account, said
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
    shown = (when, place, f"({booked.invitee.email})", booked.cancel_url, booked.reschedule_url)
    turn.say(
        "utter_booked",
        parts=[booked_card(turn, booked, shown)],
        buttons=[calendar_button(turn, booked.event_id), *feedback_buttons(turn, "booking")],
        name=booked.name,
        when=when,
        who=booked.invitee.name,
        email=booked.invitee.email,
        place=place,
        cancel=booked.cancel_url,
        reschedule=booked.reschedule_url,
    )


def booked_card(turn: Turn, booked: Booked, instead_of: tuple[str, ...]) -> Events:
    """Return what is booked now as a card, with how it can be changed again, in place of these words."""
    who = booked.invitee
    one = card(
        turn,
        known_account(turn),
        booked.name,
        (booked.start, booked.end),
        booked.location,
        people=turn.part("utter_line_people", names=f"{who.name} ({who.email})"),
        actions=changes_of(turn, booked.event_id),
    )
    return Events([one], instead_of)
