"""The accounts behind a conversation: linking them, asking about them, choosing one, letting them go."""
