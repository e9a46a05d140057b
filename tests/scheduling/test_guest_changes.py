"""Who shall be invited too, and who shall not."""

import pytest

from parley.scheduling.guest_changes import SOMEBODY, GuestChange, guest_change

GUESTS = ("bob@example.org", "eve@example.org", "ben.k@x.org")


@pytest.mark.parametrize(
    ("text", "added", "removed"),
    [
        ("take eve out, and add carl@example.org", ("carl@example.org",), ("eve@example.org",)),
        ("add bob@x.org and rob (rob@x.org) too", ("bob@x.org", "rob@x.org"), ()),
        ("add carl at example dot org please", ("carl@example.org",), ()),
        ("carl@example.org as well", ("carl@example.org",), ()),
        ("please also invite carl@example.org", ("carl@example.org",), ()),
        ("not ben after all", (), ("ben.k@x.org",)),
        ("remove bob and eve", (), ("bob@example.org", "eve@example.org")),
        ("eve can't come", (), ("eve@example.org",)),
        ("make it without bob", (), ("bob@example.org",)),
        ("no bob", (), ("bob@example.org",)),
        ("leave eve@example.org out", (), ("eve@example.org",)),
        ("carl@x.org instead of eve", ("carl@x.org",), ("eve@example.org",)),
        ("swap bob for carl@x.org", ("carl@x.org",), ("bob@example.org",)),
        ("no guests", (), GUESTS),
        ("no guests after all please", (), GUESTS),
        ("remove everyone", (), GUESTS),
        ("actually without the guests", (), GUESTS),
    ],
)
def test_who_comes_in_and_who_goes(text, added, removed):
    assert guest_change(text, GUESTS) == GuestChange(added, removed)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("can Bob join as well", "Bob"),
        ("can Bob come too?", "Bob"),
        ("add carl", "carl"),
        ("Carl Ray wants to come too", "Carl Ray"),
        ("could my colleague join?", SOMEBODY),
        ("i want to invite somebody else", SOMEBODY),
    ],
)
def test_whoever_has_no_address_is_named(text, name):
    assert guest_change(text, ()) == GuestChange(named=(name,))


def test_who_is_to_go_and_is_no_guest_is_told():
    assert guest_change("remove kim@example.org", GUESTS) == GuestChange(unknown=("kim@example.org",))


@pytest.mark.parametrize(
    "text",
    [
        "not tuesday",
        "no",
        "no, wednesday",
        "add a note",
        "add it to my calendar",
        "will kim come?",
        "kim can't come",
        "add 15 minutes",
        "take the phone out",
        "no, use grace@cobol.example.com",
        "it's grace@cobol.example.com",
        "kim.lee@example.org",
        "can you make it 3 instead",
        "could we do 3 instead of 2:30",
        "not noon! none of those work",
        "drop it",
        "yes book it",
        "sam o'neil, not gmail",
        "will it be online?",
        "can we meet at 3",
        "bring it forward half an hour",
    ],
)
def test_what_is_about_something_else_changes_no_guests(text):
    assert guest_change(text, GUESTS) is None
