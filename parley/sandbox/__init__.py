"""A Calendly stand-in: its OAuth server, its API v2 from event types to bookings and webhooks, and sample people.

Imports nothing of the bot, so what it says about the bot's requests is an independent witness.
"""
