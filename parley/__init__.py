"""Parley: a scheduling bot that runs people's Calendly in the chat they already use."""
