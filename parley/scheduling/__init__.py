"""What the bot can do, in plain Python: no Rasa, no channel, the clock and the account passed in."""
