"""What counts as right when sentences from elsewhere are measured."""

import pytest

from benchmarks.nlu_eval import Answer, Phrase, report


def answered(wanted: str, got: str, *also: str) -> Answer:
    return Answer(Phrase("…", wanted, frozenset(also), "-"), got, 1.0)


@pytest.mark.parametrize(
    ("wanted", "got", "also", "accepted", "served", "turned_away"),
    [
        ("list_events", "list_events", (), True, True, False),
        ("list_events", "event_details", ("event_details",), True, True, False),
        ("list_events", "cancel_event", (), False, False, False),
        ("list_events", "out_of_scope", (), False, False, True),
        ("list_events", "thanks", (), False, False, False),
        ("out_of_scope", "nlu_fallback", (), True, True, False),
        ("out_of_scope", "thanks", (), False, True, False),
        ("out_of_scope", "cancel_event", (), False, False, False),
    ],
)
def test_an_answer_counts_as(
    wanted: str, got: str, also: tuple[str, ...], accepted: bool, served: bool, turned_away: bool
) -> None:
    answer = answered(wanted, got, *also)
    assert (answer.accepted, answer.served, answer.turned_away) == (accepted, served, turned_away)


def test_the_report_has_both_ways_to_count_talk() -> None:
    lines = report([answered("out_of_scope", "thanks"), answered("list_events", "list_events")], 5).splitlines()
    assert lines[0].split() == ["right", "50.0", "%", "1/2"]
    assert "right, talk as talk" in lines[4]
    assert lines[4].endswith("100.0 %  2/2")
