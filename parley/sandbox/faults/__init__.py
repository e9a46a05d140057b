"""Ways in which Calendly's answers go wrong, each to be had once or until it is taken back."""
