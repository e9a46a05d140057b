"""What platforms' channels say themselves, beside the bot."""

MOVED_TO_DIRECT = "I've answered in our direct messages, where nobody else reads along."
ONLY_DIRECT = "I talk in direct messages only, where nobody else reads along. Write to me there."
NOT_ANSWERING = "I can't answer right now. Please send that again in a moment."
TOO_MANY = "One moment, I'm still busy with your last messages. Please send that again shortly."
TOO_LONG = "That is longer than {most} characters. Please send a shorter message."
ONLY_TEXT = "I can read text only. Please write what you would like to do."
OUT_OF_DATE = "That button is too old for me. Please write what you would like instead."
