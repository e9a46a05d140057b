"""What came of a run, as people read it."""

from collections import Counter
from collections.abc import Iterator

from tests.faults.run import Result
from tests.faults.ways import Way

FOUND = ("lost", "doubled", "lied")


def table(result: Result) -> str:
    """Return faults by link and way, kills, and the one line that counts."""
    return "\n".join([*_faults(result.faults), "", *_kills(result.kills), "", *_end(result)])


def findings(result: Result) -> str:
    """Return every conversation in which something was found, whole."""
    parts = []
    for one, verdict in zip(result.conversations, result.verdicts, strict=True):
        if not verdict.clean:
            found = [f"  {what}: {each}" for what in (*FOUND, "stuck") for each in getattr(verdict, what)]
            parts.append("\n".join([f"{one.person.sender} ({one.kind})", *found, one.person.transcript]))
    parts += [f"still under way: {name} {key}" for key, name in result.left_over.items()]
    parts += result.disorder
    return "\n\n".join(parts)


def _faults(faults: Counter[str]) -> Iterator[str]:
    names = dict.fromkeys(each.partition(": ")[0] for each in faults if not each.startswith("Calendly: "))
    yield "  " + f"{'faults met':<20}" + "".join(f"{way.value:>14}" for way in Way)
    for name in names:
        yield f"  {name:<20}" + "".join(f"{faults[f'{name}: {way}']:>14}" for way in Way)
    moods = {each.partition(": ")[2]: times for each, times in faults.items() if each.startswith("Calendly: ")}
    yield f"  {'Calendly itself':<20} " + (", ".join(f"{mood} {times}" for mood, times in moods.items()) or "well")


def _kills(kills: dict[str, int]) -> Iterator[str]:
    yield f"  {'killed':<20} " + (", ".join(f"{name} {times}" for name, times in sorted(kills.items())) or "nobody")


def _end(result: Result) -> Iterator[str]:
    turns = sum(len(one.person.exchanges) for one in result.conversations)
    again = sum(len(each.tries) - 1 for one in result.conversations for each in one.person.exchanges)
    sent = f"{turns} messages ({again} sent again)"
    yield f"  {len(result.conversations)} conversations, {sent} in {result.seconds:.0f} s"
    counts = {"faults": result.faults.total() + sum(result.kills.values())}
    counts |= {what: result.count(what) for what in FOUND} | {"stuck": result.stuck}
    counts["out of order"] = len(result.disorder)
    yield "  " + "   ".join(f"{what} {count}" for what, count in counts.items())
