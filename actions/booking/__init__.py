"""Booking in the chat: from "book a call with Ana" to a booking that stands."""
