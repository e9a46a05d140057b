"""The custom actions: each reads the slots, calls one service, and says the result."""
