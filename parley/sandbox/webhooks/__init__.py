"""Webhooks: who subscribed to what, and the posts that are really made for it."""
