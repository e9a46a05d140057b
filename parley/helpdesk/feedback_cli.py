"""Feedback from the command line: counts, and remarks without names."""

import json
from dataclasses import asdict

from parley.clock import Clock
from parley.db.engine import connect
from parley.helpdesk.feedback import Count, Feedback, Remark
from parley.settings import Settings

MOST = 50  # remarks


def show(settings: Settings, clock: Clock, *, as_json: bool = False) -> str:
    """Return the counts for each kind of task and the latest remarks, for a person or as JSON."""
    database = connect(settings.database_url)
    try:
        kept = Feedback(database, clock)
        counts, remarks = kept.counts(), list(kept.remarks(MOST))
    finally:
        database.close()
    if as_json:
        found = {"counts": [asdict(one) for one in counts], "remarks": [asdict(one) for one in remarks]}
        return json.dumps(found, ensure_ascii=False, indent=2)
    return "\n".join([*map(_line, counts), *(_told(one) for one in remarks)]) or "Nobody was asked yet."


def _line(count: Count) -> str:
    return f"{count.about:<12} asked {count.asked:>5}   good {count.good:>5}   bad {count.bad:>5}"


def _told(remark: Remark) -> str:
    return f"{remark.day}  {remark.about}: {' '.join(remark.words.split())}"
