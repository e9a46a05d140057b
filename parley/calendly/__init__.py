"""Calendly's API v2 and OAuth, typed."""
