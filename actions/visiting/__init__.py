"""Visitors in the chat: who book with the house, and find their bookings again."""
