"""Notices: what changes in people's calendars, kept for whom it concerns, and told when they want to hear it."""
