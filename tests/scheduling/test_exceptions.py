"""What a wish leaves out, told from what it wants by the words alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.scheduling.exceptions import Parted, parted, says_nothing, time_first


@pytest.mark.parametrize(
    ("text", "kept", "left_out"),
    [
        ("next week except friday", "next week", "friday"),
        ("next week, not monday", "next week", "monday"),
        ("next week but not in the morning", "next week", "in the morning"),
        ("next week, just not on Monday or on Friday afternoon", "next week", "on Monday or on Friday afternoon"),
        ("any day except Wednesday and Thursday", "any day", "Wednesday and Thursday"),
        ("I can do any day next week but Tuesday", "I can do any day next week", "Tuesday"),
        ("anything but tomorrow", "anything", "tomorrow"),
        ("Tuesday not Wednesday", "Tuesday", "Wednesday"),
        ("next week apart from Thursday afternoon", "next week", "Thursday afternoon"),
        ("cancel everything on Friday except the intro call", "cancel everything on Friday", "the intro call"),
        ("cancel everything but not the demo please", "cancel everything please", "the demo"),
        ("cancel the intro with Ana, not the one with Ben", "cancel the intro with Ana", "the one with Ben"),
        ("show me next week without the intro calls", "show me next week", "the intro calls"),
        ("everyone but Bob and Lena", "everyone", "Bob and Lena"),
        ("move it to Tuesday, not Wednesday, at 3", "move it to Tuesday , at 3", "Wednesday"),
        ("no, not Tuesday, Wednesday", "no , Wednesday", "Tuesday"),
        ("not Monday, Tuesday or Friday", "", "Monday, Tuesday or Friday"),
        ("not the second one", "", "the second one"),
        ("not before 10", "", "before 10"),
        ("clear my Friday but leave the onboarding", "clear my Friday", "the onboarding"),
        ("keep the demo, cancel the rest on Tuesday", "cancel the rest on Tuesday", "the demo"),
        ("cancel everything on Friday, the intro call stays", "cancel everything on Friday", "the intro call"),
        ("everything on Tuesday that isn't a demo", "everything on Tuesday", "a demo"),
        ("cancel all non-intro calls", "cancel all", "intro calls"),
        ("tomorrow's meetings exept the intro call", "tomorrow's meetings", "the intro call"),
        ("everything on Friday; except: intro call, onboarding.", "everything on Friday; .", "intro call, onboarding"),
        ("not the first, not the second", "", "the first, not the second"),
        ("when am I free, no mornings?", "when am I free ?", "mornings"),
        ("how many meetings next week, not counting intro calls", "how many meetings next week", "intro calls"),
        ("cancel both but the onboarding", "cancel both", "the onboarding"),
        ("cancel both on wednesday but the onboarding", "cancel both on wednesday", "the onboarding"),
        ("cancel them but the demo", "cancel them", "the demo"),
        ("cancel friday's meetings but Ana's", "cancel friday's meetings", "Ana's"),
        ("next week except Friday, around 3", "next week , around 3", "Friday"),
        ("not before 10, when can I come on Monday or Friday", ", when can I come on Monday or Friday", "before 10"),
        ("when am I free next week, never before 10", "when am I free next week", "before 10"),
        ("and never on a Friday", "", "on a Friday"),
    ],
)
def test_what_is_left_out_is_parted_from_what_is_wanted(text, kept, left_out):
    said = parted(text)
    assert (" ".join(said.kept.split()), said.left_out.strip()) == (kept, left_out)


@pytest.mark.parametrize(
    "text",
    [
        "why not tomorrow?",
        "I am not free on Monday",
        "is it not on Friday?",
        "who has not answered?",
        "don't cancel my meeting on Friday",
        "I'd like to book, but not sure when",
        "can you book an intro but I have no time on Friday",
        "I had two meetings but the client cancelled",
        "all good but can you move it to Friday",
        "book a call without guests",
        "anything on Friday but I don't need the details",
        "not now",
        "everything except",
        "I have nothing but time on Friday",
        "cancel everything and keep me posted",
        "leave a message for Ana",
        "can you keep Friday free",
        "that is not what I meant",
        "not " * 200,
        "",
    ],
)
def test_a_no_that_leaves_nothing_out_stays_where_it_is(text):
    assert parted(text).kept == text
    assert not parted(text).left_out


@given(st.text(max_size=80) | st.sampled_from(["all but Ana", "tue, not wed"]).flatmap(lambda one: st.just(one * 3)))
def test_each_word_stays_at_its_place(text):
    said = parted(text)
    assert len(said.kept) == len(text)
    assert all(a in (" ", b) for a, b in zip(said.kept, text, strict=True))
    assert all(a in (" ", b) for a, b in zip(said.left_out, text, strict=False))


@pytest.mark.parametrize(
    ("kept", "nothing"), [("", True), ("no , please", True), ("anything", False), ("no , Wednesday", False)]
)
def test_whether_anything_is_wanted_at_all(kept, nothing):
    assert says_nothing(kept) is nothing


@pytest.mark.parametrize(
    ("text", "times", "kept", "left_out"),
    [
        ("cancel all but demos on Tuesday", ["on Tuesday"], "cancel all on Tuesday", "demos"),
        ("cancel all but Monday or Tuesday", ["Monday", "Tuesday"], "cancel all", "Monday or Tuesday"),
        ("cancel all but on Monday", ["on Monday"], "cancel all", "on Monday"),
        ("cancel all but the demos", [], "cancel all", "the demos"),
    ],
)
def test_a_time_behind_what_is_left_out_is_the_wish_s_own(text, times, kept, left_out):
    said = parted(text)
    places = [(text.index(one), text.index(one) + len(one)) for one in times]
    whole: Parted = time_first(said, places)
    assert (" ".join(whole.kept.split()), whole.left_out.strip()) == (kept, left_out)
