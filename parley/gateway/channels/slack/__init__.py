"""Slack: direct messages, mentions, a slash command, a Home tab, and everything in Block Kit."""
