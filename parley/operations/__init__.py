"""What people said yes to: recorded first, then carried out once, and told when it is known what came of it."""
