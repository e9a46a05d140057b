"""Handing somebody over to a person: what may be passed on, and passing it on."""
