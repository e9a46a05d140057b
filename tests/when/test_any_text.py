"""Any text at all comes back with times or without, and never with an error."""

import threading
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from parley.when import Words
from parley.when.engines.hits import Asked, EngineError, Hit
from parley.when.page import page_of, pieces_of

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 19, 10, tzinfo=ZONE)
WORDS = ["monday", "tue", "3", "4pm", "to", "-", "from", "until", "next", "week", "10:30", "the", "5th", "in", "days"]
WORDS += ["every", "march", "2026", "may", "noon", "CET", "at", "and", ",", "second", "hour", "tomorrow", "between"]
TIMES = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
ODD = st.text(max_size=4_000) | st.text("0123456789٣४１:/.-–\x00\u202e🙂 \ud800amp", max_size=400)
SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@SLOW
@given(TIMES | ODD, st.sampled_from(["en-US", "en-GB", None, "xx", "en-US-u-fw-mon"]), st.booleans())
@example("tomorrow\x00 at 3pm", "en-US", False)
@example("٣pm tomorrow 🙂‮", "en-US", True)
@example("İ" * 4_000, "en-US", True)
@example("monday 3-4 " * 363, "en-US", True)
@example("29/2/2027 31.4.26 99:99 0000-00-00 9999-12-31 in 99999999 years", "en-GB", True)
def test_any_text_is_answered(words: Words, text, locale, expecting):
    for span in words.parse(text, NOW, ZONE, locale, expecting=expecting):
        assert span.text == text[span.begin : span.stop]
        assert span.start is None or span.start.tzinfo
        assert not (span.start and span.end) or span.start <= span.end


@given(st.text(max_size=2_000))
def test_a_page_is_as_long_as_its_text_and_plain(text):
    page = page_of(text)
    assert len(page.text) == len(text)
    assert "\x00" not in page.text
    page.text.encode()


@given(st.text("ab .!?\n", max_size=2_000))
def test_the_pieces_of_a_text_are_all_of_it(text):
    pieces = pieces_of(text)
    assert "".join(piece for _, piece in pieces) == text
    assert all(text[begin : begin + len(piece)] == piece and len(piece) <= 240 for begin, piece in pieces)


class Gone:
    """An engine that does not answer."""

    by = "duckling"

    def read(self, asked: Asked) -> list[list[Hit]]:
        raise EngineError("not there")

    def close(self) -> None:
        """Do nothing."""


def test_the_own_grammar_answers_where_no_duckling_does_and_says_so():
    (span,) = Words(Gone()).parse("can we meet tomorrow at 3pm?", NOW, ZONE, "en-GB")
    assert span.by == "grammar"
    assert span.start == datetime(2026, 11, 20, 15, tzinfo=ZONE)


def test_many_threads_share_one_reader(words: Words):
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(len(words.parse("tomorrow", NOW, ZONE)))) for _ in range(64)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 64
