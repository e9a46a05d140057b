"""Moving a meeting in the chat: a time is found as in booking, the new one booked, then the old one cancelled."""
