"""Time to words: short, and always with its zone."""

from parley.when.say.days import say_day, say_days
from parley.when.say.durations import say_duration
from parley.when.say.hours import say_hour
from parley.when.say.letters import say_zone
from parley.when.say.sentences import Sayable, say, say_there
from parley.when.zones import UnknownZone, zone_of

__all__ = [
    "Sayable",
    "UnknownZone",
    "say",
    "say_day",
    "say_days",
    "say_duration",
    "say_hour",
    "say_there",
    "say_zone",
    "zone_of",
]
