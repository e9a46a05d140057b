"""Who did not come: marked, and the mark taken back, in the chat."""
