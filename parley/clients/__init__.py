"""Programs that bring people over REST: their keys, how much they may send, and where they are called back."""
