"""The child process that holds Duckling: a line of JSON in, a line of JSON out, until its input ends.

Run as a file, so that nothing but Duckling is loaded. Times go through it on the wall, as if everybody lived in UTC:
its own zone data is thereby never asked.
"""

import json
import signal
import sys
from typing import Any

# A phrase may keep Duckling busy for minutes. Its parent ends it much sooner; this is for when the parent is gone.
LONGEST_CALL = 5.0
DIMENSIONS = ["time", "duration"]


def main(zones_folder: str) -> None:
    """Answer every line of the input."""
    answer = _reader(zones_folder)
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Duckling's runtime takes it over; the parent alone decides when to end
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        signal.setitimer(signal.ITIMER_REAL, LONGEST_CALL)
        reply = json.dumps(answer(json.loads(line)))
        signal.setitimer(signal.ITIMER_REAL, 0)
        print(reply, flush=True)


def _reader(zones_folder: str) -> Any:
    import duckling  # type: ignore[import-untyped]

    zones = duckling.load_time_zones(zones_folder)
    language = duckling.default_locale_lang(duckling.parse_lang("EN"))
    dimensions = duckling.parse_dimensions(DIMENSIONS)

    def answer(asked: dict[str, Any]) -> list[Any]:
        reference = duckling.parse_ref_time(zones, "UTC", asked["at"])
        context = duckling.Context(reference, duckling.parse_locale(asked["locale"], language))
        return [
            [duckling.parse(piece, context, dimensions, latent) for latent in (False, True)]
            for piece in asked["pieces"]
        ]

    return answer


if __name__ == "__main__":
    main(sys.argv[1])
