"""What runs inside Rasa: the internal channel, the tracker store, a rule policy, and a few patches of Rasa itself."""
