"""Reminders of meetings, and digests: set, listed, changed, stopped, and told when their time has come."""
