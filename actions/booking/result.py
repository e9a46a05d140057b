"""A booking that stands, told."""

from actions.booking.said import said
from actions.told import calendar_button, place_of, zone_of_invitee
from actions.turn import Turn
from parley.scheduling.outcomes import Booked


def tell_booked(turn: Turn, booked: Booked) -> None:
    """Say what was booked, with the links to join, to move and to cancel it."""
    turn.say(
        "utter_booked",
        buttons=[calendar_button(turn, booked.event_id)],
        name=booked.name,
        when=said(turn, (booked.start, booked.end), zone_of_invitee(booked.invitee)),
        who=booked.invitee.name,
        email=booked.invitee.email,
        place=place_of(turn, booked.location),
        cancel=booked.cancel_url,
        reschedule=booked.reschedule_url,
    )
