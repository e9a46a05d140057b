"""Forms: what a task still needs is asked for, one question at a time, and nothing said on the way is lost."""
