"""The people behind the bot: handing somebody over to them, and what they hear of how it went."""
