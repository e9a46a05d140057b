"""Which events a request for a list is about: with whom, of which type, cancelled or past ones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.turn import Turn
from actions.whom import person_in
from parley.accounts.access import Account
from parley.calendly.errors import NotAllowed, ScopeMissing
from parley.calendly.events import Status
from parley.scheduling.courtesies import led_by
from parley.scheduling.event_types import EventTypes
from parley.scheduling.ways import Way, way_in
from parley.scheduling.words import close, compounds_of, folded, words_of
from parley.when import Span, without

MOST_KNOWN = 100  # events whose types are taken for the account's, where the types themselves may not be read
_CANCELLED = re.compile(
    r"\bcancel(?:l?ed|lations?)\b|\bcalled off\b|\b(?:did|does|has|have|who)\b[^.?!]*\bcancels?\b"
    r"|\b(?:drop(?:ped)?|pull(?:ed)?|bail(?:ed)?) out\b|\bbailed\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:past|previous|earlier|history|happened|recent(?:ly)?|old|finished|ended|already)\b", re.I)
# "Have I met Ana before?"
_MET = re.compile(r"\bhave (?:i|we) (?:ever |already )*(?:met|seen|spoken|talked|had)\b", re.IGNORECASE)
COUNT = re.compile(r"\bhow many\b|\bhow much\b|\bnumber of\b|\bcount\b|\bhow (?:busy|full)\b", re.IGNORECASE)
# Words of requests for a list; what is left beside them may name an event type.
COMMON = words_of(
    "a about address addresses after afternoon again agenda ahead all already also am an and answer answers any "
    "anybody anyone anything appointment appointments appt appts are around as at attend attendee attendees "
    "attending attends available back be been before begin begins behind being between book booked booking "
    "bookings both busy but by calendar calendly call calls can canceled cancellation cancellations cancelled "
    "check coming commitments conversation could count d date dates day days describe detail details dial diary "
    "did display do does done during earlier early else email emails empty enough entire evening event events "
    "ever every everybody everyone everything explain far fifth first five for four fourth free from full further "
    "get give go going got guest guests had happen happened happening happens has have having he hello help her "
    "hey hi him history hour hours how i in info information invitee invitees is it items join joined joining "
    "just know last late later left let like line link list listed ll location long look lot lunch m many may me "
    "meet meeting meetings met midday might mine minute minutes month more morning mtg mtgs much my name named "
    "need new next night no nobody noon not notes now number of off old on one ones only open or other our out "
    "over participant participants past people phone place planned plans please pls previous pull quarter "
    "question questions quick re recent recently remaining rest right run s said same say says schedule scheduled "
    "second see session sessions she should show since sixth slot slots so some somebody someone something soon "
    "start starts status still stuff t tell than thank thanks that the their them then there these they thing "
    "things third this those three through till time times to today together tomorrow tonight two until up "
    "upcoming us ve view want was we week weekend weeks were what whats when where which while who whole whom "
    "will with would year yesterday yet you your zoom "
    "mornings afternoons evenings nights weekends months half status "
    "zone zones timezone timezones based drop dropped pull pulled out cancel "
    "add put save export import ics google outlook apple "
    "online virtual remote video teams webex face facetoface longer shorter than url least fewer exactly talk talked "
    "spoken speak counting not"
)
# "Did anybody cancel?" is about what was called off, and none of the events shown.
CALLED_OFF = re.compile(
    rf"{led_by()}(?:(?:did|has|have) (?:any|some)(?:body|one)|who|(?:is|was) anything)"
    r"(?: has| have| else| just| already)* (?:cancel(?:l?ed|s)?|called off|dropped out|pulled out|bailed)"
    r"(?: (?:on me|lately|recently|so far|yet|already|(?:for )?(?:to(?:day|morrow)|(?:this|next|last) \w+)))*\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wanted:
    """What a list is asked for, beside its time."""

    person: str | None = None
    status: Status = "active"
    past: bool = False
    counted: bool = False
    # Words that may name an event type.
    telling: frozenset[str] = frozenset()
    way: Way | None = None


@dataclass(frozen=True)
class Kind:
    """An event type by its name and URI."""

    name: str
    uri: str


def wanted_in(text: str, spans: Sequence[Span]) -> Wanted:
    """Return what a request asks for; `spans` are the times in it, which name nobody and no type."""
    way, rest = way_in(without(text, spans))
    person = person_in(rest)
    cancelled = _CANCELLED.search(rest) is not None
    named = rest.replace(person, " ") if person else rest
    telling = (words_of(named) | compounds_of(named)) - COMMON
    return Wanted(
        person=person,
        status="canceled" if cancelled else "active",
        past=_PAST.search(rest) is not None or _MET.search(rest) is not None,
        counted=COUNT.search(rest) is not None,
        telling=frozenset(word for word in telling if len(word) > 1 and not word.isdigit()),
        way=way,
    )


def kinds_named(turn: Turn, account: Account, telling: frozenset[str]) -> list[Kind]:
    """Return the event types whose names have the most of these words; none when no name has any."""
    if not telling:
        return []
    scores = [(_shared(one.name, telling), one) for one in turn.once("kinds", lambda: _kinds(turn, account))]
    best = max((score for score, _ in scores), default=0)
    return [one for score, one in scores if best and score == best]


def _shared(name: str, telling: frozenset[str]) -> int:
    # "Reviews" is the plural of a name's word.
    forms = {form for word in telling for form in (word, folded(word).removesuffix("s"))}
    return sum(any(close(word, one) for one in forms) for word in (words_of(name) | compounds_of(name)) - COMMON)


def _kinds(turn: Turn, account: Account) -> list[Kind]:
    try:
        return [Kind(one.name, one.uri) for one in turn.once("offers", EventTypes(account).bookable)]
    except (ScopeMissing, NotAllowed):
        # Nobody is asked for more access only to narrow a list: the events themselves tell their types.
        now = turn.services.clock()
        coming = account.calendly.scheduled_events(user=account.owner.uri, starting_after=now, limit=MOST_KNOWN)
        return list({one.event_type: Kind(one.name or "", one.event_type) for one in coming if one.event_type}.values())
