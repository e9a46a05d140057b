"""Durable jobs: what was promised is done once, however often a process dies meanwhile."""
