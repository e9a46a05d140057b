"""Calendly's API v2: users, organizations, event types, availability, scheduled events, invitees, bookings."""
