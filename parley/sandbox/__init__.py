"""A Calendly stand-in: its OAuth server and the part of its API v2 that the bot uses, with sample people.

Imports nothing of the bot, so what it says about the bot's requests is an independent witness.
"""
