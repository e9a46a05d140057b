"""Reminders of meetings, and digests of what is on: what people asked for, and when each is due."""
