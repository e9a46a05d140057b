"""News of the person's calendar, and what of it they want to hear."""
