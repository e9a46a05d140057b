"""Run every test and check, each with the services it needs, and say at the end what came of them."""
