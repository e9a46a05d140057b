"""A stand-in for Slack: its Web API with its checks, and what it sends to an app, signed as Slack signs."""
