"""Cancelling in the chat: from "cancel my 3 pm" to a result for each event."""
