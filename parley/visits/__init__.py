"""Visitors: people who book with the house account and see of it what they booked themselves, and nothing else."""
