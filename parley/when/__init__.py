"""Words to time, and time to words."""
