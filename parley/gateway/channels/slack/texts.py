"""What this channel says itself, beside the bot."""

APP = "Parley"
CHOOSE, CHOOSE_TIME, FILL_IN, CANCEL, JOIN = "Choose…", "Pick a time…", "Fill in", "Cancel", "Join"

HOME_TITLE = "Your next meetings"
HOME_NOTHING = "Nothing is coming up."
HOME_CONNECT = "Connect your Calendly, and I'll show what is coming up."
HOME_TROUBLE = "I can't see your calendar right now. Open this tab again in a moment."
HOME_ASK = "Or just write to me: “what's on next week?”, “book Ana for an intro tomorrow at 3”."
CONNECT, DISCONNECT, BOOK, HELP, SETTINGS = "Connect Calendly", "Disconnect", "Book a meeting", "Help", "Settings"
DISCONNECT_SURE = "Disconnect your Calendly?"
DISCONNECT_MEANS = "I'll ask once more in our messages before anything is disconnected."
YES, NO = "Go on", "Keep it"

# What the Home tab's buttons say in the person's name.
SAYS = {
    "connect": "connect my calendly",
    "disconnect": "disconnect my calendly",
    "book": "I'd like to book a meeting",
    "help": "help",
    "settings": "which time zone are you using?",
}

INSTALLED = "Parley is in your workspace now"
INSTALLED_NEXT = "Open it in Slack under Apps, and say hello."
NOT_INSTALLED = "Parley was not installed"
NOT_INSTALLED_NEXT = "Nothing was changed in your workspace. Start again whenever you like."
START_AGAIN = "Start again"
