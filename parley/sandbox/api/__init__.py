"""Calendly's API v2, as far as it is spoken here: users, organizations, scheduled events, invitees."""
