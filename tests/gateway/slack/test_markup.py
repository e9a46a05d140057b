"""What people write in Slack, as the bot reads it, and what the bot says, as Slack shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.gateway.channels.slack.markup import LONGEST_SECTION, mentioned, read, sections, short, write

PEOPLE = {"U2": "Grace Hopper, grace@navy.example"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("book <mailto:ana@x.example|ana@x.example> for an intro", "book ana@x.example for an intro"),
        ("<@UBOT> what's on today?", "what's on today?"),
        ("book <@U2> for an intro", "book Grace Hopper, grace@navy.example for an intro"),
        ("book <@U2|grace> for an intro", "book Grace Hopper, grace@navy.example for an intro"),
        ("<!here> what's on?", "what's on?"),
        ("<!subteam^S1|@sales> what's on?", "@sales what's on?"),
        ("meet in <#C1|general>", "meet in #general"),
        ("see <https://x.example/a?b=1&amp;c=2|x.example>", "see https://x.example/a?b=1&c=2"),
        ("call <tel:+4930123|+49 30 123>", "call +49 30 123"),
        ("<!date^1392734382^{date}|Tuesday> at 3", "Tuesday at 3"),
        ("3 &lt; 4 &amp;&amp; 5 &gt; 4", "3 < 4 && 5 > 4"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
    ],
)
def test_marks_become_what_they_stand_for(written, meant):
    assert read(written, PEOPLE) == meant


def test_mentioned_users_are_named_once_and_in_order():
    assert mentioned("<@U2> and <@U1|ana> and <@U2>, <!here> <#C1>") == ["U2", "U1"]


def test_nothing_the_bot_says_calls_anybody():
    assert write("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


def test_addresses_become_links_without_the_full_stop_behind_them():
    assert write("Join: https://x.example/j?a=1&b=2.") == "Join: <https://x.example/j?a=1&amp;b=2>."


@given(st.lists(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1)))
def test_what_is_written_reads_as_it_was(words):
    assert read(write(" ".join(words)), {}) == " ".join(words)


@given(st.text(min_size=1, max_size=20_000))
def test_every_section_fits_and_no_word_is_lost(text):
    made = sections(text)
    assert all(0 < len(one) <= LONGEST_SECTION for one in made)
    assert "".join("".join(made).split()) == "".join(write(text).split())


def test_what_grows_by_escaping_fits_all_the_same():
    assert all(len(one) <= LONGEST_SECTION for one in sections("&" * 5_000))


def test_a_long_list_is_cut_between_its_lines():
    lines = [f"{number}. a meeting with somebody at some time" for number in range(200)]
    made = sections("\n".join(lines))
    assert [line for one in made for line in one.splitlines()] == lines
    assert len(made) > 1


def test_what_is_too_long_says_so():
    assert short("abcdef", 4) == "abc…"
    assert short("abcd", 4) == "abcd"
