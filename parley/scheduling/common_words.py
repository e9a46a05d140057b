"""Words that are said of any event, for patterns to be made of."""

# What any event may be called, whatever it is about.
EVENT_WORDS = ("appointment", "appt", "booking", "call", "event", "meeting", "session")
EVENT = rf"(?:{'|'.join(EVENT_WORDS)})"
# What is done to one that shall not stay as it is.
CHANGED = (
    r"(?:cancel|call off|drop|delete|remove|scrap|skip|move|re-?schedule|postpone|shift|push|rebook|rearrange|change"
    r"|switch|swap|delay)"
)
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
