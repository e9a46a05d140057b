"""How it went: two buttons now and then, and never in the way of what comes next."""
